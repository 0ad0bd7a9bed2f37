"""The ladder is planned from the source: never upscaled, its aspect kept, 50 and 60 fps only from 720p up."""

from fractions import Fraction

import pytest

from videos.adapters.media import EncodeSettings, Probe, make_plan
from videos.services.delivery import PLAYLIST, STORED


def ladder(width: int, height: int, fps: str = "30") -> dict[str, tuple[int, int, Fraction]]:
    """Name → size and frame rate of each rendition, lowest first."""
    probe = Probe(
        format="mov", duration_s=60, start_s=0, size_bytes=1, video_codec="h264",
        width=width, height=height, fps=fps, video_index=0,
    )  # fmt: skip
    plan = make_plan(probe, EncodeSettings())
    return {each.name: (each.width, each.height, plan.rate / each.step) for each in plan.renditions}


@pytest.mark.parametrize(
    ("size", "names"),
    [
        ((3840, 2160), ["144p", "240p", "360p", "480p", "720p", "1080p", "1440p", "2160p"]),
        ((7680, 4320), ["144p", "240p", "360p", "480p", "720p", "1080p", "1440p", "2160p"]),
        ((1920, 1080), ["144p", "240p", "360p", "480p", "720p", "1080p"]),
        ((1080, 1920), ["144p", "240p", "360p", "480p", "720p", "1080p"]),
        ((2560, 1080), ["144p", "240p", "360p", "480p", "720p", "1080p"]),
        ((720, 720), ["144p", "240p", "360p", "480p", "720p"]),
        # Between two rungs its own size goes on top, when it is worth the work.
        ((1080, 608), ["144p", "240p", "360p", "480p", "608p"]),
        ((960, 540), ["144p", "240p", "360p", "480p"]),
        ((128, 96), ["96p"]),
    ],
)
def test_rungs_up_to_the_sources_own_size(size: tuple[int, int], names: list[str]) -> None:
    made = ladder(*size)
    assert list(made) == names
    for name, (width, height, _rate) in made.items():
        assert min(width, height) == int(name.removesuffix("p"))
        assert (width, height) <= size
        assert width % 2 == height % 2 == 0
        # A pixel of rounding to even numbers is all that the shape may change.
        assert abs(width - size[0] * height / size[1]) <= 2


@pytest.mark.parametrize("fps", ["50", "60", "60000/1001"])
def test_quick_films_stay_quick_from_720_lines_up(fps: str) -> None:
    rates = {name: rate for name, (_width, _height, rate) in ladder(1920, 1080, fps).items()}
    whole = Fraction(fps)
    assert rates == {
        "144p": whole / 2,
        "240p": whole / 2,
        "360p": whole / 2,
        "480p": whole / 2,
        "720p": whole,
        "1080p": whole,
    }


@pytest.mark.parametrize("fps", ["24000/1001", "25", "30"])
def test_other_films_keep_every_frame_everywhere(fps: str) -> None:
    assert {rate for _w, _h, rate in ladder(1280, 720, fps).values()} == {Fraction(fps)}


@pytest.mark.parametrize("size", [(2, 2), (100, 2000), (7680, 4320)])
def test_every_rung_has_an_address_that_is_answered(size: tuple[int, int]) -> None:
    for name in ladder(*size):
        assert PLAYLIST.match(f"{name}/index.m3u8")
        assert STORED.match(f"{name}/seg_00000.m4s")
