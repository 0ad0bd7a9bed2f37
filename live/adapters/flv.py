"""FLV, in whose tags RTMP carries sound and picture (Adobe FLV 10.1, Annex E; Veovera, "Enhanced RTMP v2")."""

import struct
from enum import Enum
from typing import NamedTuple

AUDIO, VIDEO, DATA = 8, 9, 18
# Kind and size, then the time's low three bytes and its high one, then a stream id that is always 0.
_HEAD, _SIZE = struct.Struct(">II3x"), struct.Struct(">I")
_AVC, _AAC, _EXTENDED_AUDIO = 7, 10, 9
_AUDIO_CODECS = {2: "mp3", 10: "aac", 11: "speex", 14: "mp3"}
_VIDEO_CODECS = {2: "flv1", 4: "vp6", 7: "avc1", 12: "hvc1"}


class Role(Enum):
    """What a tag is for."""

    HEADER = "header"  # how to decode what follows; sent again when that changes
    KEY = "key"
    OTHER = "other"
    NOTHING = "nothing"  # ends and notes that nobody needs


class Description(NamedTuple):
    """What a tag's first bytes say; `lead_ms`: how much later the picture is shown than it is decoded."""

    role: Role
    codec: str
    lead_ms: int = 0


def file_header(*, audio: bool, video: bool) -> bytes:
    """The beginning of a file with these tracks."""
    return b"FLV\x01" + bytes((4 * audio | video,)) + b"\x00\x00\x00\x09" + b"\x00\x00\x00\x00"


def tag(kind: int, timestamp: int, body: bytes) -> tuple[bytes, bytes, bytes]:
    """One tag in pieces: its head, its body, its size; `timestamp` in ms is cut to the format's 32 bits."""
    moment = timestamp & 0xFFFFFFFF
    size = len(body)
    head = _HEAD.pack(kind << 24 | size, (moment & 0xFFFFFF) << 8 | moment >> 24)
    return head, body, _SIZE.pack(size + 11)


def describe(kind: int, body: bytes) -> Description:
    """Look at the first bytes of a tag's body, which is not empty."""
    return _picture(body) if kind == VIDEO else _sound(body)


def _picture(body: bytes) -> Description:
    first = body[0]
    key = (first >> 4 & 7) == 1
    if first & 0x80:
        return _extended_picture(first & 15, key, body)
    codec = _VIDEO_CODECS.get(first & 15, "unknown")
    if first & 15 not in {_AVC, 12}:
        return Description(Role.KEY if key else Role.OTHER, codec)
    kind = body[1] if len(body) > 1 else 2
    if kind != 1:
        return Description(Role.HEADER if kind == 0 else Role.NOTHING, codec)
    return Description(Role.KEY if key else Role.OTHER, codec, _signed(body[2:5]))


def _extended_picture(kind: int, key: bool, body: bytes) -> Description:
    codec = body[1:5].decode("ascii", errors="replace")
    if kind == 0:
        return Description(Role.HEADER, codec)
    if kind == 1:
        lead = _signed(body[5:8]) if codec in {"hvc1", "avc1"} else 0
        return Description(Role.KEY if key else Role.OTHER, codec, lead)
    if kind == 3:
        return Description(Role.KEY if key else Role.OTHER, codec)
    return Description(Role.NOTHING, codec)


def _sound(body: bytes) -> Description:
    form = body[0] >> 4
    if form == _EXTENDED_AUDIO:
        codec = body[1:5].decode("ascii", errors="replace")
        roles = {0: Role.HEADER, 1: Role.KEY}
        return Description(roles.get(body[0] & 15, Role.NOTHING), codec)
    codec = _AUDIO_CODECS.get(form, "unknown")
    if form == _AAC:
        return Description(Role.HEADER if body[1:2] == b"\0" else Role.KEY, codec)
    return Description(Role.KEY, codec)


def _signed(three: bytes) -> int:
    number = int.from_bytes(three, "big")
    return number - (1 << 24) if number >= 1 << 23 else number
