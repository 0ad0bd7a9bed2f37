"""A channel's page: its videos, and what it says about itself."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from accounts.models import Channel
from accounts.services.following import CannotFollow, follow, unfollow
from core.pagination import paginate
from core.problems import Problem
from discovery.queries.channels import shown_links
from discovery.views.grid import PAGE, address, grid_response, start_over
from live.queries.listing import announced, has_been_live, live_at, past_broadcasts
from live.services.cards import stream_cards
from videos.models import Video
from videos.queries import premieres
from videos.queries.catalogue import ORDER_BY
from videos.queries.progress import with_progress
from videos.services.site_urls import absolute

COMING = 12


def _channel(request: HttpRequest, handle: str, name: str) -> Channel | HttpResponse:
    """The channel, or a redirect to the one spelling of its address."""
    channel = Channel.objects.filter(handle=handle.lower(), owner__is_active=True).first()
    if channel is None:
        raise Http404
    if handle != channel.handle:
        return HttpResponsePermanentRedirect(reverse(name, kwargs={"handle": channel.handle}))
    return channel


def _head(request: HttpRequest, channel: Channel, *, is_live: bool = False) -> dict[str, object]:
    viewer = request.user
    owns = viewer.is_authenticated and channel.owner_id == viewer.pk
    return {
        "channel": channel,
        "owns": owns,
        "picture_address": absolute(channel.avatar.url) if channel.avatar else "",
        "is_following": not owns and channel.is_followed_by(viewer),
        "has_live": is_live or has_been_live(channel),  # the tab that one looks at is there
        "video_count": Video.objects.listed().filter(channel=channel).count(),
    }


def _coming(request: HttpRequest, channel: Channel) -> dict[str, object]:
    awaited = list(premieres.coming_premieres(channel)[:COMING])
    return {"premieres": awaited, "awaited": premieres.reminded_of(awaited, request.user)}


@require_safe
def channel(request: HttpRequest, handle: str) -> HttpResponse:
    """The listed videos of a channel, newest or most viewed first."""
    found = _channel(request, handle, "channel")
    if isinstance(found, HttpResponse):
        return found
    popular = request.GET.get("sort") == "popular"
    try:
        page = paginate(
            Video.objects.listed().filter(channel=found).for_cards(),
            order_by=ORDER_BY["views" if popular else "newest"],
            cursor=request.GET.get("cursor"),
            limit=PAGE,
        )
    except Problem:
        return start_over(request)
    with_progress(page.items, request.user)
    return grid_response(
        request,
        "discovery/channel.html",
        {
            **_head(request, found),
            **_coming(request, found),
            "live": stream_cards(live_at(found)),
            "videos": page.items,
            "popular": popular,
            "newest_url": address(request, sort=None, cursor=None),
            "popular_url": address(request, sort="popular", cursor=None),
            "more": page.next_cursor and address(request, cursor=page.next_cursor),
            "eager": 4,
            "own_channel": True,
        },
    )


@require_safe
def channel_live(request: HttpRequest, handle: str) -> HttpResponse:
    """What the channel has on air, what it announces, and its recordings."""
    found = _channel(request, handle, "channel-live")
    if isinstance(found, HttpResponse):
        return found
    recordings = past_broadcasts(found)
    with_progress(recordings, request.user)
    context = {
        **_head(request, found, is_live=True),
        **_coming(request, found),
        "live": stream_cards(live_at(found)),
        "coming": stream_cards(announced(found)[:COMING]),
        "videos": recordings,
        "own_channel": True,
    }
    return render(request, "discovery/channel_live.html", context)


@require_safe
def channel_about(request: HttpRequest, handle: str) -> HttpResponse:
    """Description, links and numbers of a channel."""
    found = _channel(request, handle, "channel-about")
    if isinstance(found, HttpResponse):
        return found
    context = {**_head(request, found), "links": shown_links(found)}
    return render(request, "discovery/channel_about.html", context)


@require_POST
@login_required
def follow_channel(request: HttpRequest, handle: str) -> HttpResponse:
    """The follow button without scripts: `follow` is 1 to follow, anything else to stop."""
    assert request.user.is_authenticated  # noqa: S101  (tells the type checker)
    found = _channel(request, handle, "channel")
    if isinstance(found, HttpResponse):
        return found
    if request.POST.get("follow") == "1":
        try:
            follow(user=request.user, channel=found)
        except CannotFollow as refused:
            messages.error(request, str(refused.detail))
    else:
        unfollow(user=request.user, channel=found)
    return redirect(found)
