"""The one written form of an agreement: what its version is the hash of. Comments, layout and key order never matter.

Defaults are left out, so that a key this software learns later changes no hash of an agreement that is silent on it.
"""

from typing import Any

from waarborg.kernel.canonical import canonical_json, sha256_hex
from waarborg.promises.rules.agreement.frame import Block


def content_of(block: Block) -> Any:
    """Plain dicts, lists and text: what stands in the file, each value in its one spelling."""
    return block.model_dump(mode="json", by_alias=True, exclude_none=True, exclude_defaults=True)


def canonical(block: Block) -> bytes:
    """RFC 8785 bytes of an agreement or amendment."""
    return canonical_json(content_of(block))


def sha256_of(block: Block) -> str:
    """The content hash, 64 hexadecimal digits."""
    return sha256_hex(canonical(block))
