"""WebSocket frames that a server sends (RFC 6455 §5.2): never masked, so one encoding serves every socket."""


def text_frame(data: bytes) -> bytes:
    """One whole text message."""
    size = len(data)
    if size < 126:
        return bytes((0x81, size)) + data
    if size < 1 << 16:
        return b"\x81\x7e" + size.to_bytes(2, "big") + data
    return b"\x81\x7f" + size.to_bytes(8, "big") + data
