"""Rows about videos, one concept a file."""

from videos.models.bulk_edit import BulkEdit
from videos.models.caption import Caption
from videos.models.chapter import Chapter
from videos.models.premiere import PremiereReminder
from videos.models.source import Source
from videos.models.transcode import Chunk, Rendition, Transcode
from videos.models.upload import Upload
from videos.models.video import Video
from videos.models.watching import CounterBatch, RetentionBucket, WatchProgress

__all__ = [
    "BulkEdit",
    "Caption",
    "Chapter",
    "Chunk",
    "CounterBatch",
    "PremiereReminder",
    "Rendition",
    "RetentionBucket",
    "Source",
    "Transcode",
    "Upload",
    "Video",
    "WatchProgress",
]
