"""Encoders whose clock goes back, whose sound comes later than their picture, or whose headers come again."""

from collections.abc import Callable, Iterable
from contextlib import nullcontext
from datetime import UTC, datetime, timedelta

import pytest

from live.adapters.flv import AUDIO, VIDEO, Role, describe
from live.adapters.hls import Timing
from live.adapters.packager import SOURCE
from live.adapters.rtmp import Media
from live.ingest import publication as publishing
from live.ingest import shelf
from live.ingest.publication import Publication, PublicationFailed
from live.ingest.shelf import Keeper
from tests.live.loop import run, until
from tests.live.process import H264, PICTURE, SOUND
from tests.videos.transcoding.numbered import run as ffmpeg

LENGTH_S = 6
BEGAN = datetime(2026, 1, 2, 3, 4, tzinfo=UTC)
HEADERS = 3  # what is in the film, how to decode the picture, how to decode the sound


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory) -> list[Media]:
    """Six seconds as an encoder sends them."""
    path = tmp_path_factory.mktemp("film") / "film.flv"
    ffmpeg(*PICTURE, *SOUND, "-t", str(LENGTH_S), *H264, "-c:a", "aac", str(path))
    data, at, found = path.read_bytes(), 13, []
    while at < len(data):
        size = int.from_bytes(data[at + 1 : at + 4])
        moment = int.from_bytes(data[at + 4 : at + 7])
        found.append(Media(data[at], moment, data[at + 11 : at + 11 + size]))
        at += 11 + size + 4
    return [each for each in found if each.body]


def publication() -> Publication:
    async def nothing(*_told: object) -> None:
        return

    return Publication(rungs=[], timing=Timing(2, 1, False, 0), keeper=Keeper(nothing, nothing, nothing))  # fmt: skip


async def sent(made: Publication, messages: Iterable[Media]) -> None:
    """Send them, and leave, whatever is said to them."""
    try:
        for media in messages:
            made.take(media)
            await made.flush()
    finally:
        await made.end()


def published(messages: Iterable[Media]) -> Publication:
    """What becomes of them."""
    made = publication()
    run(sent(made, messages))
    return made


def lengths(made: Publication, track: str) -> list[float]:
    """Of each of the packager's lives, in seconds."""
    return [each.seconds for each in made.tracks[track].log.runs]


@pytest.mark.parametrize("first", [VIDEO, AUDIO])
def test_a_clock_that_goes_back_begins_anew(film: list[Media], first: int) -> None:
    """Whichever track is the first to do so: what follows is played, not squeezed in behind what was."""
    again = film[HEADERS:]
    begin = [each for each in again if each.kind == first][:1]
    other = [each for each in again if each.kind != first][:1]
    late = other[0]._replace(timestamp=LENGTH_S * 1000)
    made = published([*film, *begin, late, *other, *(each for each in again if each not in (*begin, *other))])  # fmt: skip
    assert lengths(made, SOURCE) == pytest.approx([LENGTH_S, LENGTH_S], abs=0.1)
    assert lengths(made, "audio") == pytest.approx([LENGTH_S, LENGTH_S], abs=0.2)
    assert "#EXT-X-DISCONTINUITY" in made.tracks[SOURCE].playlist.text()


def test_sound_that_was_announced_is_waited_for(film: list[Media]) -> None:
    late = sorted(film, key=lambda each: each.timestamp + 3000 * (each.kind == AUDIO))
    headers = sorted(film[:HEADERS], key=lambda each: -each.kind)
    made = published([*headers, *(each for each in late if each not in headers)])
    assert lengths(made, "audio") == pytest.approx([LENGTH_S], abs=0.1)
    assert lengths(made, SOURCE) == pytest.approx([LENGTH_S], abs=0.1)


def test_sound_that_nobody_hears_is_not_told_of(film: list[Media]) -> None:
    """It comes, unannounced, when the packager has been told that there is none."""
    sound = [each for each in film if each.kind == AUDIO]
    picture = [each for each in film if each.kind != AUDIO]
    made = published([*picture, *(each._replace(timestamp=each.timestamp + LENGTH_S * 1000) for each in sound[1:])])  # fmt: skip
    assert list(made.tracks) == [SOURCE]
    assert made.facts.audio_codec == ""


