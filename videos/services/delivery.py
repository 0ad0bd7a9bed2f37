"""Which stored object or playlist an address of /media/ means."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings

from core.adapters.object_store import object_store
from videos.adapters.media import Plan
from videos.adapters.media.playlists import (
    Piece,
    Track,
    Variant,
    caption_playlist,
    master_playlist,
    media_playlist,
)
from videos.models import Caption, Rendition, Transcode, Video
from videos.services.media_types import media_type
from videos.services.premieres.captions import cues_in_piece, cues_until, pieces_playlist
from videos.services.premieres.cutting import cut
from videos.services.premieres.releasing import released_s
from videos.services.transcoding.hosting import hosted_master

STORED = re.compile(
    r"^(?:(?:\d{1,4}p|audio)/(?:init\.mp4|seg_\d{5,6}\.m4s)"
    # What a session of a broadcast left: its number, a track, one init for each run of the packager.
    r"|\d{1,4}/(?:\d{1,4}p|source|audio)/(?:init(?:_\d{1,4})?\.mp4|seg_\d{5,6}\.m4s)"
    r"|poster-\d{1,2}\.jpg|card-\d{1,2}\.webp|storyboard\.jpg|storyboard\.vtt|preview\.mp4)$"
)
CUSTOM = re.compile(r"^(?:poster-[A-Za-z0-9]{1,40}\.jpg|card-[A-Za-z0-9]{1,40}\.webp)$")
PLAYLIST = re.compile(r"^(\d{1,4}p|audio)/index\.m3u8$")
CAPTION = re.compile(r"^captions/([A-Za-z-]{2,8})(?:\.(vtt|m3u8)|/seg_(\d{5,6})\.vtt)$")
AUDIO_NAME = "audio"


@dataclass(frozen=True)
class Stored:
    """An object in the store; `fixed` says that nothing else will ever lie at its address."""

    key: str
    content_type: str
    fixed: bool = True

    @property
    def is_text(self) -> bool:
        """Whether it is a small text, which pages load as a track: those may not be sent elsewhere."""
        return self.content_type.startswith("text/")


@dataclass(frozen=True)
class Playlist:
    """A text made from rows. `growing`: it changes every few seconds; `fixed`: never again."""

    text: str
    growing: bool
    fixed: bool


@dataclass(frozen=True)
class Cues:
    """WebVTT made here: captions of a premiere, a piece of them (which is `fixed`) or as far as they are let out."""

    text: str
    fixed: bool


@dataclass(frozen=True)
class Elsewhere:
    """A master playlist that another server hosts; `url` is good for the one who asks, now."""

    url: str


def resolve(video: Video, version: str, name: str) -> Stored | Playlist | Cues | Elsewhere | None:
    """What `name` under a video's `version` is; None when there is no such thing.

    Only names of the shapes that the pipeline makes are looked for, so that no address reaches
    anything else in the store.
    """
    found = CAPTION.match(name)
    if found:
        return _caption(video, *found.groups())
    if version == "custom" and CUSTOM.match(name):
        return Stored(f"media/{video.public_id}/custom/{name}", media_type(name))
    if STORED.match(name):
        return Stored(f"media/{video.public_id}/{version}/{name}", media_type(name))
    if name == "master.m3u8" or PLAYLIST.match(name):
        return _playlist(video, version, name)
    return None


def _playlist(video: Video, version: str, name: str) -> Playlist | Elsewhere | None:
    prefix = f"media/{video.public_id}/{version}/"
    transcode = (
        Transcode.objects.filter(prefix=prefix)
        .only("pk", "state", "prefix", "plan", "engine", "external")
        .first()
    )
    if transcode is None:
        return None
    if transcode.is_hosted:
        address = hosted_master(transcode) if name == "master.m3u8" else None
        return Elsewhere(address) if address else None
    if name == "master.m3u8":
        return _master(video, transcode)
    found = PLAYLIST.match(name)
    rendition = transcode.renditions.filter(name=found.group(1)).first() if found else None
    if rendition is None or not rendition.ready_segments:
        return None
    pieces = [Piece(*each) for each in rendition.pieces]
    # Pieces lie beside the folder in which the playlist seems to be.
    folder, way = (prefix, "../") if pieces else (f"{prefix}{rendition.name}/", "")
    url = _url_maker(folder, way)
    target_s = Plan.from_json(transcode.plan or {}).segment_s
    until_s = released_s(video)
    lengths, pieces = cut(rendition.lengths, pieces, until_s)
    # All of it may be out a little before the premiere is over by the clock.
    complete = rendition.complete and len(lengths) == len(rendition.lengths)
    text = media_playlist(
        lengths,
        url=url,
        complete=complete,
        target_s=max([target_s, *rendition.lengths]),
        pieces=pieces,
        start_at_zero=until_s is None,
    )
    # Signed addresses expire, so a playlist that holds them may not be kept for long.
    signed = url("init.mp4") != f"{way}init.mp4"
    return Playlist(text, growing=not complete, fixed=complete and not signed)


def _master(video: Video, transcode: Transcode) -> Playlist | None:
    ready = [row for row in transcode.renditions.all() if row.ready_segments]
    pictures = [row for row in ready if row.kind == Rendition.Kind.VIDEO]
    sound = next((row for row in ready if row.kind == Rendition.Kind.AUDIO), None)
    if not ready:
        return None
    captions = [
        Track(f"captions/{row.language}.m3u8", row.language, row.label)
        for row in video.captions.all()
    ]
    variants = (
        [_variant(row, sound) for row in pictures] or [_variant(sound, None)] if ready else []
    )
    complete = all(row.complete for row in ready) and transcode.state == Transcode.State.DONE
    text = master_playlist(
        variants,
        audio_uri=f"{AUDIO_NAME}/index.m3u8" if sound and pictures else None,
        captions=captions,
    )
    # Captions may be added at any time, so the master is never fixed.
    return Playlist(text, growing=not complete, fixed=False)


def _variant(row: Rendition | None, sound: Rendition | None) -> Variant:
    assert row is not None  # noqa: S101  (a playlist has at least one ready rendition)
    return Variant(
        uri=f"{row.name}/index.m3u8",
        bandwidth=row.bandwidth + (sound.bandwidth if sound else 0),
        average_bandwidth=row.average_bandwidth + (sound.average_bandwidth if sound else 0),
        codecs=f"{row.codecs},{sound.codecs}" if sound else row.codecs,
        width=row.width,
        height=row.height,
        frame_rate=row.fps,
    )


def _url_maker(folder: str, way: str) -> Callable[[str], str]:
    """Names stay relative where we or nginx serve the bytes; on object stores they are signed here."""
    store = object_store()

    def url(name: str) -> str:
        return store.presign_get(folder + name, expires_s=settings.MEDIA_URL_AGE_S) or way + name

    return url


def _caption(
    video: Video, language: str, kind: str | None, piece: str | None
) -> Stored | Playlist | Cues | None:
    caption = Caption.objects.filter(video=video, language=language).first()
    if caption is None:
        return None
    until_s = released_s(video)
    if piece is not None:
        return Cues(cues_in_piece(caption, int(piece)), fixed=True) if video.is_premiere else None
    if video.is_premiere and kind == "m3u8":
        # Afterwards, too: whoever still watches goes on with the same pieces.
        text = pieces_playlist(language, duration_s=video.duration_ms / 1000, until_s=until_s)
        return Playlist(text, growing=until_s is not None, fixed=False)
    if kind == "vtt" and until_s is not None:
        return Cues(cues_until(caption, until_s), fixed=False)
    if kind == "vtt":
        return Stored(caption.storage_key, media_type("en.vtt"), fixed=False)
    text = caption_playlist(f"{language}.vtt", video.duration_ms / 1000)
    return Playlist(text, growing=False, fixed=False)
