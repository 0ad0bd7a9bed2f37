"""Texts that players read: HLS playlists (RFC 8216) and the storyboard's WebVTT. Pure functions."""

import math
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

UrlMaker = Callable[[str], str]


@dataclass(frozen=True)
class Variant:
    """A video rendition in the master playlist. Bandwidths are bit/s and contain the sound."""

    uri: str
    bandwidth: int
    average_bandwidth: int
    codecs: str
    width: int = 0
    height: int = 0
    frame_rate: float = 0


@dataclass(frozen=True)
class Track:
    """A caption track in the master playlist."""

    uri: str
    language: str
    name: str


def master_playlist(
    variants: Sequence[Variant],
    *,
    audio_uri: str | None = None,
    captions: Sequence[Track] = (),
) -> str:
    """The master playlist: variants lowest first, sound as its own group, captions as another.

    Where to start is said by each media playlist: players made with ffmpeg (mpv, VLC) refuse a master that says it.
    """
    lines = ["#EXTM3U", "#EXT-X-VERSION:7", "#EXT-X-INDEPENDENT-SEGMENTS"]
    if audio_uri:
        lines.append(
            '#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="audio",NAME="Main",DEFAULT=YES,AUTOSELECT=YES,'
            f'CHANNELS="2",URI="{audio_uri}"'
        )
    lines += [
        f'#EXT-X-MEDIA:TYPE=SUBTITLES,GROUP-ID="captions",NAME="{name}",DEFAULT=NO,'
        f'AUTOSELECT=YES,FORCED=NO,LANGUAGE="{_quoted(track.language)}",URI="{track.uri}"'
        for track, name in zip(captions, _names(captions), strict=True)
    ]
    for variant in variants:
        fields = [
            f"BANDWIDTH={variant.bandwidth}",
            f"AVERAGE-BANDWIDTH={variant.average_bandwidth}",
            f'CODECS="{variant.codecs}"',
        ]
        if variant.width:
            fields += [
                f"RESOLUTION={variant.width}x{variant.height}",
                f"FRAME-RATE={variant.frame_rate:.3f}",
            ]
        if audio_uri and variant.width:
            fields.append('AUDIO="audio"')
        if captions:
            fields.append('SUBTITLES="captions"')
        lines += [f"#EXT-X-STREAM-INF:{','.join(fields)}", variant.uri]
    return "\n".join(lines) + "\n"


def _names(tracks: Sequence[Track]) -> list[str]:
    """Their names, no two alike (RFC 8216 §4.3.4.1.1): those that are get their language added."""
    names = [_quoted(track.name) for track in tracks]
    while len(set(names)) < len(names):
        seen = Counter(names)
        names = [
            name if seen[name] == 1 else f"{name} ({_quoted(track.language)})"
            for name, track in zip(names, tracks, strict=True)
        ]
    return names


@dataclass(frozen=True)
class Piece:
    """`count` segments in a row, from number `first` on, in `folder` (empty or ending with `/`), after their own init."""

    folder: str
    init: str
    first: int
    count: int


def media_playlist(
    durations_s: Sequence[float],
    *,
    url: UrlMaker,
    complete: bool,
    target_s: float,
    pieces: Sequence[Piece] = (),
    start_at_zero: bool = True,
) -> str:
    """One rendition's playlist: EVENT while it grows, VOD when `complete`.

    `url` turns a file's name (`init.mp4`, `seg_00000.m4s`) into what stands in the playlist. What was recorded
    in `pieces` is joined: each has a clock of its own. `start_at_zero` keeps players of one that grows from its end.
    """
    lines = [
        "#EXTM3U",
        "#EXT-X-VERSION:7",
        f"#EXT-X-TARGETDURATION:{max(1, math.ceil(max([target_s, *durations_s]) - 0.001))}",
        "#EXT-X-MEDIA-SEQUENCE:0",
        f"#EXT-X-PLAYLIST-TYPE:{'VOD' if complete else 'EVENT'}",
        "#EXT-X-INDEPENDENT-SEGMENTS",
    ]
    if not complete and start_at_zero:
        lines.append("#EXT-X-START:TIME-OFFSET=0,PRECISE=YES")
    left = iter(durations_s)
    for number, piece in enumerate(pieces or [Piece("", "init.mp4", 0, len(durations_s))]):
        lines += ["#EXT-X-DISCONTINUITY"] if number else []
        lines.append(f'#EXT-X-MAP:URI="{url(piece.folder + piece.init)}"')
        for segment in range(piece.first, piece.first + piece.count):
            lines += [f"#EXTINF:{next(left):.6f},", url(piece.folder + segment_name(segment))]
    if complete:
        lines.append("#EXT-X-ENDLIST")
    return "\n".join(lines) + "\n"


