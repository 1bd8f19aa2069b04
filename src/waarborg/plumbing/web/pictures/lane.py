"""In the making."""


def queue_lane(*_a: object, **_k: object) -> str:
    return ""
