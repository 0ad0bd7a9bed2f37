"""Encoders whose clock goes back, or whose sound comes later than their picture."""

from collections.abc import Iterable

import pytest

from live.adapters.flv import AUDIO, VIDEO
from live.adapters.hls import Timing
from live.adapters.packager import SOURCE
from live.adapters.rtmp import Media
from live.ingest import shelf
from live.ingest.publication import Publication, PublicationFailed
from live.ingest.shelf import Keeper
from tests.live.loop import run, until
from tests.live.process import H264, PICTURE, SOUND
from tests.videos.transcoding.numbered import run as ffmpeg

LENGTH_S = 6
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


def published(messages: Iterable[Media]) -> Publication:
    """What becomes of them."""
    made = publication()

    async def send() -> None:
        for media in messages:
            made.take(media)
            await made.flush()
        await made.end()

    run(send())
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


def with_one_keyframe(film: list[Media]) -> list[Media]:
    keys = [each for each in film[HEADERS:] if each.kind == VIDEO and each.body[0] >> 4 == 1]
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
