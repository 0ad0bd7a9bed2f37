"""Pictures beside the video: upright, in the right colours, and there for sound without a picture too."""

from pathlib import Path

import av
import pytest
from PIL import Image, ImageStat

from tests.videos.transcoding.made import Made, make
from tests.videos.transcoding.numbered import number_on, render, run
from tests.videos.transcoding.test_kinds_of_source import MP4


def number_in(file: Path) -> int:
    with av.open(str(file)) as pictures:
        return number_on(next(pictures.decode(video=0)))


def test_pictures_of_a_turned_film_stand_upright(tmp_path: Path) -> None:
    # Filmed with the telephone held upright: the pixels lie on their side, a note says how to turn them.
    flat = render(tmp_path / "flat.mp4", *MP4, size=(240, 320), filters="transpose=cclock")
    source = tmp_path / "turned.mp4"
    run("-display_rotation", "-90", "-i", str(flat), "-c", "copy", str(source))
    made = make(source, tmp_path / "out", only={"extras"})

    assert (made.probe.width, made.probe.height) == (240, 320)
    posters, cards = made.results["posters"].files[:4], made.results["posters"].files[4:]
    assert sorted(cards) == [f"card-{number}.webp" for number in range(1, 5)]
    for name in [*posters, *cards]:
        with Image.open(made.out / name) as picture:
            assert picture.size == (240, 320)
    assert number_in(made.out / "poster-1.jpg") == pytest.approx(0.12 * 60, abs=2)
    with Image.open(made.out / "storyboard.jpg") as sheet:
        assert sheet.size == (2 * 120, 160)
    assert "#xywh=120,0,120,160" in (made.out / "storyboard.vtt").read_text()
    with av.open(str(made.out / "preview.mp4")) as preview:
        stream = preview.streams.video[0]
        assert (stream.width, stream.height) == (240, 320)
        assert not preview.streams.audio


def test_a_film_of_a_moment_has_all_its_pictures(tmp_path: Path) -> None:
    source = render(tmp_path / "a.mp4", *MP4, count=3, sound=False)
    made = make(source, tmp_path / "out", only={"extras"})

    files = made.results["extras"].files
    assert files == ["storyboard.jpg", "storyboard.vtt", "preview.mp4"]


def test_a_stream_with_one_keyframe_has_a_poster(tmp_path: Path) -> None:
    """It has no index: whoever seeks in it lands behind the keyframe, and then nothing decodes."""
    source = render(tmp_path / "a.ts", *MP4, "-g", "500", "-output_ts_offset", "3600", count=120)
    made = make(source, tmp_path / "out", only={"extras"})

    assert "poster-1.jpg" in made.results["posters"].files
    assert number_in(made.out / "poster-1.jpg") == pytest.approx(0.12 * 120, abs=2)


def cover_of(made: Made) -> Image.Image:
    assert made.results["posters"].files == ["poster-1.jpg", "card-1.webp"]
    with Image.open(made.out / "card-1.webp") as card:
        assert (card.format, max(card.size)) == ("WEBP", 640)
    with Image.open(made.out / "poster-1.jpg") as picture:
        return picture.convert("RGB")


def test_sound_alone_shows_its_shape_or_its_own_cover(tmp_path: Path) -> None:
    sound, art = tmp_path / "a.mp3", tmp_path / "art.png"
    run("-f", "lavfi", "-i", "sine=f=440:d=2,volume='if(lt(t,1),0,1)':eval=frame", str(sound))
    run("-f", "lavfi", "-i", "color=0xcc2244:s=1600x1200", "-frames:v", "1", "-pix_fmt", "rgb24", str(art))  # fmt: skip

    shape = cover_of(make(sound, tmp_path / "shape", only={"extras"}))
    assert shape.size == (1280, 720)
    quiet, loud = (shape.crop((left, 100, left + 500, 400)) for left in (80, 700))
    assert ImageStat.Stat(loud).mean[0] > ImageStat.Stat(quiet).mean[0] + 50

    for name in ("b.flac", "b.m4a", "b.mp3"):
        both = tmp_path / name
        run("-i", str(sound), "-i", str(art), "-map", "0:a", "-map", "1:v", "-c:v", "copy", "-disposition:v", "attached_pic", str(both))  # fmt: skip
        made = make(both, tmp_path / f"cover-{both.suffix}", only={"extras"})
        assert not made.plan.renditions, "a cover is no film"
        cover = cover_of(made)
        assert cover.size == (1280, 960)
        assert cover.getpixel((640, 480)) == pytest.approx((0xCC, 0x22, 0x44), abs=4)

    # A cover that does not decode is no reason to show nothing.
    broken = bytearray((tmp_path / "b.mp3").read_bytes())
    at = broken.find(b"IDAT")
    broken[at - 300 : at + 12] = bytes(312)
    spoiled = tmp_path / "c.mp3"
    spoiled.write_bytes(broken)
    assert cover_of(make(spoiled, tmp_path / "spoiled", only={"extras"})).width > 0


def test_a_small_picture_that_cannot_be_made_costs_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_args: object) -> list[str]:
        raise OSError("cannot write it")

    monkeypatch.setattr("videos.adapters.media.extras.make_card_pictures", broken)
    source = render(tmp_path / "film.mp4", *MP4, size=(320, 240))
    made = make(source, tmp_path / "out", only={"extras"})
    assert [name for name in made.results["posters"].files if name.startswith("poster-")]
    assert not [name for name in made.results["posters"].files if name.startswith("card-")]
