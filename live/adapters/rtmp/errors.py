"""What goes wrong on an RTMP connection."""


class ProtocolError(Exception):
    """The peer sent what RTMP does not allow or more than a limit lets it; the connection ends."""
