"""What a person's export says about videos."""

from collections.abc import Iterable, Mapping
from typing import Any

from accounts.models import User
from videos.models import Upload, Video, WatchProgress
from videos.services.export_files import caption_name, own_videos, thumbnail_name

FIELDS = (
    "public_id", "title", "description", "tags", "category", "language", "licence", "privacy",
    "published_at", "created_at", "duration_ms", "view_count",
)  # fmt: skip


def export_videos(user: User) -> dict[str, Any]:
    """The person's videos with their source files, and where they stopped watching."""
    return {
        "videos": [
            {name: getattr(video, name) for name in FIELDS}
            | {
                "sources": list(
                    video.sources.values("filename", "size_bytes", "digest", "created_at")
                ),
                "thumbnail": thumbnail_name(video),
                "captions": [
                    {
                        "language": caption.language,
                        "label": caption.label,
                        "file": caption_name(video, caption.language),
                    }
                    for caption in video.captions.all()
                ],
                "chapters": list(video.chapters.values("starts_ms", "title")),
            }
            for video in own_videos(user).prefetch_related("sources", "captions", "chapters")
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
