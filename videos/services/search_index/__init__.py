"""Keeps the full-text vector of videos, and turns what people type into a query over it.

After a change of title, description, tags, language or channel name call `index_video` (or
`index_channel` after a rename) in the same transaction.
"""

from videos.services.search_index.index import (
    index_channel,
    index_channel_later,
    index_video,
    index_videos,
    reindex_all,
    search_vector,
)
from videos.services.search_index.query import TsQuery, parse_query

__all__ = [
    "TsQuery",
    "index_channel",
    "index_channel_later",
    "index_video",
    "index_videos",
    "parse_query",
    "reindex_all",
    "search_vector",
]
