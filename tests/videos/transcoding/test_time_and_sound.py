"""Picture and sound stay together, and the film ends where it ends, whatever the file says."""

import array
from pathlib import Path

import pytest

from tests.videos.transcoding import fmp4
from tests.videos.transcoding.made import Made, make
from tests.videos.transcoding.numbered import read_numbers, render, run
from tests.videos.transcoding.seams import assert_seamless
from tests.videos.transcoding.test_kinds_of_source import H264, MP4
from videos.adapters.media.plan import AUDIO

RATE = 48000
FRAME_S = 1 / 30
# Silence, then a tone from the moment at which frame 30 is shown.
BEEP = "aevalsrc='0.5*sin(2*PI*1000*t)*gte(t,{0})':s=48000:d={1}"


def samples(made: Made) -> "array.array[int]":
    """The left channel as a player that ignores edit lists hears it."""
    joined = made.joined(AUDIO)
    raw = joined.with_suffix(".raw")
    run("-ignore_editlist", "1", "-i", str(joined), "-ac", "1", "-f", "s16le", str(raw))
    return array.array("h", raw.read_bytes())


def onset_s(made: Made) -> float:
    """When the beep begins, on the clock of the sound's segments."""
    sound = samples(made)
    begins = next(n for n, value in enumerate(sound) if abs(value) > 2500)
    start = made.segments(AUDIO)[0].start / fmp4.timescale(made.init(AUDIO))
    return start + begins / RATE


def with_beep(
    target: Path, at_s: float, *options: str, length_s: float = 2, count: int = 60
) -> Path:
    """Sixty numbered frames and a beep."""
    sound = ["-f", "lavfi", "-i", BEEP.format(at_s, length_s)]
    return render(
        target,
        "-map",
        "0:v",
        "-map",
        "1:a",
        *options,
        *MP4,
        "-g",
        "15",
        sound=False,
        inputs=sound,
        count=count,
    )


@pytest.mark.parametrize("name", ["a.mp4", "a.mkv", "a.ts", "a.flv"])
def test_a_beep_is_heard_when_its_frame_is_shown(name: str, tmp_path: Path) -> None:
    source = with_beep(tmp_path / name, 1)
    made = make(source, tmp_path / "out", only={"video", "audio"})

    frame = read_numbers(made.joined(made.lowest)).index(30)
    assert onset_s(made) == pytest.approx(frame * FRAME_S, abs=0.02)


def shifted(folder: Path, sound_s: float) -> Path:
    """The beep's sound begins `sound_s` after the picture (or before it)."""
    whole = with_beep(folder / "whole.mkv", 0.5)
    target = folder / "shifted.mkv"
    run("-i", str(whole), "-itsoffset", str(sound_s), "-i", str(whole), "-map", "0:v", "-map", "1:a", "-c", "copy",
        str(target))  # fmt: skip
    return target


@pytest.mark.parametrize("sound_s", [0.7, -1.0])
def test_sound_that_begins_later_or_earlier_stays_in_place(sound_s: float, tmp_path: Path) -> None:
    made = make(shifted(tmp_path, sound_s), tmp_path / "out", only={"video", "audio"})

    assert_seamless(made)
    zero = read_numbers(made.joined(made.lowest)).index(1) - 1
    assert onset_s(made) - zero * FRAME_S == pytest.approx(0.5 + sound_s, abs=0.02)


def test_whole_chunks_before_the_first_frame_show_it(tmp_path: Path) -> None:
    """Of a single keyframe, before which ffmpeg finds nothing at all in Matroska."""
    whole = render(tmp_path / "whole.mkv", *MP4, "-g", "300", "-sc_threshold", "0", count=240)
    source = tmp_path / "late.mkv"
    run("-itsoffset", "10", "-i", str(whole), "-i", str(whole), "-map", "0:v", "-map", "1:a", "-c", "copy",
        str(source))  # fmt: skip
    made = make(source, tmp_path / "out", only={"video"})

    assert read_numbers(made.joined(made.lowest)) == [*[0] * 300, *range(240)]


def test_sound_longer_than_the_picture_is_heard_over_the_last_frame(tmp_path: Path) -> None:
    source = with_beep(tmp_path / "a.mp4", 3, length_s=3.5, count=45)
    made = make(source, tmp_path / "out", only={"video", "audio"})

    assert_seamless(made)
    assert made.plan.duration_s == pytest.approx(3.5, abs=0.05)
    numbers = read_numbers(made.joined(made.lowest))
    assert numbers == [*range(45), *[44] * (len(numbers) - 45)]
    assert onset_s(made) == pytest.approx(3, abs=0.02)


def test_sound_shorter_than_the_picture_ends_in_silence(tmp_path: Path) -> None:
    source = with_beep(tmp_path / "a.mp4", 0, length_s=0.6)
    made = make(source, tmp_path / "out", only={"video", "audio"})

    assert_seamless(made)
    assert read_numbers(made.joined(made.lowest)) == list(range(60))
    assert max(map(abs, samples(made)[RATE:])) < 40


