"""Public reads of channels."""

from datetime import datetime

from django.http import Http404, HttpRequest
from ninja import Query, Router, Schema
from ninja.decorators import decorate_view
from pydantic import Field

from accounts.models import Channel
from core.pagination import paginate
from discovery.queries.channels import listed_channels, shown_links
from videos.api.responses import public_read
from videos.api.schemas import ChannelRef
from videos.services.site_urls import absolute

router = Router(tags=["channels"])


class LinkOut(Schema):
    title: str
    url: str


class ChannelOut(ChannelRef):
    description: str
    links: list[LinkOut]
    banner_url: str
    follower_count: int
    created_at: datetime
    feed_url: str

    @classmethod
    def full(cls, channel: Channel) -> "ChannelOut":
        """Everything public about `channel`."""
        return cls(
            **ChannelRef.of(channel).model_dump(),
            description=channel.description,
            links=[LinkOut(title=link.title, url=link.url) for link in shown_links(channel)],
            banner_url=absolute(channel.banner.url) if channel.banner else "",
            follower_count=channel.follower_count,
            created_at=channel.created_at,
            feed_url=absolute(f"{channel.get_absolute_url()}/feed.xml"),
        )


class ChannelPage(Schema):
    items: list[ChannelOut]
    next_cursor: str | None


class ChannelParams(Schema):
    cursor: str | None = Field(None, description="`next_cursor` of the page before.")
    limit: int = Field(20, ge=1, le=100)


@router.get(
    "/channels", response=ChannelPage, operation_id="list_channels", summary="List channels"
)
@decorate_view(public_read(60))
def list_channels(request: HttpRequest, params: Query[ChannelParams]) -> ChannelPage:
    """Channels with at least one public video, most followed first."""
    page = paginate(
        listed_channels(), order_by="-follower_count", cursor=params.cursor, limit=params.limit
    )
    return ChannelPage(
        items=[ChannelOut.full(channel) for channel in page.items], next_cursor=page.next_cursor
    )


@router.get(
    "/channels/{handle}", response=ChannelOut, operation_id="get_channel", summary="Get a channel"
)
@decorate_view(public_read(60))
def get_channel(request: HttpRequest, handle: str) -> ChannelOut:
    """One channel by its handle, with or without the `@`. Its videos: `/videos?channel=…`."""
    wanted = handle.removeprefix("@").lower()
    if "\x00" in wanted:
        raise Http404
    channel = Channel.objects.filter(handle=wanted, owner__is_active=True).first()
    if channel is None:
        raise Http404
    return ChannelOut.full(channel)
