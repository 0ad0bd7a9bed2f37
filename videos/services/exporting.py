"""What a person's export says about videos."""

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
    videos = Video.objects.filter(channel__owner=user).exclude(state=Video.State.DELETED)
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
        "watched": list(
            WatchProgress.objects.filter(user=user).values(
                "video__public_id", "video__title", "position_ms", "updated_at"
            )
        ),
    }


def _text(key: str) -> str:
    try:
        return object_store().read(key).decode(errors="replace")
    except ObjectMissing:
        return ""
