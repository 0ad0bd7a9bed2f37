"""What of a premiere's media is let out by now: nothing before it begins, then each segment when its moment comes.

Playlists and captions are cut at the same moment (`videos.services.delivery`), so that a player sees a live stream with its past.
"""

import re
from itertools import accumulate

from videos.models import Rendition, Video
from videos.services.premieres.captions import PIECE_S

# No web server is told to believe an answer for so long.
SOON_S = 600
POSTER = re.compile(r"(?:poster|card)-[A-Za-z0-9]{1,40}\.(?:jpg|webp)")
PLAYLIST = re.compile(
    r"master\.m3u8|(?:\d{1,4}p|audio)/(?:index\.m3u8|init\.mp4)|captions/[A-Za-z-]+\.(?:vtt|m3u8)"
)
CAPTION_PIECE = re.compile(r"captions/[A-Za-z-]+/seg_(\d{5,6})\.vtt")
SEGMENT = re.compile(r"(?P<folder>(?:\d{1,4}/)?)(?P<track>[a-z0-9]+)/seg_(?P<number>\d{5,6})\.m4s")
INIT = re.compile(r"\d{1,4}/(?:\d{1,4}p|source|audio)/init(?:_\d{1,4})?\.mp4")


def is_by_clock(video: Video) -> bool:
    """Whether the media of a video are to be had by `/media/w/` alone: it premieres, or is going to."""
    return video.is_announced or video.is_premiering


def seconds_until_clock(video: Video) -> float | None:
    """How long its owner may still see it by the ordinary way, where that is soon over; else None."""
    if not video.is_announced:
        return None
    left_s = -video.premiere_elapsed_s
    return max(0.0, left_s) if left_s < SOON_S else None


def released_s(video: Video) -> float | None:
    """Up to which second a video is let out; None when all of it is."""
    return max(0.0, video.premiere_elapsed_s) if video.is_premiering else None


def is_released(video: Video, version: str, name: str) -> bool:
    """Whether `name` under a video's `version` is let out now. The storyboard and the preview show what is to come.

    A segment is when its first picture is due: whoever writes a player of their own is ahead by less than a segment.
    """
    if POSTER.fullmatch(name):
        return video.is_published or video.is_announced
    if not video.is_published:
        return False
    elapsed_s = released_s(video)
    if elapsed_s is None or PLAYLIST.fullmatch(name) or INIT.fullmatch(name):
        return True
    begins_s = _begins_s(video, version, name)
    return begins_s is not None and begins_s <= elapsed_s


def _begins_s(video: Video, version: str, name: str) -> float | None:
    """When a segment begins, in seconds of the video; None for what is no segment of it."""
    piece = CAPTION_PIECE.fullmatch(name)
    if piece:
        return float(int(piece[1]) * PIECE_S)
    found = SEGMENT.fullmatch(name)
    if found is None:
        return None
    prefix = f"media/{video.public_id}/{version}/"
    renditions = Rendition.objects.filter(transcode__prefix=prefix)
    if not found["folder"]:
        row = renditions.filter(name=found["track"]).first()
        return _start_of(row.lengths, int(found["number"])) if row else None
    # What was recorded lies in pieces, whose folders do not have the names of renditions.
    folder, number = f"{found['folder']}{found['track']}/", int(found["number"])
    for row in renditions:
        begins_s = _start_in_pieces(row, folder, number)
        if begins_s is not None:
            return begins_s
    return None


def _start_in_pieces(row: Rendition, folder: str, number: int) -> float | None:
    before = 0
    for name, _init, first, count in row.pieces:
        if name == folder and first <= number < first + count:
            return _start_of(row.lengths, before + number - first)
        before += count
    return None


def _start_of(lengths: list[float], number: int) -> float | None:
    starts = list(accumulate(lengths, initial=0.0))
    return starts[number] if number < len(lengths) else None
