"""A channel: its handle, its links, and pictures that may be anything."""

import io
import random
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client
from PIL import Image

from accounts.adapters.pictures import AVATAR_SIZE, safe_picture
from accounts.forms.channel import ChannelForm
from accounts.models import Channel, User
from accounts.services.channel_editing import HandleTaken, save_channel
from tests.bomb import bomb
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
FACTS = {"name": "Mine", "handle": "mine", "description": "", "links_text": ""}


def picture(kind: str = "PNG", size: tuple[int, int] = (400, 300), **options: Any) -> bytes:
    out = io.BytesIO()
    Image.effect_noise(size, 60).convert("RGB").save(out, kind, **options)
    return out.getvalue()


def upload(data: bytes, name: str = "a.png") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data, "image/png")


@pytest.fixture
def client(client: Client, viewer: User) -> Client:
    client.force_login(viewer)
    return client


def test_handles_are_unique_in_any_case_in_the_database(channel: Channel) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Channel.objects.create(owner=UserFactory(), handle="CREATOR", name="No")


@pytest.mark.parametrize(
    ("handle", "says"),
    [
        ("CREATOR", "taken"),
        ("@creator", "taken"),
        ("admin", "taken"),
        ("Pi.ya.kast", "taken"),
        ("ab", "3 to 30"),
        ("-abc", "3 to 30"),
        ("한국어", "3 to 30"),
        ("a" * 31, "3 to 30"),
        ("a/../b", "3 to 30"),
    ],
)
def test_handles_that_cannot_be_had(
    client: Client, channel: Channel, handle: str, says: str
) -> None:
    answer = client.get("/settings/channel/handle/", {"handle": handle}).json()
    assert not answer["ok"]
    assert says in answer["text"]
    form = client.post("/settings/channel/", FACTS | {"handle": handle})
    assert form.status_code == 422
    assert says in form.context["form"].errors["handle"][0]


def test_two_at_once_want_the_same_handle(viewer: User, channel: Channel) -> None:
    late = Channel(owner=viewer, handle="creator", name="Late", avatar="")
    with pytest.raises(HandleTaken):
        save_channel(
            channel=late,
            links=[],
            pictures={"avatar": ContentFile(picture("WEBP"), name="abc.webp")},
        )
    from django.core.files.storage import default_storage

    assert not default_storage.exists("public/avatars/abc.webp")


def test_making_a_channel_leads_back_where_it_was_wanted(client: Client) -> None:
    target = "/studio/upload/"
    page = client.get("/settings/channel/", {"next": target}).content.decode()
    assert f'value="{target}"' in page
    assert client.post("/settings/channel/", FACTS | {"next": target})["Location"] == target
    outside = client.post("/settings/channel/", FACTS | {"next": "https://evil.example/"})
    assert outside["Location"] == "/settings/channel/"


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "data:text/html,x", "ftp://a.b", "https://", "https://[x", "/x"]
)
def test_links_go_to_web_pages_alone(client: Client, link: str) -> None:
    answer = client.post(
        "/settings/channel/", FACTS | {"links_text": f"https://ok.example\n{link}"}
    )
    assert answer.context["form"].errors["links_text"]
    assert not Channel.objects.filter(handle="mine").exists()


def test_a_new_picture_replaces_the_file_of_the_old(
    client: Client, settings: Any, django_capture_on_commit_callbacks: Any
) -> None:
    files = Path(settings.MEDIA_ROOT) / "public" / "avatars"
    client.post("/settings/channel/", FACTS | {"new_avatar": upload(picture())})
    [first] = files.iterdir()
    with django_capture_on_commit_callbacks(execute=True):
        client.post("/settings/channel/", FACTS | {"new_avatar": upload(picture("JPEG"))})
        assert first.exists()
    [second] = files.iterdir()
    assert second != first
    with Image.open(second) as kept:
        assert (kept.format, kept.size) == ("WEBP", AVATAR_SIZE)
    served = client.get(f"/media/public/avatars/{second.name}")
    assert served["Content-Type"] == "image/webp"
    assert b"".join(served.streaming_content) == second.read_bytes()  # type: ignore[attr-defined]
    with django_capture_on_commit_callbacks(execute=True):
        client.post("/settings/channel/", FACTS | {"remove_avatar": "on"})
    assert not list(files.iterdir())
    assert not Channel.objects.get(handle="mine").avatar


