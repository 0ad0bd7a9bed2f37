"""A video as its owner sees it."""

from collections.abc import Sequence
from datetime import datetime

from ninja import Field, Schema

from videos.models import Transcode, Video
from videos.queries.studio import latest_transcodes, percents
from videos.services.deletion import restorable_until
from videos.services.editing import edit_version
from videos.services.playback import poster_url
from videos.services.transcoding.reasons import failure_sentence

PLAIN_FACTS = (
    "title", "description", "tags", "category", "language", "licence", "privacy", "state",
    "publish_when_ready", "published_at", "created_at", "view_count", "watch_time_s",
)  # fmt: skip


class StudioVideo(Schema):
    """A video as its owner sees it."""

    id: str
    title: str
    description: str
    tags: list[str]
    category: str
    language: str
    licence: str
    privacy: str
    has_password: bool
    state: str
    stage: str = Field(description="Of the newest transcode; empty when there is none.")
    failure: str = Field(description="A sentence; empty when nothing failed.")
    can_retry: bool = Field(
        description="Whether `retry` may help; where something failed and it may not, the file has to be replaced."
    )
    percent: int = Field(description="How much of the newest transcode is done.")
    publish_when_ready: bool
    published_at: datetime | None = Field(description="A time ahead: scheduled. Null: not out.")
    scheduled: bool
    premiere: bool = Field(description="Everybody watches it together at its time, or did.")
    created_at: datetime
    duration_s: float
    view_count: int
    watch_time_s: int
    poster_url: str
    url: str
    version: str = Field(description="Send it back when saving.")
    restorable_until: datetime | None = Field(description="Of a deleted video: when its files go.")


class StudioPage(Schema):
    """One page of the list."""

    items: list[StudioVideo]
    total: int = Field(description="How many there are on all pages.")
    next_cursor: str | None


def studio_video(video: Video) -> StudioVideo:
    """One video."""
    return studio_list([video])[0]


def studio_list(videos: Sequence[Video]) -> list[StudioVideo]:
    """Several videos, at two queries for all."""
    runs = latest_transcodes(videos)
    done = percents(runs.values())
    return [
        StudioVideo(
            id=video.public_id,
            has_password=bool(video.password),
            stage=runs[video.pk].state if video.pk in runs else "",
            failure=_failure(video, runs.get(video.pk)),
            can_retry=video.pk in runs and runs[video.pk].can_be_tried_again,
            percent=done[runs[video.pk].pk] if video.pk in runs else 0,
            scheduled=video.is_scheduled,
            premiere=video.is_premiere,
            duration_s=video.duration_ms / 1000,
            poster_url=poster_url(video),
            url=video.get_absolute_url(),
            version=edit_version(video),
            restorable_until=restorable_until(video),
            **{name: getattr(video, name) for name in PLAIN_FACTS},
        )
        for video in videos
    ]


def _failure(video: Video, run: Transcode | None) -> str:
    """Also of a new file that failed while the old one goes on being watched."""
    if run and run.failure:
        return failure_sentence(run.failure)
    return failure_sentence(video.failure) if video.state == Video.State.FAILED else ""
