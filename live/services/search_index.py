"""What a stream is found by: the words of videos' search, in its own column."""

from accounts.models import Channel
from live.models import Stream
from videos.services.search_index import search_vector


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
