"""Search, suggestions, trending."""

from django.http import HttpRequest
from ninja import Query, Router, Schema
from ninja.decorators import decorate_view
from pydantic import Field

from core.answers import Answer
from discovery.queries.search import MAX_RESULTS, SearchSort, search_videos
from discovery.queries.streams import found_streams
from discovery.queries.suggestions import suggest
from discovery.queries.trending import trending_videos
from live.api.schemas import StreamOut, card_out
from videos.api.responses import SEARCH_LIMIT, public_read
from videos.api.schemas import VideoList, VideoSummary
from videos.api.videos import Category, FilterParams, check_known
from videos.models import Video
from videos.services.site_urls import absolute

router = Router(tags=["finding"])


class SearchParams(FilterParams):
    q: str = Field(
        "",
        max_length=1000,
        description='Words, "a phrase", -without. The first 200 characters count.',
    )
    sort: SearchSort = "relevance"
    start: int = Field(0, ge=0, lt=MAX_RESULTS, description="`next_start` of the page before.")
    limit: int = Field(20, ge=1, le=100)


class SearchResults(Answer):
    items: list[VideoSummary]
    total: int = Field(description="How many match, at most 500.")
    total_is_exact: bool = Field(description="False when there are more than 500.")
    next_start: int | None = Field(
        description="Give it as `start` for the next page; null at the end."
    )

    streams: list[StreamOut] = Field(
        description="With the first page: public streams that match, those on air before those announced, at most 12. "
        "None when a filter is given that says something of videos alone."
    )
    premieres: list[VideoSummary] = Field(
        description="With the first page: premieres still to come that match, the next first, at most 4; `published_at` is "
        "when each begins. None when a filter is given that says something of what is out."
    )


class SuggestParams(Schema):
    q: str = Field("", max_length=1000, description="What has been typed so far.")


class SuggestionOut(Answer):
    text: str
    channel: str = Field(description="Handle when this is a channel, else empty.")
    stream: str = Field(description="Id when this is a stream, else empty.")
    live: bool = Field(description="Whether that stream is on air now; if not, it is announced.")
    premiere: str = Field(description="Id when this is a premiere still to come, else empty.")
    url: str = Field(description="Where choosing it leads; empty for a text to search for.")


@router.get(
    "/search",
    response=SearchResults,
    operation_id="search_videos",
    summary="Search videos, streams and premieres",
)
@decorate_view(public_read(30, limit=SEARCH_LIMIT))
def search(request: HttpRequest, params: Query[SearchParams]) -> SearchResults:
    """Public videos by title, tags, channel name and description, in any language; streams that are on air
    or announced, and premieres still to come. At most the best 500 videos can be paged through."""
    found = search_videos(
        params.q, params.filters(), sort=params.sort, start=params.start, count=params.limit
    )
    streams = found_streams(params.q if not params.start else "", params.filters())
    return SearchResults(
        items=[VideoSummary.of(video) for video in found.videos],
        total=found.total,
        total_is_exact=not found.more_than_total,
        next_start=found.next_start,
        streams=[card_out(card) for card in streams.all],
        premieres=[VideoSummary.of(each) for each in found.premieres],
    )


@router.get(
    "/search/suggestions",
    response=list[SuggestionOut],
    operation_id="suggest",
    summary="Suggest searches",
)
@decorate_view(public_read(60, limit=SEARCH_LIMIT))
def suggestions(request: HttpRequest, params: Query[SuggestParams]) -> list[SuggestionOut]:
    """Up to 8 channels, public streams on air or announced, premieres to come, and titles that begin like `q`."""
    return [
        SuggestionOut(
            text=found.text,
            channel=found.handle,
            stream=found.stream,
            live=found.live,
            premiere=found.premiere,
            url=absolute(found.url) if found.url else "",
        )
        for found in suggest(params.q)
    ]


class TrendingParams(Schema):
    category: Category = ""
    limit: int = Field(20, ge=1, le=96)


@router.get("/trending", response=VideoList, operation_id="trending", summary="Trending videos")
@decorate_view(public_read(60))
def trending(request: HttpRequest, params: Query[TrendingParams]) -> VideoList:
    """What people watch these days, hottest first. Recomputed every few minutes."""
    check_known("category", params.category, Video.Category.values)
    return VideoList(
        items=[
            VideoSummary.of(video) for video in trending_videos(params.category, count=params.limit)
        ]
    )
