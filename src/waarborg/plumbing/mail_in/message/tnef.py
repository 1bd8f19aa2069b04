"""winmail.dat: what Outlook wraps files in when it thinks that the other side is Outlook too (MS-OXTNEF)."""

import struct
from collections.abc import Iterator

from waarborg.plumbing.mail_in.message.parsed import Attached

_SIGNATURE = b"\x78\x9f\x3e\x22"
_BEGINS, _TITLE, _DATA, _PROPERTIES = 0x9002, 0x8010, 0x800F, 0x9005
_LONG_NAME = 0x3707
MOST = 100


def is_tnef(content: bytes) -> bool:
    return content[:4] == _SIGNATURE


def unwrapped(content: bytes) -> list[Attached]:
    """The files inside; none for what is damaged before the first, or holds a formatted text only."""
    found: list[Attached] = []
    name, data, long_name = "", b"", ""
    for kind, value in _attributes(content):
        if kind == _BEGINS:
            if data:
                found.append(Attached(long_name or name or "bijlage.bin", data))
            name, data, long_name = "", b"", ""
        elif kind == _TITLE:
            name = value.split(b"\0")[0].decode("cp1252", "replace")
        elif kind == _DATA:
            data = value
        elif kind == _PROPERTIES:
            long_name = _long_name(value)
    if data:
        found.append(Attached(long_name or name or "bijlage.bin", data))
    return found[:MOST]


def _attributes(content: bytes) -> Iterator[tuple[int, bytes]]:
    """Number and bytes of each; up to the first that does not fit."""
    place = 6
    while place + 9 <= len(content):
        _level, kind, _type, length = struct.unpack_from("<BHHI", content, place)
        begin = place + 9
        if begin + length > len(content):
            return
        yield kind, content[begin : begin + length]
        place = begin + length + 2


def _long_name(properties: bytes) -> str:
    """PidTagAttachLongFilename, found by its tag: 8-bit (001E) or UTF-16 (001F)."""
    for kind, encoding in ((0x001F, "utf-16-le"), (0x001E, "cp1252")):
        begin = properties.find(struct.pack("<HH", kind, _LONG_NAME))
        if begin >= 0 and begin + 12 <= len(properties):
            (length,) = struct.unpack_from("<I", properties, begin + 8)
            if length <= 1024:
                return properties[begin + 12 : begin + 12 + length].decode(encoding, "replace").split("\0")[0]
    return ""
