"""Chat over HTTP: what bots and apps do, the replay beside a recording, emotes, webhooks."""

import json
import uuid
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from PIL import Image

from accounts.models import Channel, User
from accounts.services.deletion import erase_user
from accounts.services.export_contents import _exporters
from chat.models import Bot, Delivery, Emote, Entry, Hook, Profile, Room
from chat.services import hook_posts, hooks
from chat.services.emotes import decide_emote
from chat.services.polls import sweep_polls
from chat.services.saying import say
from core.signed_requests import is_signed
from live.models import Broadcast
from tests.chat.pictures import picture
from tests.chat.servers import listening
from tests.factories import VideoFactory
from videos.models import Video

pytestmark = pytest.mark.django_db


def post(client: Client, address: str, **body: Any) -> Any:
    return client.post(address, json.dumps(body), content_type="application/json")


def address(room: Room, rest: str = "") -> str:
    return f"/api/v1/chat/rooms/{room.public_id}{rest}"


def test_saying_reading_and_acting(room: Room, talker: User, keeper: User, sign_in: Any) -> None:
    one, order = sign_in(talker), sign_in(keeper)
    said = post(one, address(room, "/messages"), cid="a", text="Hello")
    again = post(one, address(room, "/messages"), cid="a", text="Hello")
    assert said.status_code == 200
    assert said.json() == again.json()
    assert "/help" in post(one, address(room, "/messages"), cid="b", text="/help").json()["told"]
    refused = post(one, address(room, "/acts"), act="clear", cid="c")
    assert (refused.status_code, refused.json()["code"]) == (403, "forbidden")
    done = post(order, address(room, "/acts"), act="delete", cid="d", ids=[said.json()["id"]])
    assert done.json() == {"detail": "Removed."}
    entries = Client().get(address(room, "/entries")).json()
    assert [each["t"] for each in entries["items"]] == ["gone", "removed"]
    after = Client().get(address(room, "/entries?after=0&limit=1")).json()
    assert ([each["seq"] for each in after["items"]], after["next_after"]) == ([1], 1)
    log = order.get(f"/api/v1/chat/channels/{room.channel.handle}/log").json()
    assert [each["action"] for each in log["items"]] == ["delete"]
    # What cannot be a name is nobody's.
    assert one.get(address(room, "/card?user=%00")).status_code == 422


def test_bots_do_what_their_token_says(room: Room, creator: User, sign_in: Any) -> None:
    owner: Client = sign_in(creator)
    bots = f"/api/v1/chat/channels/{room.channel.handle}/bots"
    made = post(owner, bots, name="Helper", scopes=["say"])
    assert made.status_code == 201
    token, bot = made.json()["token"], made.json()["id"]
    assert token not in json.dumps(owner.get(bots).json())
    assert Bot.objects.get().digest != token
    app = Client(headers={"Authorization": f"Bearer {token}"})
    assert post(app, address(room, "/messages"), cid="a", text="Beep").status_code == 200
    assert Entry.objects.get().shown["by"]["badges"] == ["bot"]
    assert post(app, address(room, "/acts"), act="clear", cid="b").status_code == 403
    # A bot owns nothing, and is let into other parts of the site as nobody.
    assert app.get(bots).status_code == 401
    newer = post(owner, f"{bots}/{bot}/token").json()["token"]
    assert post(app, address(room, "/messages"), cid="c", text="Beep").status_code == 401
    app = Client(headers={"Authorization": f"Bearer {newer}"})
    assert app.get(address(room)).status_code == 200
    assert owner.delete(f"{bots}/{bot}").status_code == 204
    assert app.get(address(room)).status_code == 401
    assert post(owner, bots, name="Helper", scopes=["everything"]).status_code == 422


def test_a_bot_is_of_one_channel(room: Room, creator: User, sign_in: Any) -> None:
    from tests.chat.factories import RoomFactory

    bots = f"/api/v1/chat/channels/{room.channel.handle}/bots"
    scopes = ["read", "say", "moderate"]
    token = post(sign_in(creator), bots, name="Keeper", scopes=scopes).json()["token"]
    app = Client(headers={"Authorization": f"Bearer {token}"})
    elsewhere = RoomFactory()
    assert post(app, address(room, "/acts"), act="clear", cid="a").status_code == 200
    assert post(app, address(elsewhere, "/acts"), act="clear", cid="a").status_code == 403
    assert post(app, address(elsewhere, "/messages"), cid="b", text="Hi").status_code == 403


def test_the_replay_follows_the_recording(room: Room, talker: User, channel: Channel) -> None:
    video = VideoFactory(channel=channel)
    broadcast = Broadcast.objects.create(stream_id=room.beside.pk, title="x", video=video)
    other = Broadcast.objects.create(stream_id=room.beside.pk, title="y", ended_at=timezone.now())
    for seq, (at_s, state, of) in enumerate(
        [(1, "shown", broadcast), (5, "shown", broadcast), (5, "removed", broadcast),
         (5, "shown", broadcast), (9, "shown", broadcast), (5, "shown", other)], start=1
    ):  # fmt: skip
        Entry.objects.create(
            room=room, seq=seq, client_id=str(seq), author=talker, text=str(seq), state=state, at_s=at_s,
            broadcast=of, shown={"text": str(seq), "at": 0},
        )  # fmt: skip
    Room.objects.filter(pk=room.pk).update(seq=6)
    replay = f"/api/v1/chat/videos/{video.public_id}/replay"

    def texts(query: str) -> list[str]:
        return [each["text"] for each in Client().get(f"{replay}?{query}").json()["messages"]]

    assert texts("from=0&to=9") == ["1", "2", "4"]
    assert texts("from=5&to=100") == ["2", "4", "5"]
    assert texts("from=5&after=2&to=100") == ["4", "5"]
    assert Client().get(f"{replay}?from=NaN").status_code == 422
    Video.objects.filter(pk=video.pk).update(privacy=Video.Privacy.PRIVATE)
    assert Client().get(replay).status_code == 404


