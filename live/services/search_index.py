"""What a stream is found by: the words of videos' search, in its own column."""

from django.db import transaction

from accounts.models import Channel
from live.models import Stream
from videos.services.search_index import search_vector

BATCH = 500


def index_stream(stream: Stream) -> None:
    """Bring its search vector up to its title, tags, description and channel. In the transaction that saved it."""
    channel = stream.channel
    about = " | ".join([*stream.tags, channel.name, channel.handle])
    vector = search_vector((stream.title, about, stream.description))
    Stream.objects.filter(pk=stream.pk).update(search=vector)


def index_streams(channel: Channel) -> None:
    """The same for every stream of a channel: its name or handle is another."""
    for stream in Stream.objects.of(channel).select_related("channel"):
        index_stream(stream)


def reindex_streams() -> int:
    """Index every stream that was not removed, in batches; return how many."""
    count, last = 0, 0
    rows = Stream.objects.exclude(state=Stream.State.REMOVED).select_related("channel")
    rows = rows.select_for_update(of=("self",)).order_by("pk")
    while True:
        with transaction.atomic():
            # Locked, so that no title that changes meanwhile is indexed as it was.
            batch = list(rows.filter(pk__gt=last)[:BATCH])
            for stream in batch:
                index_stream(stream)
        if not batch:
            return count
        count, last = count + len(batch), batch[-1].pk
