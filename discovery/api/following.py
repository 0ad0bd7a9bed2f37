"""Following and unfollowing a channel."""

from django.http import Http404, HttpRequest
from ninja import Router, Schema

from accounts.api_auth import caller, signed_in
from accounts.models import Channel, User
from accounts.services.following import follow, unfollow
from core.ratelimit import enforce, visitor
from videos.api.responses import API_LIMIT

router = Router(tags=["library"], auth=signed_in)


class FollowOut(Schema):
    following: bool
    follower_count: int


def _asked(request: HttpRequest, handle: str) -> tuple[User, Channel]:
    enforce(API_LIMIT, visitor(request))
    wanted = handle.removeprefix("@").lower()
    if "\x00" in wanted:
        raise Http404
    channel = Channel.objects.filter(handle=wanted, owner__is_active=True).first()
    if channel is None:
        raise Http404
    return caller(request), channel


def _answer(channel: Channel, *, following: bool) -> FollowOut:
    channel.refresh_from_db(fields=["follower_count"])
    return FollowOut(following=following, follower_count=channel.follower_count)


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
