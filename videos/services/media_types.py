"""The media types of the files that the pipeline makes: stored with them, and said when they are served."""

MEDIA_TYPES = {
    "m4s": "video/iso.segment",
    "mp4": "video/mp4",
    "vtt": "text/vtt; charset=utf-8",
    "jpg": "image/jpeg",
    "webp": "image/webp",
    "json": "application/json",
    "m3u8": "application/vnd.apple.mpegurl",
}


def media_type(name: str) -> str:
    """The type of a file that the pipeline made. Raises `KeyError` for a kind that it does not make."""
    return MEDIA_TYPES[name.rpartition(".")[2]]
