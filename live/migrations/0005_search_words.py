"""Streams that were there before they had search words get theirs."""

from typing import Any

from django.db import migrations


def index(apps: Any, _editor: Any) -> None:
    """The same as `live.services.search_index.index_stream`, over the rows of this migration."""
    from videos.services.search_index import search_vector

    streams = apps.get_model("live", "Stream").objects
    for stream in streams.filter(search=None).select_related("channel").iterator():
        about = " | ".join([*stream.tags, stream.channel.name, stream.channel.handle])
        vector = search_vector((stream.title, about, stream.description))
        streams.filter(pk=stream.pk).update(search=vector)


class Migration(migrations.Migration):
    dependencies = [("live", "0004_search")]

    operations = [migrations.RunPython(index, migrations.RunPython.noop, elidable=True)]
