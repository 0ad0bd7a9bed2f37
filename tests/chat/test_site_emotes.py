"""Staff makes emotes that every room offers; a channel's own of the same code comes before them."""

from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from accounts.models import User
from chat.models import Emote, Room
from chat.services.saying import say
from tests.chat.pictures import picture
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
ADD, LIST = reverse("admin:chat_emote_add"), reverse("admin:chat_emote_changelist")


@pytest.fixture
def staff(moderator: User, sign_in: Any) -> Client:
    client: Client = sign_in(moderator)
    return client


def offered(room: Room) -> list[tuple[str, bool]]:
    """What the API lists to anybody."""
    listed = Client().get(f"/api/v1/chat/rooms/{room.public_id}/emotes").json()
    return [(each["code"], each["site"]) for each in listed]


def shown(room: Room, user: User, text: str) -> list[Any]:
    """The emotes of a message as everybody gets it."""
    said = say(room=room, user=user, text=text, client_id=text)
    emotes: list[Any] = room.entries.get(pk=said.id).shown["emotes"]
    return emotes


def test_one_is_made_renamed_and_removed(
    staff: Client,
    room: Room,
    talker: User,
    moderator: User,
    django_capture_on_commit_callbacks: Any,
) -> None:
    assert staff.post(ADD, {"code": ":wave:", "picture": picture()}).status_code == 302
    emote = Emote.objects.get()
    assert (emote.channel, emote.state, emote.made_by) == (None, "approved", moderator)
    with emote.picture.open() as file, Image.open(file) as kept:
        assert (kept.format, kept.size) == ("WEBP", (112, 112))
    assert offered(room) == [("wave", True)]
    assert shown(room, talker, "a :wave:") == [[2, 8, "wave", emote.picture.url]]

    own = reverse("admin:chat_emote_change", args=[emote.pk])
    assert "The whole site" in staff.get(own).content.decode()
    assert staff.post(own, {"code": "hello"}).status_code == 302
    emote.refresh_from_db()
    assert (emote.code, emote.state) == ("hello", "approved")
    assert offered(room) == [("hello", True)]
    assert shown(room, talker, "no :wave:") == []
    assert shown(room, talker, ":hello: then")[0][2] == "hello"

    name = str(emote.picture.name)
    gone = reverse("admin:chat_emote_delete", args=[emote.pk])
    with django_capture_on_commit_callbacks(execute=True):
        assert staff.post(gone, {"post": "yes"}).status_code == 302
    assert not Emote.objects.exists()
    assert offered(room) == []
    assert shown(room, talker, "no :hello:") == []
    assert not default_storage.exists(name)


def test_the_channels_own_comes_first(room: Room, talker: User) -> None:
    for channel, name in ((None, "site"), (room.channel, "own")):
        Emote.objects.create(channel=channel, code="wave", picture=f"public/emotes/{name}.webp", state="approved")  # fmt: skip
    Emote.objects.create(code="zap", picture="public/emotes/zap.webp", state="approved")
    assert offered(room) == [("wave", False), ("zap", True)]
    assert shown(room, talker, ":wave:")[0][3].endswith("own.webp")
    room.channel.emotes.update(state="waiting")
    assert offered(room) == [("wave", True), ("zap", True)]
    assert shown(room, talker, ":wave: now")[0][3].endswith("site.webp")


def test_what_cannot_be_is_refused_with_a_sentence(
    staff: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    Emote.objects.create(code="taken", picture="public/emotes/t.webp", state="approved")
    broken = SimpleUploadedFile("x.png", b"no picture", "image/png")
    for code, file, sentence in (
        ("o t", picture(), "Use 2 to 24 letters"),
        ("taken", picture(), "This code is taken."),
        ("fuck", picture(), "This code cannot be had."),
        ("good", broken, "Choose a JPEG, PNG, WebP or GIF file."),
    ):
        answer = staff.post(ADD, {"code": code, "picture": file})
        assert sentence in answer.content.decode(), code
    monkeypatch.setattr("chat.services.site_emotes.MOST_SITE_EMOTES", 1)
    assert "at most 200 emotes" in staff.post(ADD, {"code": "more", "picture": picture()}).content.decode()  # fmt: skip
    assert Emote.objects.count() == 1


def test_staff_may_what_their_permissions_say(room: Room, sign_in: Any) -> None:
    emote = Emote.objects.create(code="wave", picture="public/emotes/w.webp", state="approved")
    theirs = Emote.objects.create(channel=room.channel, code="otter", picture="public/emotes/o.webp")  # fmt: skip
    looker = UserFactory(is_staff=True)
    looker.user_permissions.add(Permission.objects.get(codename="view_emote"))
    looking = sign_in(looker)
    assert looking.get(ADD).status_code == 403
    decider = UserFactory(is_staff=True)
    names = ("view_emote", "change_emote", "add_emote", "delete_emote")
    decider.user_permissions.set(Permission.objects.filter(codename__in=names))
    deciding = sign_in(decider)
    # About a channel's own staff decides; its code is the channel's.
    for client, row in ((looking, emote), (deciding, theirs)):
        client.post(reverse("admin:chat_emote_change", args=[row.pk]), {"code": "changed"})
        answer = client.post(reverse("admin:chat_emote_delete", args=[row.pk]), {"post": "yes"})
        assert answer.status_code == 403
    assert not Emote.objects.filter(code="changed").exists()
    assert deciding.get(f"{LIST}?of=site").context["cl"].result_list.get() == emote
    assert deciding.get(f"{LIST}?of=channels").context["cl"].result_list.get() == theirs
    assert deciding.post(ADD, {"code": "fresh", "picture": picture()}).status_code == 302
    assert Emote.objects.of_site().filter(code="fresh").exists()
