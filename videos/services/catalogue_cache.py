"""Which cached answers a change of a video makes wrong."""

from collections.abc import Iterable

from core.cache import drop_group

CATALOGUE = "catalogue"


def video_group(public_id: str) -> str:
    """The cache group of everything that was built from one video."""
    return f"video:{public_id}"


def forget_video(public_id: str) -> None:
    """Drop what was cached about one video, and the lists it may stand in. Call it after commit."""
    forget_videos([public_id])


def forget_videos(public_ids: Iterable[str]) -> None:
    """The same for several; the lists are dropped once."""
    for public_id in public_ids:
        drop_group(video_group(public_id))
    drop_group(CATALOGUE)
