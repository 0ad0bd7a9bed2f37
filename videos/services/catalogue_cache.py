"""Which cached answers a change of a video makes wrong."""

from core.cache import drop_group

CATALOGUE = "catalogue"


def video_group(public_id: str) -> str:
    """The cache group of everything that was built from one video."""
    return f"video:{public_id}"


def forget_video(public_id: str) -> None:
    """Drop what was cached about one video, and the lists it may stand in. Call it after commit."""
    drop_group(video_group(public_id))
    drop_group(CATALOGUE)
