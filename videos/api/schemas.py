"""What the public API says about videos: nothing that a watch page would not show."""

from datetime import datetime
from typing import Any, Self

from django.urls import reverse
from pydantic import Field

from accounts.models import Channel
from core.answers import Answer
from videos.models import Video
from videos.services.chapters import within
from videos.services.playback import poster_url
from videos.services.site_urls import absolute


class ChannelRef(Answer):
    handle: str = Field(examples=["sunny"])
    name: str = Field(examples=["Sunny Side Up"])
    url: str
    avatar_url: str = Field(description="Empty when the channel has no picture.")

    @classmethod
    def of(cls, channel: Channel) -> Self:
        return cls(
            handle=channel.handle,
            name=channel.name,
            url=absolute(channel.get_absolute_url()),
            avatar_url=absolute(channel.avatar.url) if channel.avatar else "",
        )


class VideoCard(Answer):
    """What every form of a video has, out or not."""

    id: str = Field(
        description="Public id, as in the watch page's address.", examples=["dQw4w9WgXcQ"]
    )
    url: str
    title: str
    channel: ChannelRef
    duration_s: float
    view_count: int
    category: str = Field(description="See `/categories`.")
    language: str = Field(description="ISO 639-1; `zxx` is no speech; empty is not given.")
    poster_url: str = Field(description="Empty until there is one.")
    premiere: bool = Field(description="Everybody watches it together when it comes out, or did.")

    @classmethod
    def facts(cls, video: Video) -> dict[str, Any]:
        """The members every form of a video has; needs `video.channel` joined."""
        return {
            "id": video.public_id,
            "url": absolute(video.get_absolute_url()),
            "title": video.title,
            "channel": ChannelRef.of(video.channel),
            "duration_s": video.duration_ms / 1000,
            "published_at": video.published_at,
            "premiere": video.is_premiere,
            "view_count": video.view_count,
            "category": video.category,
            "language": video.language,
            "poster_url": absolute(poster_url(video)),
        }


class VideoSummary(VideoCard):
    published_at: datetime = Field(description="Of a premiere: when it begins or began.")

    @classmethod
    def of(cls, video: Video) -> Self:
        return cls(**cls.facts(video))


class VideoList(Answer):
    items: list[VideoSummary]


class VideoPage(Answer):
    items: list[VideoSummary]
    next_cursor: str | None = Field(
        description="Give it as `cursor` for the next page; null at the end."
    )


class ChapterOut(Answer):
    starts_s: float
    title: str


class CaptionOut(Answer):
    language: str
    label: str


class VideoDetail(VideoSummary):
    description: str
    tags: list[str]
    licence: str
    width: int
    height: int
    has_video: bool
    has_audio: bool
    complete: bool = Field(description="False while renditions are still being made.")
    chapters: list[ChapterOut]
    captions: list[CaptionOut]
    embed_url: str

    @classmethod
    def of(cls, video: Video) -> Self:
        """Needs the channel joined; reads chapters and captions."""
        return cls(
            **cls.facts(video),
            description=video.description,
            tags=video.tags,
            licence=video.licence,
            width=video.width,
            height=video.height,
            has_video=video.has_video,
            has_audio=video.has_audio,
            complete=video.state == Video.State.READY,
            chapters=[
                ChapterOut(starts_s=mark.starts_ms / 1000, title=mark.title)
                for mark in within(video.chapters.all(), video.duration_ms)
            ],
            captions=[
                CaptionOut(language=caption.language, label=caption.label)
                for caption in video.captions.all()
            ],
            embed_url=absolute(reverse("embed", kwargs={"public_id": video.public_id})),
        )
