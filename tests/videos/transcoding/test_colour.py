"""Colours come out as they were meant: tone mapped, converted, never washed out."""

from pathlib import Path

import av
import pytest

from tests.videos.transcoding.made import Made, make
from tests.videos.transcoding.numbered import run

BT709 = 1
LIMITED = 1


def flat(
    target: Path, colour: str, *output: str, size: str = "320x240", chain: str = "null"
) -> Path:
    """Two seconds of one colour."""
    run("-f", "lavfi", "-i", f"color={colour}:s={size}:r=10:d=2,{chain}", *output, str(target))
    return target


def first_picture(made: Made) -> av.VideoFrame:
    with av.open(str(made.joined(made.lowest))) as container:
        return next(container.decode(video=0))


def rgb(frame: av.VideoFrame) -> tuple[int, int, int]:
    """The middle of the picture, read as BT.709."""
    image = frame.reformat(
        format="rgb24", src_colorspace="ITU709", dst_colorspace="ITU709"
    ).to_image()
    red, green, blue = image.getpixel((image.width // 2, image.height // 2))
    return red, green, blue


def luma(frame: av.VideoFrame) -> int:
    plane = frame.planes[0]
    return int(bytes(plane)[frame.height // 2 * plane.line_size + frame.width // 2])


def assert_tagged(frame: av.VideoFrame) -> None:
    assert frame.format.name == "yuv420p"
    assert (int(frame.colorspace), int(frame.color_primaries), int(frame.color_trc)) == (BT709,) * 3
    assert int(frame.color_range) == LIMITED


def grey_of(transfer: str, code: float, folder: Path) -> Path:
    """A grey of this signal level (0 to 1) in 10 bit HDR."""
    level = round(64 + code * 876)
    params = f"log-level=none:colorprim=bt2020:transfer={transfer}:colormatrix=bt2020nc"
    chain = f"format=yuv420p10le,geq=lum={level}:cb=512:cr=512"
    return flat(
        folder / f"{transfer}-{level}.mp4", "gray", "-c:v", "libx265", "-preset", "ultrafast", "-x265-params", params,
        "-tag:v", "hvc1", "-pix_fmt", "yuv420p10le", chain=chain,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("transfer", "code", "lowest", "highest"),
    [
        ("smpte2084", 0.0, 14, 20),
        ("smpte2084", 0.38, 90, 130),  # 18 % grey under a white of 203 cd/m² (26 to 36 cd/m²)
        ("smpte2084", 0.58, 185, 220),  # that white: bright, not yet the brightest
        ("smpte2084", 0.75, 225, 240),  # a highlight of 1000 cd/m²
        ("arib-std-b67", 0.38, 80, 130),
        ("arib-std-b67", 0.75, 185, 225),
    ],
)
def test_hdr_is_as_bright_as_it_was_meant(
    transfer: str, code: float, lowest: int, highest: int, tmp_path: Path
) -> None:
    made = make(grey_of(transfer, code, tmp_path), tmp_path / "out", only={"video"})

    frame = first_picture(made)
    assert made.probe.hdr == {"smpte2084": "pq", "arib-std-b67": "hlg"}[transfer]
    assert_tagged(frame)
    assert lowest <= luma(frame) <= highest


X264 = ["-c:v", "libx264", "-preset", "ultrafast", "-qp", "8"]


@pytest.mark.parametrize(
    ("chain", "output"),
    [
        ("scale=out_color_matrix=bt601:out_range=tv,format=yuv420p", ["-colorspace", "smpte170m", "-color_primaries", "smpte170m", "-color_trc", "smpte170m"]),
        ("scale=out_color_matrix=bt601:out_range=tv,format=yuv420p", []),
        ("scale=out_color_matrix=bt709:out_range=pc,format=yuvj420p", ["-colorspace", "bt709", "-color_range", "pc"]),
        ("scale=out_color_matrix=bt2020:out_range=tv,format=yuv420p", ["-colorspace", "bt2020nc"]),
    ],
    ids=["bt601", "sd without tags", "full range", "bt2020 matrix"],
)  # fmt: skip
def test_other_matrices_and_ranges_keep_their_colour(
    chain: str, output: list[str], tmp_path: Path
) -> None:
    colour = (200, 60, 30)
    source = flat(tmp_path / "a.mp4", "0xC83C1E", *X264, *output, chain=f"format=gbrp,{chain}")
    frame = first_picture(make(source, tmp_path / "out", only={"video"}))

    assert_tagged(frame)
    assert rgb(frame) == pytest.approx(colour, abs=6)


@pytest.mark.parametrize(
    ("name", "codec", "colour"),
    [("a.mkv", ["-c:v", "libx264rgb", "-qp", "4"], (200, 60, 30)), ("a.mov", ["-c:v", "qtrle", "-pix_fmt", "argb"], (100, 30, 15))],
)  # fmt: skip
def test_rgb_is_converted_and_what_is_transparent_becomes_black(
    name: str, codec: list[str], colour: tuple[int, int, int], tmp_path: Path
) -> None:
    chain = "format=rgba,colorchannelmixer=aa=0.5" if "argb" in codec else "format=gbrp"
    source = flat(tmp_path / name, "0xC83C1E", *codec, chain=chain)
    frame = first_picture(make(source, tmp_path / "out", only={"video"}))

    assert_tagged(frame)
    assert rgb(frame) == pytest.approx(colour, abs=7)
