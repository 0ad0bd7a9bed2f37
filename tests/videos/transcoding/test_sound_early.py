"""Sound can be heard at once, however long it is, and its loudness is set by one constant gain."""

import re
from pathlib import Path

import pytest

from tests.videos.transcoding.made import QUICK, make
from tests.videos.transcoding.numbered import run
from videos.adapters.media import EncodeSettings, Limits, make_plan, probe_source, run_job
from videos.adapters.media.loudness import WINDOW_S, WINDOWS, gain_for, windows_of
from videos.adapters.media.plan import AUDIO

LOUDNESS = re.compile(r"I:\s+(-?[\d.]+) LUFS")


def noise(target: Path, seconds: int, volume: str) -> Path:
    run("-f", "lavfi", "-i", f"anoisesrc=d={seconds}:c=pink:r=24000:seed=7:a=0.5,volume='{volume}':eval=frame", str(target))  # fmt: skip
    return target


def test_the_first_segments_are_handed_over_while_the_rest_is_made(tmp_path: Path) -> None:
    source = noise(tmp_path / "long.flac", 240, "0.5")
    probe = probe_source(source, Limits())
    plan = make_plan(probe, EncodeSettings(**QUICK))
    out = tmp_path / "out"
    handed: list[tuple[list[str], int]] = []

    def take(names: list[str], lengths: list[float]) -> None:
        assert all((out / name).is_file() for name in names)
        handed.append((names, len(lengths)))

    result = run_job(source, probe, plan, plan.job(AUDIO), out, on_files=take)

    names, count = handed[0]
    assert names[:2] == [f"{AUDIO}/init.mp4", f"{AUDIO}/seg_00000.m4s"]
    assert count < len(result.segments[AUDIO]) == 60
    early = [name for names, _ in handed for name in names]
    assert early == result.files[: len(early)], "each once, in order"


@pytest.mark.parametrize("volume", ["0.3", "1.4"])
def test_quiet_and_loud_sources_come_out_alike(volume: str, tmp_path: Path) -> None:
    source = noise(tmp_path / "a.flac", 12, volume)
    made = make(source, tmp_path / "out", only={"audio"})
    said = run("-i", str(made.joined(AUDIO)), "-af", "ebur128=framelog=quiet", "-f", "null", "-", loud=True)  # fmt: skip
    assert float(LOUDNESS.findall(said)[-1]) == pytest.approx(made.plan.loudness_lufs, abs=1.5)


def test_a_few_seconds_tell_how_loud_a_long_film_is(tmp_path: Path) -> None:
    # It begins with half a minute of silence, and breathes after that.
    source = noise(tmp_path / "long.flac", 300, "if(lt(t,30),0,0.6+0.1*sin(t))")
    probe = probe_source(source, Limits())
    heard = windows_of(probe)
    assert len(heard) == WINDOWS
    assert sum(length for _, length in heard) == WINDOWS * WINDOW_S
    assert all(start >= 0 and start + length <= probe.duration_s for start, length in heard)
    whole = run("-i", str(source), "-af", "aformat=channel_layouts=stereo,ebur128=framelog=quiet", "-f", "null", "-", loud=True)  # fmt: skip
    assert gain_for(source, probe, -16) == pytest.approx(
        -16 - float(LOUDNESS.findall(whole)[-1]), abs=1
    )


def test_silence_is_not_made_louder(tmp_path: Path) -> None:
    source = noise(tmp_path / "silence.flac", 5, "0")
    assert gain_for(source, probe_source(source, Limits()), -16) == 0
