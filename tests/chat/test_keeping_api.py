"""By the JSON API: the rooms one keeps, and emotes that wait for staff."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import Channel, User
from chat.models import Emote, Moderator, Room
from tests.chat.factories import RoomFactory
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
ROOMS, EMOTES = "/api/v1/chat/rooms", "/api/v1/chat/emotes"
SignIn = Callable[[User], Client]


def post(client: Client, address: str, **body: Any) -> Any:
    return client.post(address, json.dumps(body), content_type="application/json")


def test_the_rooms_one_keeps(
    room: Room, keeper: User, creator: User, stranger: User, sign_in: SignIn
) -> None:
    RoomFactory()  # somebody else's
    assert Client().get(ROOMS).status_code == 401
    [mine] = sign_in(creator).get(ROOMS).json()["items"]
    assert (mine["id"], mine["beside"], mine["is_own"]) == (room.public_id, "stream", True)
    assert mine["title"] == room.title
    [kept] = sign_in(keeper).get(ROOMS).json()["items"]
    assert kept == mine | {"is_own": False}
    assert sign_in(stranger).get(ROOMS).json() == {"items": [], "next_cursor": None}
    Moderator.objects.all().delete()
    assert sign_in(keeper).get(ROOMS).json()["items"] == []


def test_more_rooms_ask_no_more_questions(room: Room, creator: User, sign_in: SignIn) -> None:
    me = sign_in(creator)

    def questions() -> int:
        with CaptureQueriesContext(connection) as queries:
            me.get(ROOMS)
        return len(queries)

    few = questions()
    more: list[Room] = [RoomFactory(stream__channel=creator.channel) for _ in range(5)]
    made = [room, *more]
    assert questions() == few <= 3
    first = me.get(f"{ROOMS}?limit=4").json()
    rest = me.get(f"{ROOMS}?limit=4&cursor={first['next_cursor']}").json()
    listed = [each["id"] for each in first["items"] + rest["items"]]
    assert listed == [each.public_id for each in reversed(made)]


@pytest.fixture
def emote(channel: Channel) -> Emote:
    """One that waits."""
    return Emote.objects.create(channel=channel, code="wave", picture="public/emotes/wave.webp")


@pytest.fixture
def staff(db: None) -> User:
    """Staff that may decide about emotes, and nothing else."""
    user: User = UserFactory(is_staff=True)
    user.user_permissions.add(Permission.objects.get(codename="change_emote"))
    return user


def test_staff_approves_and_refuses_what_it_looked_at(
    emote: Emote, staff: User, creator: User, sign_in: SignIn
) -> None:
    desk, own = sign_in(staff), "/api/v1/chat/channels/creator/emotes"
    [waiting] = desk.get(EMOTES).json()["items"]
    assert (waiting["code"], waiting["channel"], waiting["state"]) == ("wave", "creator", "waiting")
    one = f"{EMOTES}/{waiting['id']}"
    for _time in range(2):
        assert post(desk, f"{one}/approve", code="wave").json()["state"] == "approved"
    assert desk.get(EMOTES).json()["items"] == []
    assert len(desk.get(f"{EMOTES}?state=approved").json()["items"]) == 1
    assert desk.get(f"{EMOTES}?state=lost").status_code == 422

    assert post(desk, f"{one}/refuse", code="wave").status_code == 422
    assert post(desk, f"{one}/refuse", code="wave", reason=" ").status_code == 422
    refused = post(desk, f"{one}/refuse", code="wave", reason="Not yours").json()
    assert (refused["state"], refused["reason"]) == ("refused", "Not yours")
    assert sign_in(creator).get(own).json()[0]["reason"] == "Not yours"

    Emote.objects.update(code="other", state="waiting", reason="")
    late = post(desk, f"{one}/approve", code="wave")
    assert (late.status_code, late.json()["code"]) == (409, "changed")
    emote.refresh_from_db()
    assert emote.state == "waiting"
    assert post(desk, f"{EMOTES}/{'9' * 30}/approve", code="wave").status_code == 404


def test_nobody_else_decides(emote: Emote, creator: User, staff: User, sign_in: SignIn) -> None:
    one, body = f"{EMOTES}/{emote.pk}", {"code": "wave", "reason": "x"}
    plain, former = UserFactory(is_staff=True), staff
    User.objects.filter(pk=former.pk).update(is_staff=False)
    for client, status in (
        (Client(), 401),
        (sign_in(creator), 403),
        (sign_in(plain), 403),
        (sign_in(former), 403),
    ):
        assert client.get(EMOTES).status_code == status
        assert post(client, f"{one}/approve", **body).status_code == status
        assert post(client, f"{one}/refuse", **body).status_code == status
    emote.refresh_from_db()
    assert emote.state == "waiting"


def test_more_emotes_ask_no_more_questions(emote: Emote, staff: User, sign_in: SignIn) -> None:
    desk = sign_in(staff)

    def questions() -> int:
        with CaptureQueriesContext(connection) as queries:
            desk.get(EMOTES)
        return len(queries)

    few = questions()
    for number in range(5):
        Emote.objects.create(channel=emote.channel, code=f"more{number}", picture=emote.picture)
    assert questions() == few <= 5
