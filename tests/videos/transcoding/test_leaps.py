"""A clock that leaps by hours makes no still film of hours: what is there is shown, at the pace it was made."""

import struct
from pathlib import Path

import pytest

from tests.videos.transcoding.made import make
from tests.videos.transcoding.numbered import read_numbers, render
from tests.videos.transcoding.seams import assert_seamless
from tests.videos.transcoding.test_kinds_of_source import H264
from videos.adapters.media import Limits, probe_source
from videos.adapters.media.plan import AUDIO

LEAP_S = 3 * 3600


def leaping(target: Path, frame: int, *, count: int = 60, sound: bool = False) -> Path:
    """`count` numbered frames, 30 a second, of which those from `frame` on come hours later; the file is not small."""
    leap = f"setpts=PTS+gte(N\\,{frame})*{LEAP_S}/TB"
    output = [*H264, "-g", "15", "-bf", "2", "-fps_mode", "passthrough"]
    if sound:
        output += ["-af", f"asetpts=PTS+gte(T\\,{frame / 30})*{LEAP_S}/TB", "-c:a", "aac"]
    source = render(target, *output, filters=leap, sound=sound, count=count)
    _grow(source, 4_000_000)
    return source


def _grow(file: Path, size: int) -> None:
    """Add what players skip, so that the length is not refused for the size alone."""
    with file.open("ab") as film:
        film.write(struct.pack(">I4s", size, b"free") + bytes(size - 8))


@pytest.mark.parametrize("strays", [1, 2, 15])
def test_a_stray_packet_at_the_end_is_left_out(strays: int, tmp_path: Path) -> None:
    source = leaping(tmp_path / "a.mp4", 60 - strays)
    probe = probe_source(source, Limits())
    assert probe.duration_s == pytest.approx(2 - strays / 30, abs=0.1)
    made = make(source, tmp_path / "out", only={"video"}, chunk_s=1)

    assert not made.probe.jumps
    assert_seamless(made)
    numbers = read_numbers(made.joined(made.lowest))
    whole = 60 - strays
    # The last of a reordered group may be taken with the strays.
    assert numbers[: whole - 2] == list(range(whole - 2))
    assert len(numbers) <= whole + 1


@pytest.mark.parametrize("sound", [False, True])
def test_a_film_that_goes_on_after_the_leap_goes_on_at_once(sound: bool, tmp_path: Path) -> None:
    source = leaping(tmp_path / "a.mp4", 30, count=150, sound=sound)
    assert probe_source(source, Limits()).duration_s == pytest.approx(5, abs=0.2)
    made = make(source, tmp_path / "out", only={"video", "audio"}, chunk_s=1)

    assert_seamless(made)
    numbers = read_numbers(made.joined(made.lowest))
    assert set(numbers) >= set(range(148))
    assert numbers == sorted(numbers)
    if sound:
        assert sum(made.lengths(AUDIO)) == pytest.approx(5, abs=0.2)


def test_a_long_pause_is_no_leap(tmp_path: Path) -> None:
    """A picture that stands still for minutes, as in recordings of a screen, stays as long as it stood."""
    pause = "setpts=PTS+gte(N\\,30)*300/TB"
    source = render(
        tmp_path / "a.mp4", *H264, "-fps_mode", "passthrough", filters=pause, sound=False
    )
    probe = probe_source(source, Limits())
    assert not probe.jumps
    assert probe.duration_s == pytest.approx(302, abs=0.2)