def test_videos_have_a_room_when_their_owner_wants(channel: Channel, sign_in: Any) -> None:
    video = VideoFactory(channel=channel)
    owner: Client = sign_in(channel.owner)
    place = f"/api/v1/chat/videos/{video.public_id}/room"
    assert Client().get(place).status_code == 404
    assert owner.put(place, {"open": True}, "application/json").status_code == 200
    assert Client().get(place).status_code == 200
    assert owner.put(place, {"open": False}, "application/json").status_code == 200
    assert Client().get(place).status_code == 404
    other = VideoFactory(channel=channel)
    owner.patch(f"/api/v1/chat/channels/{channel.handle}", {"beside_videos": True}, "application/json")  # fmt: skip
    assert Client().get(f"/api/v1/chat/videos/{other.public_id}/room").status_code == 200
    # What was closed by hand stays closed.
    assert Client().get(place).status_code == 404


def test_emotes_wait_for_staff(room: Room, creator: User, moderator: User, sign_in: Any) -> None:
    owner: Client = sign_in(creator)
    mine = f"/api/v1/chat/channels/{room.channel.handle}/emotes"
    assert owner.post(mine, {"code": ":otter:", "picture": picture()}).status_code == 201
    assert owner.post(mine, {"code": "otter", "picture": picture()}).json()["code"] == "code-taken"
    assert owner.post(mine, {"code": "o t", "picture": picture()}).json()["code"] == "bad-code"
    broken = SimpleUploadedFile("x.png", b"\x89PNG\r\n\x1a\nno", "image/png")
    assert owner.post(mine, {"code": "bad", "picture": broken}).json()["code"] == "bad-picture"
    usable = address(room, "/emotes")
    assert Client().get(usable).json() == []
    emote = Emote.objects.get()
    with emote.picture.open() as file, Image.open(file) as kept:
        assert kept.size == (112, 112)
    decide_emote(emote=emote, actor=moderator, approved=True)
    [found] = Client().get(usable).json()
    assert found["code"] == "otter"
    shown: Any = Client().get(found["url"])
    assert b"".join(shown.streaming_content)[:4] == b"RIFF"
    assert owner.delete(f"{mine}/otter").status_code == 204


@pytest.fixture
def elsewhere() -> Iterator[Any]:
    with listening() as server:
        yield server


def test_webhooks_are_signed_and_tried_again(
    room: Room, talker: User, elsewhere: Any, settings: LazySettings, silent_queue: None
) -> None:
    settings.CHAT_HOOKS_INSIDE = True
    url = f"http://127.0.0.1:{elsewhere.server_port}/hook"
    hook = hooks.add_hook(channel=room.channel, url=url, kinds=["message"])
    say(room=room, user=talker, text="Hello", client_id=uuid.uuid4().hex)
    delivery = Delivery.objects.get()
    elsewhere.answers = [500, 200]
    hook_posts.deliver(delivery_id=delivery.pk)
    delivery.refresh_from_db()
    assert (delivery.state, delivery.answer, delivery.attempts) == ("waiting", "HTTP 500", 1)
    hook_posts.deliver(delivery_id=delivery.pk)  # not due yet
    assert len(elsewhere.heard) == 1
    Delivery.objects.update(due_at=timezone.now())
    for _again in range(2):
        hook_posts.deliver(delivery_id=delivery.pk)
    delivery.refresh_from_db()
    assert (delivery.state, len(elsewhere.heard)) == ("delivered", 2)
    body, signed = elsewhere.heard[1]
    assert is_signed(body, signed, hook.secret)
    assert json.loads(body)["events"][0]["text"] == "Hello"
    assert json.loads(body)["id"] == delivery.public_id


@pytest.mark.parametrize(
    "url",
    ["http://127.0.0.1:8000/", "http://localhost/", "http://[::1]/", "http://0.0.0.0/", "http://169.254.1.1/", "http://10.1.1.1/"],
)  # fmt: skip
def test_webhooks_lead_to_nothing_inside(room: Room, url: str) -> None:
    hook = Hook.objects.create(channel=room.channel, url=url, kinds=["message"])
    delivery = Delivery.objects.create(hook=hook, body={})
    hook_posts.deliver(delivery_id=delivery.pk)
    delivery.refresh_from_db()
    assert (delivery.state, delivery.answer) == ("given-up", "an address of a private network")


def test_polls_end_by_themselves(
    room: Room, keeper: User, sign_in: Any, django_capture_on_commit_callbacks: Any
) -> None:
    post(sign_in(keeper), address(room, "/acts"), act="poll", cid="a", question="Q?", options=["A", "B"])  # fmt: skip
    from chat.models import Poll

    Poll.objects.update(ends_at=timezone.now() - timedelta(seconds=1))
    sweep_polls()
    assert Poll.objects.get().closed_at is not None
    assert Entry.objects.latest("seq").shown["poll"]["closed"]


def test_leaving_takes_everything_along(room: Room, talker: User) -> None:
    say(room=room, user=talker, text="My secret", client_id="a")
    exported = _exporters["chat"](talker)
    assert exported["messages"][0]["text"] == "My secret"
    User.objects.filter(pk=talker.pk).update(leaving_at=timezone.now())
    erase_user(user_id=talker.pk)
    entry = Entry.objects.said().get()
    assert (entry.text, entry.shown, entry.state, entry.author) == ("", {}, "removed", None)
    assert not Profile.objects.exists()
    assert Client().get(address(room, "/entries")).json()["items"][0]["t"] == "gone"
