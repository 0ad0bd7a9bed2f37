"""The CODECS string (RFC 6381) that a rendition's real decoder configuration asks for."""

from videos.adapters.media.errors import EncodeFailed

# Track names of the configuration boxes: H.264 (ISO/IEC 14496-15 §5.3.3) and AV1 (AV1 ISOBMFF §2.3.3).
AVC, AV1 = b"avcC", b"av1C"


def codecs_of(init: bytes) -> str:
    """Read it from an init segment; raises `EncodeFailed` when there is no configuration we know."""
    at = init.find(AVC)
    if at >= 0 and len(init) >= at + 8:
        profile, constraints, level = init[at + 5 : at + 8]
        return f"avc1.{profile:02x}{constraints:02x}{level:02x}"
    at = init.find(AV1)
    if at >= 0 and len(init) >= at + 7:
        return _av1(init[at + 5], init[at + 6])
    raise EncodeFailed("output-missing", stderr_tail="the init segment has no codec configuration")


def _av1(first: int, second: int) -> str:
    profile, level = first >> 5, first & 31
    tier = "H" if second & 0x80 else "M"
    depth = (12 if second & 0x20 else 10) if second & 0x40 else 8
    return f"av01.{profile}.{level:02d}{tier}.{depth:02d}"