def caption_playlist(uri: str, duration_s: float) -> str:
    """The playlist of a caption track: the whole WebVTT file is its one segment."""
    return (
        "#EXTM3U\n#EXT-X-VERSION:7\n"
        f"#EXT-X-TARGETDURATION:{max(1, math.ceil(duration_s))}\n"
        "#EXT-X-MEDIA-SEQUENCE:0\n#EXT-X-PLAYLIST-TYPE:VOD\n"
        f"#EXTINF:{duration_s:.3f},\n{uri}\n#EXT-X-ENDLIST\n"
    )


def caption_pieces_playlist(
    language: str, *, piece_s: int, count: int, duration_s: float, complete: bool
) -> str:
    """The playlist of a caption track in `count` pieces of `piece_s`, each a WebVTT file; EVENT until `complete`."""
    lines = [
        "#EXTM3U",
        "#EXT-X-VERSION:7",
        f"#EXT-X-TARGETDURATION:{piece_s}",
        "#EXT-X-MEDIA-SEQUENCE:0",
        f"#EXT-X-PLAYLIST-TYPE:{'VOD' if complete else 'EVENT'}",
    ]
    for number in range(count):
        length = min(float(piece_s), max(0.001, duration_s - number * piece_s))
        lines += [f"#EXTINF:{length:.3f},", f"{language}/seg_{number:05d}.vtt"]
    if complete:
        lines.append("#EXT-X-ENDLIST")
    return "\n".join(lines) + "\n"


def segment_name(number: int) -> str:
    """The file of segment `number`."""
    return f"seg_{number:05d}.m4s"


def peak_bps(sizes: Sequence[int], lengths_s: Sequence[float], target_s: float) -> int:
    """The peak segment bit rate: the highest of any run of segments that lasts 0.5 to 1.5 targets (RFC 8216 §4.1).

    One segment alone counts from a quarter of a target: the last of the sound may be a little dearer than the rest.
    """
    peak = 0.0
    for first in range(len(sizes)):
        size, length = 0, 0.0
        for number in range(first, len(sizes)):
            size, length = size + sizes[number], length + lengths_s[number]
            if length > 1.5 * target_s:
                break
            if length >= (0.25 if number == first else 0.5) * target_s:
                peak = max(peak, 8 * size / length)
    whole = sum(lengths_s)
    return math.ceil(peak or (8 * sum(sizes) / whole if whole else 0))


@dataclass(frozen=True)
class StoryboardSheet:
    """One sprite: `count` tiles of `width`×`height`, `columns` in a row, one every `interval_s`."""

    uri: str
    columns: int
    count: int
    width: int
    height: int
    interval_s: float


def storyboard_vtt(sheet: StoryboardSheet, duration_s: float) -> str:
    """WebVTT whose cues point into the sprite by media fragments (`#xywh=`)."""
    cues = ["WEBVTT", ""]
    for number in range(sheet.count):
        start, end = number * sheet.interval_s, min((number + 1) * sheet.interval_s, duration_s)
        if start >= duration_s:
            break
        left, top = number % sheet.columns * sheet.width, number // sheet.columns * sheet.height
        cues += [
            f"{_timestamp(start)} --> {_timestamp(end)}",
            f"{sheet.uri}#xywh={left},{top},{sheet.width},{sheet.height}",
            "",
        ]
    return "\n".join(cues)


def _timestamp(seconds: float) -> str:
    milliseconds = round(seconds * 1000)
    minutes, rest = divmod(milliseconds, 60_000)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02d}:{minutes:02d}:{rest / 1000:06.3f}"


def _quoted(text: str) -> str:
    """A quoted-string may hold no quote and no line break (RFC 8216 §4.2)."""
    return text.replace('"', "'").replace("\n", " ").replace("\r", " ")
