"""Home, trending and following."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from core.pagination import paginate
from core.problems import Problem
from discovery.queries import library
from discovery.queries.streams import Streams, followed_premieres, followed_streams, reminded
from discovery.queries.trending import DEPTH, trending_videos
from discovery.views.grid import PAGE, address, chosen_category, grid_response, start_over
from live.queries.listing import live_now
from live.services.cards import stream_cards
from videos.models import Video
from videos.queries.catalogue import Filters, listed_videos
from videos.queries.premieres import reminded_of
from videos.queries.progress import with_progress

# One large card and four beside it.
SHELF = 5
LIVE_ROW = 4
# Where there is no rail, the channels one follows stand in a row above their videos.
FACES = 12


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The trending shelf and the newest videos, or the newest of one category."""
    category = chosen_category(request)
    cursor = request.GET.get("cursor")
    newest = listed_videos(Filters(category=category)).for_cards()
    try:
        page = paginate(newest, order_by="-published_at", cursor=cursor, limit=PAGE)
    except Problem:
        return start_over(request)
    first = not category and not cursor
    trending = trending_videos(count=SHELF) if first else []
    newest_videos = page.items
    if first:
        # What the shelf shows is not shown again below it; a site with few videos has no shelf.
        shown = {video.pk for video in trending}
        rest = [video for video in page.items if video.pk not in shown]
        trending, newest_videos = (trending, rest) if len(rest) >= SHELF else ([], page.items)
    resume = (
        library.continue_watching(request.user, 4)
        if first and request.user.is_authenticated
        else []
    )
    with_progress([*trending, *newest_videos], request.user)
    return grid_response(
        request,
        "discovery/home.html",
        {
            "categories": Video.Category.choices,
            "category": category,
            "live": stream_cards(live_now()[:LIVE_ROW]) if first else [],
            "trending": trending,
            "resume": resume,
            "videos": newest_videos,
            "more": page.next_cursor and address(request, cursor=page.next_cursor),
            "eager": 0 if trending or cursor else 4,
        },
    )


@require_safe
def trending(request: HttpRequest) -> HttpResponse:
    """What people watch these days, hottest first."""
    category = chosen_category(request)
    number = request.GET.get("page", "1")
    page = int(number) if number.isascii() and number.isdigit() and len(number) < 4 else 0
    if not 1 <= page <= DEPTH // PAGE:
        return start_over(request)
    videos = trending_videos(category, start=(page - 1) * PAGE, count=PAGE)
    with_progress(videos, request.user)
    more = len(videos) == PAGE and page < DEPTH // PAGE
    return grid_response(
        request,
        "discovery/trending.html",
        {
            "categories": Video.Category.choices,
            "category": category,
            "videos": videos,
            "more": more and address(request, page=page + 1),
            "eager": 4,
        },
    )


@require_safe
@login_required
def following(request: HttpRequest) -> HttpResponse:
    """Of the channels one follows: what is live and what is announced, then the newest videos."""
    assert request.user.is_authenticated  # noqa: S101  (tells the type checker)
    cursor = request.GET.get("cursor")
    try:
        page = library.following(request.user, cursor)
    except Problem:
        return start_over(request)
    streams = Streams() if cursor else followed_streams(request.user)
    premieres = [] if cursor else followed_premieres(request.user)
    return grid_response(
        request,
        "discovery/following.html",
        {
            "faces": [] if cursor else library.followed_channels(request.user, None, FACES).items,
            "premieres": premieres,
            "awaited": reminded_of(premieres, request.user),
            "streams": streams,
            "reminded": reminded(streams, request.user),
            "videos": page.items,
            "more": page.next_cursor and address(request, cursor=page.next_cursor),
            "eager": 4,
        },
    )


@require_safe
@login_required
def followed(request: HttpRequest) -> HttpResponse:
    """The channels one follows, the last first, each with its button."""
    assert request.user.is_authenticated  # noqa: S101  (tells the type checker)
    try:
        page = library.followed_channels(request.user, request.GET.get("cursor"))
    except Problem:
        return start_over(request)
    context = {
        "channels": [row.channel for row in page.items],
        "more": page.next_cursor and address(request, cursor=page.next_cursor),
    }
    return render(request, "discovery/following_channels.html", context)
