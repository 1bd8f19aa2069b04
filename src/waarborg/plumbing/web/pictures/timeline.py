"""In the making."""


def clock_timeline(*_a: object, **_k: object) -> str:
    return ""
