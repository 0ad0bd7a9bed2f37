"""The master playlist of a live session, written from what really comes."""

from typing import Any

from live.adapters.packager import AUDIO, SOURCE
from live.ingest.shelf import Track
from videos.adapters.media.codecs import codecs_of, picture_size, sound_codecs_of
from videos.adapters.media.errors import EncodeFailed
from videos.adapters.media.playlists import Variant, master_playlist


def master_of(tracks: dict[str, Track]) -> str | None:
    """Every rung that has a segment, lowest first, then the sound alone; None while none has.

    Players take a playlist of parts alone for an empty one, and give up after a few looks.
    """
    ready = {name: each for name, each in tracks.items() if each.playlist.segments}
    sound = ready.get(AUDIO)
    pictures = [each for name, each in ready.items() if name != AUDIO]
    if AUDIO in tracks and sound is None:
        return None
    if not pictures and (sound is None or len(tracks) > 1):
        return None
    variants = [_variant(each, sound) for each in pictures]
    variants.sort(key=lambda each: each.bandwidth)
    if sound is not None:
        # For lines too weak for any picture. Last, since players may begin with the first one.
        bps, codecs = _rate(sound), sound_codecs_of(_init(sound))
        variants.append(Variant(f"{AUDIO}/index.m3u8", bps, bps, codecs))
    uri = f"{AUDIO}/index.m3u8" if sound and pictures else None
    return master_playlist(variants, audio_uri=uri)


def picture_facts(tracks: dict[str, Track]) -> dict[str, Any]:
    """How large the publisher's picture is and what plays it, as its newest configuration says."""
    track = tracks.get(SOURCE)
    if track is None or not track.inits:
        return {}
    init = _init(track)
    width, height = picture_size(init)
    return {"width": width, "height": height, "codecs": _codecs(init)}


def _variant(track: Track, sound: Track | None) -> Variant:
    rate = _rate(track) + (_rate(sound) if sound else 0)
    init = _init(track)
    codecs = _codecs(init)
    width, height = picture_size(init)
    return Variant(
        uri=f"{track.name}/index.m3u8",
        bandwidth=int(rate * 1.3),
        average_bandwidth=rate,
        codecs=f"{codecs},{sound_codecs_of(_init(sound))}" if sound else codecs,
        width=width,
        height=height,
        frame_rate=track.frame_rate,
    )


def _init(track: Track) -> bytes:
    return next(reversed(track.inits.values()))


def _codecs(init: bytes) -> str:
    try:
        return codecs_of(init)
    except EncodeFailed:
        return "avc1.640028"


def _rate(track: Track) -> int:
    return max(1, round(8 * track.bytes_sent / max(0.001, track.seconds)))
