"""Writes `Video.search`: English stems beside exact lexemes; title A, tags and channel B, description C."""

from collections.abc import Iterable
from functools import partial

from django.db import connection, transaction
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from accounts.models import Channel
from core.jobs import enqueue_after_commit
from videos.models import Video
from videos.services.catalogue_cache import forget_videos
from videos.services.search_index.tokens import lexemes, tokenize

BATCH = 500
MAX_POSITION = 16_383  # Postgres keeps no larger one.

Parts = tuple[str, str, str]

_VECTOR = """
    setweight(to_tsvector('english', %s), 'A') || setweight(to_tsvector('english', %s), 'B')
    || setweight(to_tsvector('english', %s), 'C') || %s::tsvector || %s::tsvector || %s::tsvector
"""
_UPDATE = f"UPDATE videos_video SET search = {_VECTOR} WHERE id = %s"  # noqa: S608  (ours alone)


def index_video(video: Video) -> None:
    """Bring the search vector of `video` up to its title, tags, description and channel name.

    Call it in the transaction that saved the video. Cached answers about the video are dropped
    after commit.
    """
    index_videos([video])


def index_videos(videos: Iterable[Video]) -> None:
    """The same for several videos; give them with their channels joined."""
    videos = list(videos)
    with connection.cursor() as cursor:
        cursor.executemany(
            _UPDATE, [[*_parameters(search_parts(video)), video.pk] for video in videos]
        )
    if videos:
        names = [video.public_id for video in videos]
        transaction.on_commit(partial(forget_videos, names), robust=True)


def index_channel(channel: Channel) -> None:
    """Index every video of `channel` again: call it after its name or handle changed."""
    _reindex(Video.objects.of(channel))


def index_channel_later(channel: Channel) -> None:
    """The same by a worker, once what was changed has been stored: a channel may have thousands."""
    enqueue_after_commit("videos.index_channel", channel_id=channel.pk)


def reindex_all() -> int:
    """Index every video that is not deleted, in batches; return how many."""
    return _reindex(Video.objects.exclude(state=Video.State.DELETED))


def _reindex(videos: QuerySet[Video]) -> int:
    count, last = 0, 0
    rows = videos.select_related("channel").order_by("pk")
    while batch := list(rows.filter(pk__gt=last)[:BATCH]):
        with transaction.atomic():
            index_videos(batch)
        count, last = count + len(batch), batch[-1].pk
    return count


def search_vector(parts: Parts) -> RawSQL:
    """The vector of texts of weights A, B and C, for rows of other tables that are searched the same way."""
    return RawSQL(_VECTOR, _parameters(parts))  # noqa: S611  (the texts are parameters)


def search_parts(video: Video) -> Parts:
    """The texts of weights A, B and C. Lines keep a tag from joining the next in a phrase."""
    return (
        video.title,
        " | ".join([*video.tags, video.channel.name, video.channel.handle]),
        video.description,
    )


def _parameters(parts: Parts) -> list[str]:
    english = [_words(text) for text in parts]
    exact = [vector_literal(text, weight) for text, weight in zip(parts, "ABC", strict=True)]
    return [*english, *exact]


def _words(text: str) -> str:
    return " ".join(token.text for token in tokenize(text) if not token.dense)


def vector_literal(text: str, weight: str) -> str:
    """The `tsvector` literal of the exact lexemes of `text`, all of one `weight` (A to D).

    Lexemes hold letters, digits and marks alone, so quoting them is enough.
    """
    return " ".join(
        f"'{lexeme}':{min(position, MAX_POSITION)}{weight}" for lexeme, position in lexemes(text)
    )
