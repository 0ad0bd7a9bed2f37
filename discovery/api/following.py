"""The channels one follows: which they are, following and unfollowing one."""

from datetime import datetime
from typing import Self

from django.http import Http404, HttpRequest
from ninja import Query, Router, Schema

from accounts.api_auth import counted_caller, signed_in
from accounts.models import Channel, Follow, User
from accounts.services.following import follow, unfollow
from core.answers import Answer
from discovery.api.own_lists import PageParams
from discovery.queries.library import followed_channels
from videos.api.schemas import ChannelRef

router = Router(tags=["library"], auth=signed_in)


class FollowOut(Schema):
    following: bool
    follower_count: int


class FollowedChannel(ChannelRef):
    follower_count: int
    followed_at: datetime

    @classmethod
    def of_row(cls, row: Follow) -> Self:
        """One row of the list."""
        return cls(
            **ChannelRef.of(row.channel).model_dump(),
            follower_count=row.channel.follower_count,
            followed_at=row.created_at,
        )


class FollowedPage(Answer):
    items: list[FollowedChannel]
    next_cursor: str | None


def _asked(request: HttpRequest, handle: str) -> tuple[User, Channel]:
    user = counted_caller(request)
    wanted = handle.removeprefix("@").lower()
    if "\x00" in wanted:
        raise Http404
    channel = Channel.objects.filter(handle=wanted, owner__is_active=True).first()
    if channel is None:
        raise Http404
    return user, channel


def _answer(channel: Channel, *, following: bool) -> FollowOut:
    channel.refresh_from_db(fields=["follower_count"])
    return FollowOut(following=following, follower_count=channel.follower_count)


@router.get(
    "/me/following",
    response=FollowedPage,
    operation_id="list_following",
    summary="List the channels you follow",
)
def list_following(request: HttpRequest, params: Query[PageParams]) -> FollowedPage:
    """The last followed first. Their videos: `/me/feed`."""
    page = followed_channels(counted_caller(request), params.cursor, params.limit)
    items = [FollowedChannel.of_row(row) for row in page.items]
    return FollowedPage(items=items, next_cursor=page.next_cursor)


@router.get(
    "/me/following/{handle}",
    response=FollowOut,
    operation_id="get_following",
    summary="Whether you follow a channel",
)
def get_following(request: HttpRequest, handle: str) -> FollowOut:
    """A channel by its handle."""
    user, channel = _asked(request, handle)
    return _answer(channel, following=channel.is_followed_by(user))


@router.put(
    "/me/following/{handle}",
    response=FollowOut,
    operation_id="follow_channel",
    summary="Follow a channel",
)
def follow_channel(request: HttpRequest, handle: str) -> FollowOut:
    """Follow a channel by its handle; again changes nothing."""
    user, channel = _asked(request, handle)
    follow(user=user, channel=channel)
    return _answer(channel, following=True)


@router.delete(
    "/me/following/{handle}",
    response=FollowOut,
    operation_id="unfollow_channel",
    summary="Unfollow a channel",
)
def unfollow_channel(request: HttpRequest, handle: str) -> FollowOut:
    """Stop following a channel; again changes nothing."""
    user, channel = _asked(request, handle)
    unfollow(user=user, channel=channel)
    return _answer(channel, following=False)
