"""The files of a person's videos: thumbnails and captions for the zip, the originals to be led to."""

from collections.abc import Iterator

from django.db.models import Exists, OuterRef, Prefetch, QuerySet

from accounts.models import User
from accounts.services.export_contents import LinkedFile, PackedFile, stored_file
from videos.models import Source, Video
from videos.services.originals import original_among, originals


def caption_name(video: Video, language: str) -> str:
    """Where the zip has the captions of one language."""
    return f"captions/{video.public_id}/{language}.vtt"


def thumbnail_name(video: Video) -> str:
    """Where the zip has the thumbnail; empty for a video without one."""
    return f"thumbnails/{video.public_id}.jpg" if video.poster else ""


def video_pictures_and_captions(user: User) -> Iterator[PackedFile]:
    """What is small of the person's videos."""
    for video in own_videos(user).prefetch_related("captions").iterator(chunk_size=200):
        if name := thumbnail_name(video):
            yield stored_file(name, video.poster)
        for caption in video.captions.all():
            yield stored_file(caption_name(video, caption.language), caption.storage_key)


class Originals:
    """The files as they were uploaded, one of each video; its ref is the video's public id."""

    def page(self, user: User, *, after: str, limit: int) -> list[LinkedFile]:
        """By the age of the videos."""
        videos = _with_originals(user).order_by("pk")
        if after:
            videos = videos.filter(pk__gt=Video.objects.filter(public_id=after).values("pk"))
        return [_linked(video) for video in videos[:limit]]

    def find(self, user: User, ref: str) -> LinkedFile | None:
        """The one of that video."""
        video = _with_originals(user).filter(public_id=ref).first()
        return _linked(video) if video else None


def own_videos(user: User) -> QuerySet[Video]:
    """The person's videos, without those that they threw away."""
    return Video.objects.filter(channel__owner=user).exclude(state__in=Video.HIDDEN)


def _with_originals(user: User) -> QuerySet[Video]:
    files = originals()
    return (
        own_videos(user)
        .filter(Exists(files.filter(video=OuterRef("pk"))))
        .select_related("current")
        .prefetch_related(Prefetch("sources", files.order_by("-pk"), to_attr="originals"))
    )


def _linked(video: Video) -> LinkedFile:
    files: list[Source] = video.originals  # type: ignore[attr-defined]  # (by _with_originals)
    source = original_among(files, video)
    return LinkedFile(
        video.public_id, video.title, source.filename, source.size_bytes, source.storage_key
    )