@pytest.mark.parametrize(
    "path", ["../../secret", "avatars/../../x.webp", "avatars/a.svg", "exports/a.webp", "banners/"]
)
def test_only_pictures_are_served_as_pictures(client: Client, path: str) -> None:
    assert client.get(f"/media/public/{path}").status_code == 404


def many_pixels() -> bytes:
    """A picture of few bytes that takes much memory to decode."""
    out = io.BytesIO()
    Image.new("L", (6000, 4001)).save(out, "PNG", compress_level=1)
    return out.getvalue()


HOSTILE = {
    "bomb": bomb,
    "many pixels": many_pixels,
    "svg": lambda: b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
    "text": lambda: b"hello",
    "empty": lambda: b"",
    "half": lambda: picture()[:2000],
    "bmp": lambda: picture("BMP"),
    "too large": lambda: picture() + b"x" * (8 * 1024 * 1024),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_pictures_are_refused_at_the_field(client: Client, name: str) -> None:
    answer = client.post("/settings/channel/", FACTS | {"new_avatar": upload(HOSTILE[name]())})
    assert answer.status_code == 422
    assert len(answer.context["form"].errors["new_avatar"]) == 1
    has_too_many = "too many pixels: at most 24 megapixels" in answer.content.decode()
    assert has_too_many == (name in ("bomb", "many pixels"))
    assert not Channel.objects.filter(handle="mine").exists()


def test_nothing_of_a_polyglot_or_of_its_metadata_is_kept() -> None:
    exif = Image.Exif()
    exif[0x010E] = "taken at home"
    exif[0x0112] = 6
    tail = b"<script>alert(1)</script>"
    source = picture("JPEG", (600, 400), exif=exif) + tail
    kept = safe_picture(io.BytesIO(source), AVATAR_SIZE).read()
    assert tail not in kept
    assert b"taken at home" not in kept
    with Image.open(io.BytesIO(kept)) as image:
        assert not image.getexif()


def test_clear_pictures_stay_clear_and_moving_ones_stand_still() -> None:
    frames = [Image.new("RGBA", (80, 80), (255, 0, 0, 0)), Image.new("RGBA", (80, 80), "blue")]
    out = io.BytesIO()
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:])
    kept = safe_picture(io.BytesIO(out.getvalue()), AVATAR_SIZE)
    with Image.open(kept) as image:
        assert image.mode == "RGBA"
        assert getattr(image, "n_frames", 1) == 1


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "GIF"])
def test_broken_bytes_are_a_sentence_and_never_a_crash(kind: str) -> None:
    from django.core.exceptions import ValidationError

    luck = random.Random(7)
    whole = picture(kind, (64, 48))
    refused = 0
    for _turn in range(150):
        broken = bytearray(whole)
        for _byte in range(luck.randint(1, 40)):
            broken[luck.randrange(len(broken))] = luck.randrange(256)
        try:
            safe_picture(io.BytesIO(bytes(broken)), AVATAR_SIZE)
        except ValidationError:
            refused += 1
    assert refused


def test_a_name_is_seen_and_turns_nothing_around(creator: User) -> None:
    own = Channel.objects.get(owner=creator)
    facts = {"handle": own.handle, "description": "a\u202eb"}
    invisible = ChannelForm({**facts, "name": "\u200b\u2060 "}, instance=own)
    assert "people can see" in str(invisible.errors["name"])
    turned = ChannelForm({**facts, "name": "Sea\u202e\u2066 gulls"}, instance=own)
    assert turned.is_valid()
    assert turned.cleaned_data["name"] == "Sea gulls"
    assert turned.cleaned_data["description"] == "ab"
