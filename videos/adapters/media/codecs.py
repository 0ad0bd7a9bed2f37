"""The CODECS string (RFC 6381) that a rendition's real decoder configuration asks for."""

from videos.adapters.media.errors import EncodeFailed

# Names of the configuration boxes: H.264, HEVC (ISO/IEC 14496-15 §5.3.3, §8.3.3) and AV1 (AV1 ISOBMFF §2.3.3).
AVC, HEVC, AV1 = b"avcC", b"hvcC", b"av1C"


def codecs_of(init: bytes) -> str:
    """Read it from an init segment; raises `EncodeFailed` when there is no configuration we know."""
    at = init.find(AVC)
    if at >= 0 and len(init) >= at + 8:
        profile, constraints, level = init[at + 5 : at + 8]
        return f"avc1.{profile:02x}{constraints:02x}{level:02x}"
    at = init.find(HEVC)
    if at >= 0 and len(init) >= at + 17:
        return _hevc(init[at + 4 : at + 17])
    at = init.find(AV1)
    if at >= 0 and len(init) >= at + 7:
        return _av1(init[at + 5], init[at + 6])
    raise EncodeFailed("output-missing", stderr_tail="the init segment has no codec configuration")


def _av1(first: int, second: int) -> str:
    profile, level = first >> 5, first & 31
    tier = "H" if second & 0x80 else "M"
    depth = (12 if second & 0x20 else 10) if second & 0x40 else 8
    return f"av01.{profile}.{level:02d}{tier}.{depth:02d}"


def _hevc(record: bytes) -> str:
    """ISO/IEC 14496-15 Annex E.3: zero bytes at the end of the constraints are left out."""
    space = ("", "A", "B", "C")[record[1] >> 6]
    tier = "H" if record[1] & 0x20 else "L"
    flags = int(f"{int.from_bytes(record[2:6], 'big'):032b}"[::-1], 2)
    constraints = record[6:12].rstrip(b"\0")
    fields = [f"hvc1.{space}{record[1] & 31}", f"{flags:X}", f"{tier}{record[12]}"]
    return ".".join([*fields, *(f"{byte:X}" for byte in constraints)])


def sound_codecs_of(init: bytes) -> str:
    """The same for a track of sound: AAC in its kinds, MP3, Opus (RFC 6381 §3.3; ISO/IEC 14496-1 §7.2.6)."""
    if b"Opus" in init[max(0, init.find(b"stsd")) :]:
        return "opus"
    at = init.find(b"esds")
    decoder = init.find(b"\x04", at) if at >= 0 else -1
    kind = _after_size(init, decoder)
    if kind is None or init[kind] not in {0x40, 0x6B, 0x69}:
        return "mp4a.40.2"
    if init[kind] != 0x40:
        return "mp3"
    specific = _after_size(init, kind + 13)
    return f"mp4a.40.{init[specific] >> 3 if specific is not None else 2}"


def _after_size(data: bytes, at: int) -> int | None:
    """Where the body of the descriptor at `at` begins: its size has up to four bytes."""
    if at < 0:
        return None
    for place in range(at + 1, min(at + 5, len(data) - 1)):
        if not data[place] & 0x80:
            return place + 1
    return None


def picture_size(init: bytes) -> tuple[int, int]:
    """Width and height of the picture that an init announces (ISO/IEC 14496-12 §12.1.3); zeros when there is none."""
    for kind in (b"avc1", b"hvc1", b"hev1", b"av01"):
        at = init.find(kind, max(0, init.find(b"stsd")))
        if at >= 0:
            width, height = init[at + 28 : at + 30], init[at + 30 : at + 32]
            return int.from_bytes(width, "big"), int.from_bytes(height, "big")
    return 0, 0
