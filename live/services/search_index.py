"""What a stream is found by: the words of videos' search, in its own column."""

from live.models import Stream
from videos.services.search_index import search_vector


def index_stream(stream: Stream) -> None:
    """Bring its search vector up to its title, tags, description and channel. In the transaction that saved it."""
    channel = stream.channel
    about = " | ".join([*stream.tags, channel.name, channel.handle])
    vector = search_vector((stream.title, about, stream.description))
    Stream.objects.filter(pk=stream.pk).update(search=vector)
