"""Damaged files end as something that plays, or with a reason that people understand; `bench badinput` tries more."""

import struct
from pathlib import Path

import av
import pytest

from tests.videos.transcoding.made import Made, make
from tests.videos.transcoding.mutants import clips, mutants
from videos.adapters.media import EncodeFailed, Limits, SourceRefused, probe_source
from videos.adapters.media.ffmpeg import run_ffmpeg
from videos.adapters.media.plan import AUDIO
from videos.adapters.media.probe import HOLLOW_FROM_S
from videos.services.transcoding.reasons import failure_sentence

# The step has no factor in common with the kinds and containers: the chosen fifteen are of all of them.
CHOSEN = range(0, 345, 23)


def test_damaged_files_play_or_say_why_not(tmp_path: Path) -> None:
    unknown = failure_sentence("no such code")
    played, refused = [], {}
    chosen = [each for each in mutants(clips(tmp_path), CHOSEN.stop) if each.number in CHOSEN]
    for mutant in chosen:
        source = mutant.write(tmp_path)
        try:
            made = make(source, tmp_path / f"made-{mutant.number}")
        except (SourceRefused, EncodeFailed) as reason:
            refused[mutant.name] = reason.code
            continue
        assert_plays(made, mutant.name)
        played.append(mutant.name)
    assert len(played) + len(refused) == len(CHOSEN)
    assert all(failure_sentence(code) != unknown for code in refused.values()), refused
    # Most damage is survived: the last resort is not to refuse everything.
    assert len(played) > len(refused) > 0, refused


def assert_plays(made: Made, name: str) -> None:
    """Every frame that the plan promises decodes, and the promise is sane."""
    assert 0 < made.plan.duration_s < HOLLOW_FROM_S, name
    if made.plan.renditions:
        with av.open(str(made.joined(made.lowest))) as film:
            assert sum(1 for _frame in film.decode(video=0)) == made.plan.frames, name
    if made.plan.has_audio:
        with av.open(str(made.joined(AUDIO))) as sound:
            samples = sum(frame.samples for frame in sound.decode(audio=0))
        assert abs(samples / 48000 - made.plan.duration_s) < 0.2, name


def test_hours_of_a_few_packets_are_refused(tmp_path: Path) -> None:
    film = bytearray(clips(tmp_path)["mp4"].replace(b"elst", b"free"))
    # Each of the twenty frames lasts for minutes, says the table of the picture's times.
    struct.pack_into(">I", film, film.find(b"stts") + 16, 20_000_000)
    source = tmp_path / "hollow.mp4"
    source.write_bytes(film)
    with pytest.raises(SourceRefused) as refused:
        probe_source(source, Limits())
    assert refused.value.code == "broken-times"


def test_a_child_cannot_use_more_than_it_may(tmp_path: Path) -> None:
    busy = ["/bin/sh", "-c", "while :; do :; done"]
    with pytest.raises(EncodeFailed) as failed:
        run_ffmpeg(
            busy,
            log=tmp_path / "log",
            on_progress=lambda _frames: None,
            should_stop=lambda: False,
            cpu_s=1,
        )
    assert (failed.value.code, failed.value.permanent) == ("too-much-work", True)
