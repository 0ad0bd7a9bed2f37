"""Encoders by setting: what runs here joins without a seam, what does not says why."""

from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.core.checks import run_checks

from accounts.models import Channel
from tests.videos.pipeline import store_source
from tests.videos.transcoding import fmp4
from tests.videos.transcoding.made import make
from tests.videos.transcoding.numbered import read_numbers, render
from tests.videos.transcoding.seams import assert_seamless
from tests.videos.transcoding.test_kinds_of_source import H264
from videos.adapters.media import EncodeSettings, Probe, make_plan
from videos.adapters.media.commands import video_command
from videos.adapters.media.encoders import encoder_problem
from videos.adapters.media.levels import av1_level, h264_level
from videos.models import Transcode
from videos.services import transcoding
from videos.services.transcoding.laying_out import encode_settings
from videos.services.transcoding.lifecycle import retry_transcode
from videos.services.transcoding.reasons import failure_sentence

SOURCE = Probe(
    format="mov,mp4", duration_s=10, start_s=0, size_bytes=1, width=1920, height=1080, fps="30/1", video_index=0, picture_s=10,
)  # fmt: skip


def test_av1_joins_and_tells_its_real_codec(tmp_path: Path) -> None:
    source = render(tmp_path / "a.mp4", *H264, sound=False)
    made = make(source, tmp_path / "out", only={"video"}, encoder="libsvtav1", preset="12")

    assert_seamless(made)
    name = made.lowest
    numbers = read_numbers(made.joined(name))
    assert len(numbers) == 60
    # Between the pictures it refers to, AV1 at this quality may smear bars that flip at every frame.
    right = [at for at, number in enumerate(numbers) if number == at]
    assert len(right) > 50
    assert {0, 29, 30, 58, 59} <= set(right)
    configuration = fmp4.configuration(made.init(name), "av1C")
    level = configuration[1] & 31
    assert made.results["head-low"].codecs[name] == f"av01.0.{level:02d}M.08"
    assert made.plan.rendition(name).codecs.startswith("av01.0.")


@pytest.mark.parametrize("preset", ["ultrafast", "veryfast", "medium"])
def test_h264_tells_the_profile_and_level_it_really_has(preset: str, tmp_path: Path) -> None:
    source = render(tmp_path / "a.mp4", *H264, sound=False, count=30)
    made = make(source, tmp_path / "out", only={"video"}, preset=preset)

    for rendition in made.plan.renditions:
        real = fmp4.configuration(made.init(rendition.name), "avcC")[1:4].hex()
        assert made.results["head-low"].codecs[rendition.name] == f"avc1.{real}"
        assert int(real[4:], 16) == rendition.level
        if preset != "ultrafast":
            assert rendition.codecs == f"avc1.{real}"


def test_levels_are_legal() -> None:
    assert h264_level(256, 144, Fraction(30), 140) == 12
    assert h264_level(1920, 1080, Fraction(30), 5200) == 40
    assert h264_level(1920, 1080, Fraction(60), 7400) == 42
    assert h264_level(3840, 2160, Fraction(60), 24000) == 52
    assert h264_level(4000, 64, Fraction(30), 140) >= 40  # as wide as a level's frame allows
    assert av1_level(1920, 1080, Fraction(30)) == 8
    assert av1_level(3840, 2160, Fraction(60)) == 13


def test_an_encoder_that_is_not_there_says_so() -> None:
    assert encoder_problem("libx264") == ""
    assert "choose one of" in encoder_problem("h264_quicksilver")
    assert encoder_problem("h264_vaapi", "/dev/null")


def test_an_operator_hears_of_an_encoder_that_does_not_work(settings: LazySettings) -> None:
    assert run_checks(tags=["media"]) == []
    settings.TRANSCODE_ENCODER = "h264_quicksilver"
    assert [found.id for found in run_checks(tags=["media"])] == ["videos.E001"]
    settings.TRANSCODE_ENCODER = "h264_nvenc"
    assert [found.id for found in run_checks(tags=["media"])] == ["videos.W001"]
    settings.TRANSCODE_ENGINE = "peertube"
    assert run_checks(tags=["media"]) == []


@pytest.mark.django_db
def test_a_video_that_finds_no_encoder_fails_with_that_reason(
    channel: Channel, clip: Path, settings: LazySettings
) -> None:
    settings.TRANSCODE_ENCODER = "h264_quicksilver"
    source = store_source(channel, clip)
    run = transcoding.start_transcode(source=source)
    transcoding.begin(transcode_id=run.pk)
    run.refresh_from_db()
    source.video.refresh_from_db()
    assert (run.state, run.failure) == (Transcode.State.FAILED, "encoder-missing")
    assert "operator" in failure_sentence(source.video.failure)
    # Once it is mended, a retry goes on.
    settings.TRANSCODE_ENCODER = "libx264"
    assert retry_transcode(transcode=run)
    assert transcoding.begin(transcode_id=run.pk)
    run.refresh_from_db()
    assert run.state == Transcode.State.RUNNING


def test_the_device_of_the_settings_is_the_one_that_is_opened(settings: LazySettings) -> None:
    settings.TRANSCODE_ENCODER = "h264_vaapi"
    settings.TRANSCODE_DEVICE = "/dev/dri/renderD199"
    assert make_plan(SOURCE, encode_settings()).device == "/dev/dri/renderD199"
    (found,) = run_checks(tags=["media"])
    assert found.id == "videos.W001"
    assert "TRANSCODE_DEVICE '/dev/dri/renderD199'" in found.msg


def command(folder: Path, encoder: str, **settings: Any) -> list[str]:
    plan = make_plan(SOURCE, EncodeSettings(encoder=encoder, **settings))
    return video_command(Path("a.mp4"), SOURCE, plan, plan.job("chunk-00000"), folder, threads=0)


def test_hardware_encoders_keep_the_grid_too(tmp_path: Path) -> None:
    nvenc = command(tmp_path, "h264_nvenc", preset="p5")
    assert nvenc[nvenc.index("-preset") + 1] == "p5"
    assert "-no-scenecut" in nvenc
    assert nvenc[nvenc.index("-g") + 1] == "120"
    vaapi = command(tmp_path, "h264_vaapi", device="/dev/dri/renderD129")
    assert vaapi[vaapi.index("-vaapi_device") + 1] == "/dev/dri/renderD129"
    assert "format=nv12,hwupload[v0]" in vaapi[vaapi.index("-filter_complex") + 1]
