"""The whole table: every act by everybody, what the API says to whom, and who is protected from whom."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from pydantic import TypeAdapter

from accounts.models import Channel, User
from chat.models import BlockedWord, Entry, LogEntry, Moderator, Room, Sanction
from chat.protocol import ActCommand
from chat.protocol.rights import LEAST_RANK
from chat.queries.standing import NOBODY, standings
from chat.ranks import Rank
from chat.services.acts import ACTS, perform
from chat.services.refusals import Refused
from chat.services.rights import you
from chat.services.saying import say
from live.models import Stream
from tests.chat.factories import confirm
from videos.models import Video

pytestmark = pytest.mark.django_db
ACT: TypeAdapter[Any] = TypeAdapter(ActCommand)
Given = Callable[[Room, User], dict[str, Any]]


def act(room: Room, user: User, name: str, /, **members: Any) -> str:
    members.setdefault("cid", uuid.uuid4().hex)
    command = ACT.validate_python({"do": "act", "act": name, **members})
    return str(perform(room_id=room.pk, user_id=user.pk, act=command))


def message(room: Room, author: User, text: str = "Hello") -> Entry:
    said = say(room=room, user=author, text=text, client_id=uuid.uuid4().hex)
    return Entry.objects.get(pk=said.id)


def held(room: Room, author: User) -> Entry:
    BlockedWord.objects.get_or_create(
        channel=room.channel, pattern="hmm", defaults={"effect": "hold"}
    )
    return message(room, author, "hmm")


def a_message(room: Room, author: User) -> dict[str, Any]:
    return {"id": message(room, author).pk}


def somebody(_room: Room, author: User) -> dict[str, Any]:
    return {"user": str(author.public_id)}


def pinned(room: Room, author: User) -> dict[str, Any]:
    Room.objects.filter(pk=room.pk).update(pinned=message(room, author))
    return {}


def banned(room: Room, author: User) -> dict[str, Any]:
    Sanction.objects.create(channel=room.channel, user=author)
    return somebody(room, author)


def polling(room: Room, author: User) -> dict[str, Any]:
    act(room, room.channel.owner, "poll", question="Q?", options=["A", "B"])
    return {}


def blocked(room: Room, author: User) -> dict[str, Any]:
    BlockedWord.objects.create(channel=room.channel, pattern="word")
    return {"pattern": "word"}


def keeping(room: Room, author: User) -> dict[str, Any]:
    Moderator.objects.create(channel=room.channel, user=author)
    return somebody(room, author)


GIVEN: dict[str, Given] = {
    "delete": lambda room, author: {"ids": [message(room, author).pk]},
    "timeout": somebody,
    "ban": somebody,
    "unban": banned,
    "clear": lambda room, author: {},
    "clear_user": somebody,
    "pin": a_message,
    "unpin": pinned,
    "note": lambda room, author: {**somebody(room, author), "text": "Watch this one"},
    "approve": lambda room, author: {"id": held(room, author).pk},
    "deny": lambda room, author: {"id": held(room, author).pk},
    "deny_all": lambda room, author: {"until": held(room, author).pk},
    "rules": lambda room, author: {"rules": {"slow_s": 30}},
    "block": lambda room, author: {"pattern": "word"},
    "unblock": blocked,
    "poll": lambda room, author: {"question": "Which?", "options": ["This", "That"]},
    "close_poll": polling,
    "announce": lambda room, author: {"text": "Soon!"},
    "moderator": somebody,
    "unmoderator": keeping,
}


@pytest.fixture
def by_role(room: Room, keeper: User, listener: User, moderator: User) -> dict[str, User]:
    confirm(moderator)
    return {
        "viewer": listener, "moderator": keeper, "staff": moderator, "owner": room.channel.owner
    }  # fmt: skip


def test_every_act_is_in_every_table() -> None:
    assert set(ACTS) == set(LEAST_RANK) == set(GIVEN)
    kinds = {each["const"] for each in _consts(ACT.json_schema())}
    assert kinds == set(ACTS)


def _consts(schema: dict[str, Any]) -> list[dict[str, Any]]:
    return [each["properties"]["act"] for each in schema["$defs"].values() if "act" in each.get("properties", {})]  # fmt: skip


@pytest.mark.parametrize("name", sorted(GIVEN))
@pytest.mark.parametrize("role", ["viewer", "moderator", "staff", "owner"])
def test_every_act_by_every_role(
    room: Room, by_role: dict[str, User], talker: User, role: str, name: str
) -> None:
    members = GIVEN[name](room, talker)
    logged = LogEntry.objects.count()
    rank = Rank[role.upper()]
    # Deleting is for everybody, but only what is one's own.
    allowed = rank >= max(LEAST_RANK[name], Rank.MODERATOR)
    if not allowed:
        with pytest.raises(Refused) as refused:
            act(room, by_role[role], name, **members)
        assert refused.value.code == "forbidden"
        assert LogEntry.objects.count() == logged
        return
    assert act(room, by_role[role], name, **members)
    entry = LogEntry.objects.latest("pk")
    assert (entry.action, entry.actor) == (name, by_role[role])


def test_anybody_deletes_their_own(room: Room, talker: User) -> None:
    own = message(room, talker)
    act(room, talker, "delete", ids=[own.pk])
    own.refresh_from_db()
    assert own.state == Entry.State.REMOVED


def test_an_act_asked_for_twice_is_done_once(room: Room, keeper: User, talker: User) -> None:
    for _again in range(2):
        act(room, keeper, "timeout", cid="once", user=str(talker.public_id), seconds=60)
    assert Sanction.objects.count() == LogEntry.objects.count() == 1


@pytest.mark.parametrize(
    ("actor", "target", "allowed"),
    [
        ("moderator", "viewer", True),
        ("moderator", "moderator", False),
        ("moderator", "owner", False),
        ("moderator", "staff", False),
        ("owner", "moderator", True),
        ("owner", "staff", False),
        ("owner", "owner", False),
        ("staff", "owner", True),
        ("staff", "moderator", True),
        ("staff", "staff", False),
    ],
)
def test_who_is_protected_from_whom(
    room: Room, by_role: dict[str, User], actor: str, target: str, allowed: bool
) -> None:
    other = by_role[target]
    if actor == target == "moderator":
        other = User.objects.create_user(email="other@example.com")
        Moderator.objects.create(channel=room.channel, user=other)
    for name in ("timeout", "ban", "clear_user"):
        if allowed:
            assert act(room, by_role[actor], name, user=str(other.public_id)) is not None
            continue
        with pytest.raises(Refused) as refused:
            act(room, by_role[actor], name, user=str(other.public_id))
        assert refused.value.code == "protected"


def test_a_banned_moderator_keeps_no_order(room: Room, keeper: User, creator: User) -> None:
    act(room, creator, "ban", user=str(keeper.public_id), reason="Enough")
    with pytest.raises(Refused):
        act(room, keeper, "clear")
    standing = standings(room.channel, [keeper.pk])[keeper.pk]
    facts = you(standing, room)
    assert (facts["can_write"], facts["code"]) == (False, "banned")
    assert "Enough" in facts["why"]


def test_what_nobody_may(room: Room) -> None:
    facts = you(NOBODY, room)
    assert (facts["role"], facts["can_write"], facts["acts"]) == ("anonymous", False, [])
    assert facts["code"] == "sign-in"


ROOM = "/api/v1/chat/rooms/{room}"
CHANNEL = "/api/v1/chat/channels/creator"
# Who gets an answer: everybody who may watch, those who are signed in, those who keep order, the owner alone.
READS = {
    ROOM: "all",
    f"{ROOM}/entries": "all",
    f"{ROOM}/emotes": "all",
    f"{ROOM}/card?user=@creator": "viewer",
    f"{ROOM}/held": "moderator",
    f"{ROOM}/people": "viewer",
    f"{ROOM}/overlay": "owner",
    "/api/v1/chat/streams/{stream}/room": "all",
    CHANNEL: "moderator",
    f"{CHANNEL}/words": "moderator",
    f"{CHANNEL}/moderators": "moderator",
    f"{CHANNEL}/sanctions": "moderator",
    f"{CHANNEL}/log": "moderator",
    f"{CHANNEL}/emotes": "owner",
    f"{CHANNEL}/bots": "owner",
    f"{CHANNEL}/webhooks": "owner",
}
ORDER = ["anonymous", "viewer", "moderator", "owner"]


@pytest.mark.parametrize("address", sorted(READS))
def test_what_the_api_tells_whom(
    room: Room, by_role: dict[str, User], sign_in: Any, address: str
) -> None:
    least = READS[address]
    asked = address.format(room=room.public_id, stream=room.beside.public_id)
    for role in ORDER:
        client = Client() if role == "anonymous" else sign_in(by_role[role])
        status = client.get(asked).status_code
        allowed = least == "all" or ORDER.index(role) >= ORDER.index(least)
        assert status == (200 if allowed else 401 if role == "anonymous" else 403), role


@pytest.mark.parametrize("privacy", [Video.Privacy.PRIVATE, Video.Privacy.PASSWORD])
def test_a_room_beside_what_one_may_not_watch_is_not_there(
    room: Room, by_role: dict[str, User], sign_in: Any, privacy: str
) -> None:
    Stream.objects.filter(room=room).update(privacy=privacy)
    for role in ORDER:
        client = Client() if role == "anonymous" else sign_in(by_role[role])
        answers = {
            client.get(
                address.format(room=room.public_id, stream=room.beside.public_id)
            ).status_code
            for address in (ROOM, f"{ROOM}/entries", "/api/v1/chat/streams/{stream}/room")
        }
        assert answers == ({200} if role == "owner" else {404}), role


def test_others_channels_are_others(
    channel: Channel, stranger: User, sign_in: Any, room: Room
) -> None:
    client: Client = sign_in(stranger)
    refused = [
        client.patch(CHANNEL, {"beside_videos": True}, "application/json"),
        client.post(f"{CHANNEL}/bots", {"name": "Bot", "scopes": ["say"]}, "application/json"),
        client.post(f"{CHANNEL}/webhooks", {"url": "https://x.example", "kinds": ["message"]}, "application/json"),
        client.post(f"/api/v1/chat/rooms/{room.public_id}/overlay"),
    ]  # fmt: skip
    assert [answer.status_code for answer in refused] == [403] * 4