def test_a_varying_rate_keeps_every_frame_near_its_time(tmp_path: Path) -> None:
    """Quick passages and a pause longer than a chunk, as a screen recorder makes them."""
    shown = [n / 30 for n in range(20)] + [0.7, 0.76] + [3.5 + n / 30 for n in range(20)]
    clock = "+".join(f"eq(N,{n})*{time:.4f}" for n, time in enumerate(shown))
    source = render(
        tmp_path / "a.mkv", *H264, "-g", "500", "-fps_mode", "passthrough", "-enc_time_base", "1:1000",
        count=len(shown), sound=False, filters=f"settb=1/1000,setpts='({clock})/TB'",
    )  # fmt: skip
    made = make(source, tmp_path / "out", only={"video"})

    assert made.probe.is_vfr
    assert made.plan.rate == 30
    assert_seamless(made)
    numbers = read_numbers(made.joined(made.lowest))
    for at, number in enumerate(numbers):
        expected = max(n for n, time in enumerate(shown) if time < (at + 0.5) / 30 + 0.001)
        assert number == expected, f"frame {at}"


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("a.mp4", [*MP4, "-movflags", "+faststart"]),
        ("a.mkv", MP4),
        ("a.ts", [*MP4, "-g", "20"]),
        ("a.flv", MP4),
    ],
)
def test_a_lost_tail_costs_only_the_tail(name: str, options: list[str], tmp_path: Path) -> None:
    whole = render(tmp_path / f"whole-{name}", *options, count=120)
    source = tmp_path / name
    data = whole.read_bytes()
    source.write_bytes(data[: len(data) * 6 // 10])
    made = make(source, tmp_path / "out", only={"video", "audio"})

    assert_seamless(made)
    numbers = read_numbers(made.joined(made.lowest))
    kept = len(set(numbers))
    assert 30 < kept < 110
    assert numbers[:kept] == list(range(kept))
    assert len(numbers) - kept < 12  # the last frame is held for the sound's sake at most


def test_a_header_that_lies_about_the_length_is_not_believed(tmp_path: Path) -> None:
    source = render(tmp_path / "a.mkv", *MP4)
    data = bytearray(source.read_bytes())
    at = data.find(b"\x44\x89\x88") + 3  # Duration, an 8 byte float of milliseconds
    data[at : at + 8] = bytes.fromhex("426d1a94a2000000")  # 10⁹ s
    source.write_bytes(data)
    made = make(source, tmp_path / "out", only={"video", "audio"})

    assert_seamless(made)
    assert made.plan.frames == 60


def test_a_clock_that_restarts_does_not_make_hours(tmp_path: Path) -> None:
    """Two recordings glued together, as capture cards and DVDs do."""
    first = render(tmp_path / "1.ts", *MP4, "-g", "30", "-output_ts_offset", "5000", count=150)
    second = render(tmp_path / "2.ts", *MP4, "-g", "30", "-output_ts_offset", "100", count=150)
    source = tmp_path / "a.ts"
    source.write_bytes(first.read_bytes() + second.read_bytes())
    made = make(source, tmp_path / "out", only={"video", "audio"}, chunk_s=3)

    assert made.probe.jumps
    assert made.plan.duration_s == pytest.approx(10, abs=0.3)
    assert_seamless(made)
    numbers = read_numbers(made.joined(made.lowest))
    assert set(numbers) == set(range(150))
    assert sorted(numbers[:150]) == list(range(150))


def test_a_size_that_changes_on_the_way_goes_on(tmp_path: Path) -> None:
    first = render(tmp_path / "1.ts", *MP4, "-g", "15", count=60)
    second = render(
        tmp_path / "2.ts", *MP4, "-g", "15", "-output_ts_offset", "2", count=60, size=(160, 120)
    )
    source = tmp_path / "a.ts"
    source.write_bytes(first.read_bytes() + second.read_bytes())
    made = make(source, tmp_path / "out", only={"video"}, chunk_s=3)

    assert_seamless(made)
    numbers = read_numbers(made.joined(made.lowest))
    assert numbers[:59] == list(range(59))
    assert [number for number in numbers[60:] if 2 <= number < 58] == list(range(2, 58))


def loudest(made: Made) -> int:
    return max(map(abs, samples(made)[RATE // 4 : RATE]))


@pytest.mark.parametrize("layout", ["mono", "5.1", "7.1", "hexadecagonal"])
def test_what_the_centre_says_is_heard_in_stereo(layout: str, tmp_path: Path) -> None:
    channels = {"mono": 1, "5.1": 6, "7.1": 8, "hexadecagonal": 16}[layout]
    talking = {"hexadecagonal": 0}.get(layout, min(2, channels - 1))
    parts = ["0.25*sin(2*PI*500*t)" if n == talking else "0" for n in range(channels)]
    source = tmp_path / "a.wav"
    run(
        "-f",
        "lavfi",
        "-i",
        f"aevalsrc='{'|'.join(parts)}':c={layout}:s=48000:d=2",
        "-c:a",
        "pcm_s16le",
        str(source),
    )
    made = make(source, tmp_path / "out", only={"audio"})

    assert made.probe.audio_channels == channels
    assert_seamless(made)
    assert 3000 < loudest(made) < 30000


@pytest.mark.parametrize("name", ["a.wav", "a.flac", "a.mp3", "a.ogg", "a.m4a", "a.opus"])
def test_sound_alone_plays(name: str, tmp_path: Path) -> None:
    codec = {"a.ogg": ["-c:a", "libvorbis"], "a.opus": ["-c:a", "libopus", "-f", "ogg"]}
    source = tmp_path / name
    run("-f", "lavfi", "-i", BEEP.format(1, 3), *codec.get(name, []), str(source))
    made = make(source, tmp_path / "out", only={"audio"})

    assert not made.plan.renditions
    assert made.plan.duration_s == pytest.approx(3, abs=0.06)
    assert_seamless(made)
    assert onset_s(made) == pytest.approx(1, abs=0.03)
