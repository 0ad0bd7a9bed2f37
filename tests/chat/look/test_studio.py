"""Pages of a room: who may open which, and what its keepers change there."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Channel, User
from chat.models import BlockedWord, Entry, LogEntry, Moderator, Room, Sanction
from chat.services.names import give_name
from chat.services.overlay import overlay_token
from live.models import Broadcast, Stream
from tests.chat.conftest import old
from tests.factories import VideoFactory
from videos.models import Video

pytestmark = pytest.mark.django_db

CHANGES = {
    "studio-chat-block": {"pattern": "rude*", "kind": "word", "effect": "hold"},
    "studio-chat-allow": {"pattern": "rude*", "kind": "word"},
    "studio-chat-lift": {"user": "@nobody"},
    "studio-chat-add-moderator": {"handle": "@nobody"},
    "studio-chat-remove-moderator": {"user": "@nobody"},
    "studio-chat-renew": {},
}
OWNERS_ALONE = {"studio-chat-add-moderator", "studio-chat-remove-moderator", "studio-chat-renew"}


@pytest.fixture
def people(
    sign_in: Any, room: Room, creator: User, keeper: User, talker: User, moderator: User
) -> dict[str, Client]:
    """A client for each kind of person."""
    named = {"owner": creator, "keeper": keeper, "viewer": talker, "staff": moderator}
    return {"nobody": Client()} | {name: sign_in(user) for name, user in named.items()}


def test_a_room_of_what_one_may_not_watch_has_no_window(
    people: dict[str, Client], room: Room
) -> None:
    address = reverse("chat-popout", args=[room.public_id])
    assert {client.get(address).status_code for client in people.values()} == {200}
    Stream.objects.update(privacy=Video.Privacy.PRIVATE)
    found = {name: client.get(address).status_code for name, client in people.items()}
    assert found == {"nobody": 404, "viewer": 404, "keeper": 404, "owner": 200, "staff": 200}
    missing = people["viewer"].get(reverse("chat-popout", args=["nosuchroom0"]))
    hidden = people["viewer"].get(address)
    assert missing.headers["Vary"] == hidden.headers["Vary"]
    assert room.title not in hidden.content.decode()


def test_settings_are_for_who_keeps_order(people: dict[str, Client], room: Room) -> None:
    page = reverse("studio-chat-room", args=[room.public_id])
    found = {name: client.get(page).status_code for name, client in people.items()}
    assert found == {"nobody": 302, "viewer": 404, "keeper": 200, "owner": 200, "staff": 200}
    for name, data in CHANGES.items():
        address = reverse(name, args=[room.public_id])
        for who, client in people.items():
            allowed = who in {"owner", "staff"} or (who == "keeper" and name not in OWNERS_ALONE)
            answer = client.post(address, data)
            if who == "nobody":
                assert answer.headers["Location"].startswith("/accounts/login/"), name
            elif allowed:
                assert answer.headers["Location"].startswith(page), (name, who)
            else:
                assert answer.status_code == 404, (name, who)
            assert client.get(address).status_code == 405
    # The address that lets an overlay in is its owner's secret.
    token = overlay_token(Room.objects.get())
    assert token in people["owner"].get(page).content.decode()
    assert token not in people["keeper"].get(page).content.decode()


def test_keepers_change_rules_words_and_people(
    people: dict[str, Client], room: Room, talker: User, listener: User
) -> None:
    owner = people["owner"]
    page = reverse("studio-chat-room", args=[room.public_id])
    rules = {"slow_s": "30", "followers_only": "on", "follower_age_s": "600", "links": "nobody", "hold": "more", "people": "moderators"}  # fmt: skip
    assert owner.post(page, rules).status_code == 302
    room.refresh_from_db()
    assert room.rules | {"raid_until": None} == {
        "slow_s": 30, "followers_only": True, "follower_age_s": 600, "emote_only": False, "unique_only": False,
        "read_only": False, "links": "nobody", "hold": "more", "people": "moderators", "raid_guard": False, "raid_until": None,
    }  # fmt: skip
    refused = owner.post(page, rules | {"slow_s": "-1"})
    assert refused.status_code == 422
    assert 'aria-invalid="true"' in refused.content.decode()
    assert Room.objects.get().slow_s == 30

    for pattern, kind in (("rude*", "word"), ("(unclosed", "regex")):
        owner.post(reverse("studio-chat-block", args=[room.public_id]), {"pattern": pattern, "kind": kind, "effect": "hold"})  # fmt: skip
    assert [(word.pattern, word.effect) for word in BlockedWord.objects.all()] == [
        ("rude*", "hold")
    ]
    owner.post(reverse("studio-chat-allow", args=[room.public_id]), {"pattern": "rude*", "kind": "word"})  # fmt: skip
    assert not BlockedWord.objects.exists()

    owner.get(reverse("chat-popout", args=[room.public_id]))
    helper = old("helper@example.com")
    give_name(helper)
    handle = helper.chat_profile.handle
    answer = owner.post(reverse("studio-chat-add-moderator", args=[room.public_id]), {"handle": handle}, follow=True)  # fmt: skip
    assert Moderator.objects.filter(user=helper).exists()
    assert f"@{handle}" in answer.content.decode()
    owner.post(reverse("studio-chat-remove-moderator", args=[room.public_id]), {"user": helper.public_id})  # fmt: skip
    assert not Moderator.objects.filter(user=helper).exists()

    give_name(talker)
    Sanction.objects.create(channel=room.channel, user=talker, reason="<b>spam</b>")
    content = owner.get(page).content.decode()
    assert "&lt;b&gt;spam" in content
    assert "<b>spam" not in content
    owner.post(reverse("studio-chat-lift", args=[room.public_id]), {"user": talker.public_id})
    assert not Sanction.objects.in_force().exists()
    # Each of it stands in the log, in words.
    log = owner.get(page).content.decode()
    for words in ("changed the rules", "blocked a word", "a moderator", "write again"):
        assert words in log
    assert LogEntry.objects.count() == 6


def test_nonsense_is_explained_not_obeyed(people: dict[str, Client], room: Room) -> None:
    owner = people["owner"]
    for name, data in (
        ("studio-chat-add-moderator", {"handle": "no handle at all!"}),
        ("studio-chat-remove-moderator", {"user": "' OR 1=1"}),
        ("studio-chat-lift", {}),
        ("studio-chat-block", {"pattern": "", "kind": "word", "effect": "hold"}),
        ("studio-chat-block", {"pattern": "x", "kind": "spell", "effect": "hold"}),
    ):
        answer = owner.post(reverse(name, args=[room.public_id]), data, follow=True)
        assert "toast--error" in answer.content.decode(), name
    assert owner.get(f"{reverse('studio-chat')}?cursor=broken").status_code == 302


def test_the_list_of_rooms_is_ones_own(people: dict[str, Client], room: Room) -> None:
    title = room.title
    shown = {
        name: title in client.get(reverse("studio-chat")).content.decode()
        for name, client in people.items()
        if name != "nobody"
    }
    assert shown == {"owner": True, "keeper": True, "viewer": False, "staff": False}
    Stream.objects.update(state=Stream.State.REMOVED)
    assert title not in people["owner"].get(reverse("studio-chat")).content.decode()


def test_chat_beside_videos_is_switched_for_ones_own_channel(people: dict[str, Client]) -> None:
    address = reverse("studio-chat-beside-videos")
    assert people["viewer"].post(address, {"wanted": "1"}).status_code == 404
    owner = people["owner"]
    on = owner.post(address, {"wanted": "1"}, follow=True).content.decode()
    assert "All your videos have a chat." in on
    off = owner.post(address, {"wanted": "0"}, follow=True).content.decode()
    assert "All your videos have a chat." not in off


def test_chat_beside_one_video_is_switched_by_its_owner(
    people: dict[str, Client], channel: Channel
) -> None:
    video = VideoFactory(channel=channel)
    address = reverse("studio-chat-video", args=[video.public_id])
    page, owner = reverse("studio-edit", args=[video.public_id]), people["owner"]
    assert {
        people[who].post(address, {"wanted": "1"}).status_code
        for who in ("keeper", "viewer", "staff")
    } == {404}
    assert people["nobody"].post(address).headers["Location"].startswith("/accounts/login/")
    assert not Room.objects.filter(video=video).exists()
    assert 'aria-checked="false"' in owner.get(page).content.decode()
    on = owner.post(address, {"wanted": "1"})
    assert on.headers["Location"] == f"{page}#chat"
    room = Room.objects.get(video=video)
    shown = owner.get(page).content.decode()
    assert 'aria-checked="true"' in shown
    assert reverse("studio-chat-room", args=[room.public_id]) in shown
    watched = video.get_absolute_url()
    assert "<piyak-chat" in people["viewer"].get(watched).content.decode()
    # Off beside this one, whatever the channel does beside the others.
    owner.post(reverse("studio-chat-beside-videos"), {"wanted": "1"})
    owner.post(address, {"wanted": "0"})
    assert 'aria-checked="false"' in owner.get(page).content.decode()
    assert "<piyak-chat" not in people["viewer"].get(watched).content.decode()
    other = VideoFactory(channel=channel)
    assert (
        'aria-checked="true"'
        in owner.get(reverse("studio-edit", args=[other.public_id])).content.decode()
    )
    # A recording has what was said during its broadcast, and no switch.
    broadcast = Broadcast.objects.create(stream=Stream.objects.get(), title="x", video=other)
    Entry.objects.create(
        room=Room.objects.get(stream__isnull=False),
        seq=1,
        client_id="1",
        text="x",
        broadcast=broadcast,
        at_s=1,
    )
    recorded = owner.get(reverse("studio-edit", args=[other.public_id])).content.decode()
    assert "This is a recording" in recorded
    assert 'role="switch"' not in recorded
    Video.objects.filter(pk=video.pk).update(state=Video.State.DELETED)
    assert owner.post(address, {"wanted": "1"}).status_code == 404


def test_an_overlay_opens_by_its_token_alone_until_that_is_renewed(
    people: dict[str, Client], room: Room
) -> None:
    Stream.objects.update(privacy=Video.Privacy.PRIVATE)
    address, nobody = reverse("chat-overlay", args=[room.public_id]), people["nobody"]
    token = overlay_token(room)
    for wrong in ({}, {"token": ""}, {"token": f"{token}x"}, {"token": "a" * 5000}):
        assert nobody.get(address, wrong).status_code == 404
    answer = nobody.get(address, {"token": token})
    assert answer.status_code == 200
    assert "no-store" in answer.headers["Cache-Control"]
    assert answer.cookies == {}
    looks = nobody.get(
        address,
        {"token": token, "size": "9999", "fade": "30", "theme": "pink", "badges": "0", "most": "x"},
    )
    assert looks.context["look"] == {
        "size": 22, "fade": 30, "most": 12, "theme": "dark", "align": "bottom", "badges": False, "pictures": True,
    }  # fmt: skip
    people["owner"].post(reverse("studio-chat-renew", args=[room.public_id]))
    assert nobody.get(address, {"token": token}).status_code == 404
