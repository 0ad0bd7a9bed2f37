"""The thumbnail: a candidate, or one's own picture made safe."""

import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from core.adapters.object_store import ObjectMissing, object_store
from tests.bomb import bomb
from tests.videos.studio.conftest import API, JSON, MakeVideo
from videos.adapters.pictures import card_name
from videos.models import Transcode, Video
from videos.services.playback import card_picture_url
from videos.services.transcoding.publication import _poster

pytestmark = pytest.mark.django_db


def picture(size: tuple[int, int] = (400, 300), kind: str = "JPEG", **options: Any) -> bytes:
    out = io.BytesIO()
    Image.new(options.pop("mode", "RGB"), size, options.pop("colour", "red")).save(
        out, kind, **options
    )
    return out.getvalue()


def send(client: Client, video: Video, data: bytes) -> Any:
    return client.post(
        f"{API}/videos/{video.public_id}/poster", {"file": SimpleUploadedFile("a.jpg", data)}
    )


def stored(video: Video) -> Image.Image:
    video.refresh_from_db()
    return Image.open(io.BytesIO(object_store().read(video.poster)))


def test_a_candidate_is_chosen_by_name(studio: Client, with_media: MakeVideo) -> None:
    video = with_media()
    url = f"{API}/videos/{video.public_id}/poster"
    names = {each["name"]: each["chosen"] for each in studio.get(url).json()["candidates"]}
    assert names == {"poster-1.jpg": True, "poster-2.jpg": False}
    answer = studio.put(url, {"name": "poster-2.jpg"}, content_type=JSON)
    assert answer.json()["poster_url"].endswith("/v1/poster-2.jpg")
    video.refresh_from_db()
    assert card_picture_url(video).endswith("/v1/poster-2.jpg")  # made before there were cards
    for name in ("poster-9.jpg", "../../x.jpg", "", "master.m3u8"):
        assert studio.put(url, {"name": name}, content_type=JSON).status_code == 422


def test_ones_own_picture_is_shrunk_turned_and_stripped(
    studio: Client, client: Client, with_media: MakeVideo
) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # lies on its side
    exif[0x9286] = "where I live"
    video = with_media()
    answer = send(studio, video, picture((3000, 1500), exif=exif.tobytes()))
    assert answer.status_code == 200
    result = stored(video)
    assert result.size == (640, 1280)
    assert not result.getexif()
    assert client.get(answer.json()["poster_url"])["Content-Type"] == "image/jpeg"
    video.refresh_from_db()
    card = client.get(card_picture_url(video))
    assert card["Content-Type"] == "image/webp"
    with Image.open(io.BytesIO(b"".join(card))) as small:
        assert small.size == (320, 640)


@pytest.mark.parametrize(
    ("kind", "mode"), [("PNG", "RGBA"), ("WEBP", "RGB"), ("PNG", "P"), ("JPEG", "CMYK")]
)
def test_kinds_and_modes(kind: str, mode: str, studio: Client, with_media: MakeVideo) -> None:
    video = with_media()
    colour: Any = (255, 0, 0, 0) if mode == "RGBA" else 0
    assert send(studio, video, picture(kind=kind, mode=mode, colour=colour)).status_code == 200
    result = stored(video)
    assert (result.format, result.mode) == ("JPEG", "RGB")
    if mode == "RGBA":
        assert result.getpixel((5, 5)) == (255, 255, 255)  # transparent is white, not black


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "not a picture"),
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "not a picture"),
        (b"GIF89a" + b"\x00" * 50, "not a picture"),
        (picture()[:300], "not a picture"),
        (picture(kind="PNG")[:60], "not a picture"),
        (picture((90, 400)), "too small"),
        (bomb(), "too many pixels: at most 50 megapixels"),
        (b"\xff" * (8 * 1024 * 1024 + 1), "larger than 8 MB"),
    ],
)
def test_a_refusal_says_why_and_keeps_the_old_one(
    data: bytes, words: str, studio: Client, with_media: MakeVideo
) -> None:
    video = with_media()
    answer = send(studio, video, data)
    assert answer.status_code == 422
    assert words in str(answer.json())
    before = video.poster
    video.refresh_from_db()
    assert video.poster == before


def test_the_picture_before_is_removed_and_candidates_stay(
    studio: Client, with_media: MakeVideo, django_capture_on_commit_callbacks: Any
) -> None:
    video = with_media()
    candidate = video.poster
    send(studio, video, picture())
    video.refresh_from_db()
    first = video.poster
    with django_capture_on_commit_callbacks(execute=True):
        send(studio, video, picture(colour="blue"))
    for gone in (first, card_name(first)):
        with pytest.raises(ObjectMissing):
            object_store().read(gone)
    assert object_store().read(candidate)


def test_the_pipeline_does_not_take_the_place_of_ones_own_picture(
    studio: Client, with_media: MakeVideo
) -> None:
    video = with_media()
    send(studio, video, picture())
    video.refresh_from_db()
    own = video.poster
    _poster(video, Transcode.objects.get())
    video.refresh_from_db()
    assert video.poster == own


def test_without_scripts_a_form_does(studio: Client, with_media: MakeVideo) -> None:
    video = with_media()
    url = f"/studio/videos/{video.public_id}/poster/"
    studio.post(url, {"name": "poster-2.jpg"})
    video.refresh_from_db()
    assert video.poster.endswith("poster-2.jpg")
    studio.post(url, {"file": SimpleUploadedFile("a.png", picture(kind="PNG"))})
    video.refresh_from_db()
    assert "/custom/" in video.poster
    sorry = studio.post(url, {"file": SimpleUploadedFile("a.png", b"no")}, follow=True)
    assert "toast--error" in sorry.content.decode()
