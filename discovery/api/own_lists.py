"""What one's own lists are made of."""

from datetime import datetime
from typing import Any, Self

from ninja import Schema
from pydantic import Field

from core.answers import Answer
from discovery.models import WatchLater
from videos.api.schemas import VideoCard, VideoSummary
from videos.models import Video, WatchProgress


class PageParams(Schema):
    """Where a list goes on, and by how much."""

    cursor: str | None = Field(None, description="`next_cursor` of the page before.")
    limit: int = Field(20, ge=1, le=100)


class OwnListVideo(VideoCard):
    """A video as a list of one's own tells of it; one's own videos may be drafts."""

    published_at: datetime | None
    position_s: float = Field(description="Where one stopped; 0 from the beginning.")

    @classmethod
    def facts(cls, video: Video) -> dict[str, Any]:
        """Needs `position_ms`, as the queries of one's lists give it."""
        position_ms = video.position_ms  # type: ignore[attr-defined]
        return {**super().facts(video), "position_s": position_ms / 1000}


class WatchedVideo(OwnListVideo):
    watched_at: datetime

    @classmethod
    def of_row(cls, row: WatchProgress) -> Self:
        """One row of the history."""
        return cls(**cls.facts(row.video), watched_at=row.updated_at)


class SavedVideo(OwnListVideo):
    saved_at: datetime

    @classmethod
    def of_row(cls, row: WatchLater) -> Self:
        """One row of “Watch later”."""
        return cls(**cls.facts(row.video), saved_at=row.created_at)


class FeedVideo(VideoSummary):
    position_s: float = Field(description="Where one stopped; 0 from the beginning.")

    @classmethod
    def facts(cls, video: Video) -> dict[str, Any]:
        """Needs `position_ms`, as the queries of one's lists give it."""
        position_ms = video.position_ms  # type: ignore[attr-defined]
        return {**super().facts(video), "position_s": position_ms / 1000}


class HistoryPage(Answer):
    items: list[WatchedVideo]
    next_cursor: str | None


class LaterPage(Answer):
    items: list[SavedVideo]
    next_cursor: str | None


class FeedPage(Answer):
    items: list[FeedVideo]
    next_cursor: str | None
