"""Finding streams by what a person typed."""

from django.db.models import BooleanField, Q
from django.db.models.expressions import RawSQL

from live.models import Stream
from live.models.stream import StreamQuerySet
from live.queries.listing import announced, live_now
from videos.services.search_index import parse_query
from videos.services.search_index.tokens import fold


def search_streams(
    text: str, *, category: str = "", language: str = ""
) -> tuple[StreamQuerySet, StreamQuerySet]:
    """What anybody may find and matches `text`: on air, the latest first; and announced, the next first.

    A stream matches by its words, as a video does, or by its channel's name or handle as they are now.
    """
    query = parse_query(text)
    if not query:
        return Stream.objects.none(), Stream.objects.none()
    by_words = RawSQL(  # noqa: S611  (the query's SQL is ours, its words are parameters)
        f"live_stream.search @@ {query.sql}", query.params, output_field=BooleanField()
    )
    matches = Q(by_words)
    typed = fold(text.replace("\x00", "")).strip().removeprefix("@")
    if len(typed) > 1:
        matches |= Q(channel__name__icontains=typed) | Q(channel__handle=typed)
    if category:
        matches &= Q(category=category)
    if language:
        matches &= Q(language=language)
    return live_now().filter(matches), announced().filter(matches)