def is_key(media: Media) -> bool:
    return media.kind == VIDEO and describe(VIDEO, media.body).role is Role.KEY


def with_headers(film: list[Media], each: Callable[[int, Media], bytes]) -> list[Media]:
    """With both headers before each keyframe after the first, as `each` makes them for the keyframe of that number."""
    keys = [media for media in film if is_key(media)]
    made = []
    for media in film:
        if media in keys[1:]:
            headers = (header._replace(timestamp=media.timestamp) for header in film[1:HEADERS])
            made += [header._replace(body=each(keys.index(media), header)) for header in headers]
        made.append(media)
    return made


def another(number: int, header: Media) -> bytes:
    """Every second one of the picture has a byte more."""
    return header.body + bytes(number % 2 if header.kind == VIDEO else 0)


def test_headers_that_are_sent_again_begin_nothing_anew(film: list[Media]) -> None:
    made = published(with_headers(film, lambda _number, header: header.body))
    assert made.lives == 1
    assert lengths(made, SOURCE) == pytest.approx([LENGTH_S], abs=0.1)
    assert lengths(made, "audio") == pytest.approx([LENGTH_S], abs=0.1)


@pytest.mark.parametrize("pace", [1, 60])
def test_whose_headers_always_change_is_let_go_and_what_came_is_kept(
    film: list[Media], pace: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each is a life of ffmpeg: so many a minute are enough. When they come less often, they are none too many."""
    monkeypatch.setattr(publishing, "MOST_CHANGES", 1)
    made = publication()
    made.clock = lambda: BEGAN + timedelta(milliseconds=pace * made.facts.last_timestamp_ms)
    is_let_go = pace == 1
    with pytest.raises(PublicationFailed, match="change") if is_let_go else nullcontext():
        run(sent(made, with_headers(film, another)))
    assert lengths(made, SOURCE) == pytest.approx([2.0] * (2 if is_let_go else 3), abs=0.1)


def test_whose_clock_always_leaps_is_let_go_and_what_came_is_kept(
    film: list[Media], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(publishing, "MOST_CHANGES", 1)
    leaps = [
        media._replace(timestamp=media.timestamp + 100_000 * n)
        for n in (1, 2, 3)
        for media in film[HEADERS:]
    ]
    made = publication()
    with pytest.raises(PublicationFailed, match="change"):
        run(sent(made, [*film, *leaps]))
    assert lengths(made, SOURCE) == pytest.approx([LENGTH_S, LENGTH_S], abs=0.1)


def with_one_keyframe(film: list[Media]) -> list[Media]:
    keys = [each for each in film[HEADERS:] if is_key(each)]
    return [each for each in film if each not in keys[1:]]


def test_a_keyframe_that_is_late_is_told_of_before_it_comes(film: list[Media]) -> None:
    made = published(with_one_keyframe(film))
    assert made.facts.key_interval_ms == 0
    assert made.facts.keyframes_ms == pytest.approx(LENGTH_S * 1000, abs=200)


@pytest.mark.parametrize("most", ["MOST_OPEN_BYTES", "MOST_OPEN_PARTS"])
def test_whose_keyframes_have_ceased_is_let_go_and_what_came_is_kept(
    film: list[Media], most: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What waits for a keyframe waits in memory."""
    monkeypatch.setattr(shelf, most, 2)
    made = publication()

    async def send() -> None:
        for media in with_one_keyframe(film):
            made.take(media)
        await made._pass_on()
        await until(
            lambda: SOURCE in made.tracks and made.tracks[SOURCE].waits_in_vain, "much came"
        )
        with pytest.raises(PublicationFailed, match="No keyframe came"):
            await made.flush()
        await made.end()

    run(send())
    assert lengths(made, SOURCE) == pytest.approx([LENGTH_S], abs=0.1)
