"""What a person's export says about videos."""

from collections.abc import Iterable, Mapping
from typing import Any

from accounts.models import User
from core.adapters.object_store import ObjectMissing, object_store
from videos.models import Upload, Video, WatchProgress

FIELDS = (
    "public_id", "title", "description", "tags", "category", "language", "licence", "privacy",
    "published_at", "created_at", "duration_ms", "view_count",
)  # fmt: skip


def export_videos(user: User) -> dict[str, Any]:
    """The person's videos with their source files, and where they stopped watching."""
    videos = Video.objects.filter(channel__owner=user).exclude(state__in=Video.HIDDEN)
    return {
        "videos": [
            {name: getattr(video, name) for name in FIELDS}
            | {
                "sources": list(
                    video.sources.values("filename", "size_bytes", "digest", "created_at")
                ),
                "captions": [
                    {
                        "language": caption.language,
                        "label": caption.label,
                        "webvtt": _text(caption.storage_key),
                    }
                    for caption in video.captions.all()
                ],
                "chapters": list(video.chapters.values("starts_ms", "title")),
            }
            for video in videos.prefetch_related("sources", "captions", "chapters")
        ],
        "uploads": list(
            Upload.objects.filter(owner=user).values(
                "filename", "size_bytes", "state", "created_at", "completed_at"
            )
        ),
        "watched": with_titles(
            user,
            WatchProgress.objects.filter(user=user).values(
                "video__public_id", "position_ms", "updated_at"
            ),
        ),
    }


def with_titles(user: User, rows: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """`rows` (each with `video__public_id`) with the titles of those videos that `user` may still know of.

    What was hidden or renamed since stays its owner's: a row of one's own outlives the right to its title.
    """
    rows = list(rows)
    ids = [row["video__public_id"] for row in rows]
    known = Video.objects.known_to(user).filter(public_id__in=ids)
    titles = dict(known.values_list("public_id", "title"))
    return [{**row, "video__title": titles.get(row["video__public_id"], "")} for row in rows]


def _text(key: str) -> str:
    try:
        return object_store().read(key).decode(errors="replace")
    except ObjectMissing:
        return ""
