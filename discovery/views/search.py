"""The search page, its suggestions, and the description browsers read to offer it."""

from dataclasses import asdict

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from core.ratelimit import parse_limit, rate_limited
from discovery.forms import SearchForm
from discovery.queries.search import MAX_RESULTS, channels_for, search_videos
from discovery.queries.streams import found_streams, reminded
from discovery.queries.suggestions import suggest
from discovery.queries.trending import trending_videos
from discovery.views.grid import PAGE, address, grid_response, start_over
from videos.queries.premieres import reminded_of
from videos.queries.progress import with_progress
from videos.services.search_index.query import MAX_LENGTH

SEARCH_LIMIT = parse_limit("search", settings.SEARCH_RATE)


@require_safe
@rate_limited(SEARCH_LIMIT)
def search(request: HttpRequest) -> HttpResponse:
    """Results for `q`, narrowed and sorted; without `q` something to begin with."""
    text = request.GET.get("q", "").replace("\x00", "").strip()[:MAX_LENGTH]
    number = request.GET.get("start", "0")
    start = int(number) if number.isascii() and number.isdigit() and len(number) < 5 else -1
    if not 0 <= start < MAX_RESULTS:
        return start_over(request)
    form = SearchForm(request.GET)
    filters = form.filters()
    streams = found_streams(text if not start else "", filters)
    found = search_videos(text, filters, sort=form.order(), start=start, count=PAGE)
    with_progress(found.videos, request.user)
    return grid_response(
        request,
        "discovery/search.html",
        {
            "search_query": text,
            "form": form,
            "filtered": bool(filters),
            "streams": streams,
            "reminded": reminded(streams, request.user),
            "premieres": found.premieres,
            "awaited": reminded_of(found.premieres, request.user),
            "found": found,
            "videos": found.videos,
            "channels": channels_for(text, found.videos) if text and not start else [],
            "suggested": []
            if found.videos or streams.all or found.premieres
            else trending_videos(count=8),
            "without_filters": address(
                request, uploaded=None, duration=None, category=None, language=None, captions=None
            ),
            "more": found.next_start is not None and address(request, start=found.next_start),
            "eager": 4,
        },
    )


@require_safe
@rate_limited(SEARCH_LIMIT)
def suggestions(request: HttpRequest) -> JsonResponse:
    """What the search field offers while one types."""
    items = [asdict(found) for found in suggest(request.GET.get("q", ""))]
    response = JsonResponse({"items": items})
    response["Cache-Control"] = "public, max-age=60"
    return response


@require_safe
def opensearch(request: HttpRequest) -> HttpResponse:
    """Lets browsers search here from their address bar."""
    return render(
        request,
        "discovery/opensearch.xml",
        content_type="application/opensearchdescription+xml",
    )
