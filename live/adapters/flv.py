"""FLV, the container in which RTMP's messages are handed to ffmpeg (Adobe FLV 10.1, Annex E)."""

HEADER = b"FLV\x01\x05\x00\x00\x00\x09" + b"\x00\x00\x00\x00"


def tag(kind: int, timestamp: int, body: bytes) -> bytes:
    """One tag with the size behind it; `timestamp` in ms is cut to the format's 32 bits."""
    moment = timestamp & 0xFFFFFFFF
    head = bytes((kind,)) + len(body).to_bytes(3, "big") + (moment & 0xFFFFFF).to_bytes(3, "big")
    return b"".join(
        (head, bytes((moment >> 24,)), b"\0\0\0", body, (len(body) + 11).to_bytes(4, "big"))
    )
