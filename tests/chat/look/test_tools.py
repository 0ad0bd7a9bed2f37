"""Emotes, bots and webhooks in the studio: whose they are, what comes twice, huge or hostile, and what is shown once."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from accounts.models import Channel, User
from chat.models import Bot, Delivery, Emote, Hook, Room
from chat.services.emotes import add_emote, decide_emote
from core.ratelimit import Limit
from tests.bomb import bomb
from tests.chat.look.studio import BOTS, EMOTES, HOOKS, text
from tests.chat.pictures import picture
from tests.factories import ChannelFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def emote(channel: Channel) -> Emote:
    """One that waits for staff."""
    return add_emote(channel=channel, user=channel.owner, code="otter", picture=picture())


def test_tools_are_their_owners_alone(
    sign_in: Any, owner: Client, emote: Emote, hook: Hook, keeper: User, talker: User, moderator: User
) -> None:  # fmt: skip
    owner.post(BOTS, {"name": "Helper", "scopes": ["say"]})
    delivery = Delivery.objects.create(hook=hook, body={}, state=Delivery.State.GIVEN_UP)
    bot = Bot.objects.get().user.public_id
    rows: dict[str, list[Any]] = {
        "studio-chat-emote-rename": ["otter"],
        "studio-chat-emote-remove": ["otter"],
        "studio-chat-bot-token": [bot],
        "studio-chat-bot-revoke": [bot],
        "studio-chat-hook-secret": [hook.public_id],
        "studio-chat-hook-switch": [hook.public_id],
        "studio-chat-hook-test": [hook.public_id],
        "studio-chat-hook-remove": [hook.public_id],
        "studio-chat-hook-again": [hook.public_id, delivery.public_id],
    }
    other = ChannelFactory(owner__email="other@example.com").owner
    everybody = [Client(), *(sign_in(user) for user in (keeper, talker, moderator, other))]
    before = [list(model.objects.values()) for model in (Emote, Bot, Hook, Delivery)]
    for client in everybody:
        signed_in = client is not everybody[0]
        for page in (EMOTES, BOTS, HOOKS):
            answer = client.get(page)
            assert answer.status_code == (200 if signed_in else 302)
            for secret in (">:otter:<", "Helper", hook.url):
                assert secret not in text(answer), page
        for name, args in rows.items():
            answer = client.post(reverse(name, args=args), {"code": "mine", "paused": "1"})
            assert answer.status_code == (404 if signed_in else 302), name
            assert signed_in or answer.headers["Location"].startswith("/accounts/login/")
    assert [list(model.objects.values()) for model in (Emote, Bot, Hook, Delivery)] == before
    # Whoever has no channel is told how to get one.
    assert "Create your channel" in text(everybody[2].get(EMOTES))
    assert owner.get(EMOTES).headers["Cache-Control"].count("no-store")


def test_emotes_are_uploaded_many_at_once_and_each_failure_is_named(owner: Client) -> None:
    broken = SimpleUploadedFile("broken<b>.png", b"\x89PNG\r\n\x1a\nno", "image/png")
    huge = SimpleUploadedFile("huge.png", b"x" * (1024**2 + 1), "image/png")
    vast = SimpleUploadedFile("vast.png", bomb(), "image/png")
    named = [picture("Happy-Otter.PNG"), picture("수달.png"), picture("happy otter.webp")]
    answer = owner.post(EMOTES, {"pictures": [*named, broken, huge, vast]})
    assert answer.status_code == 422
    said = text(answer)
    assert "broken&lt;b&gt;.png</bdi>: This is not a picture we can use." in said
    assert "huge.png</bdi>: The picture is larger than 1 MB." in said
    assert "vast.png</bdi>: The picture has too many pixels: at most 4 megapixels." in said
    codes = set(Emote.objects.values_list("code", flat=True))
    assert codes == {"Happy_Otter", "emote", "happy_otter"}
    assert "3 emotes uploaded" in said
    assert "3 of 60" in said
    # Again is another one, and nothing at all is explained.
    assert owner.post(EMOTES, {"pictures": [picture("happy otter.webp")]}).status_code == 302
    assert Emote.objects.filter(code="happy_otter_2").exists()
    assert "Choose at least one picture." in text(owner.post(EMOTES))
    assert "at most 15" in text(owner.post(EMOTES, {"pictures": [picture() for _n in range(16)]}))
    assert Emote.objects.count() == 4


def test_the_quota_holds(owner: Client, channel: Channel, monkeypatch: pytest.MonkeyPatch) -> None:
    for place in ("chat.services.emotes", "chat.views.studio.emotes"):
        monkeypatch.setattr(f"{place}.MOST_EMOTES", 2)
    answer = owner.post(EMOTES, {"pictures": [picture(f"e{n}.png") for n in range(3)]})
    assert "A channel has at most 60 emotes." in text(answer)
    assert Emote.objects.count() == 2
    assert "All 2 places are taken" in text(owner.get(EMOTES))


def test_a_renamed_emote_is_looked_at_again(
    owner: Client, emote: Emote, moderator: User, room: Room, client: Client
) -> None:
    usable = f"/api/v1/chat/rooms/{room.public_id}/emotes"
    address = reverse("studio-chat-emote-rename", args=["otter"])
    seen = Emote.objects.get()
    decide_emote(emote=emote, actor=moderator, approved=True)
    assert [each["code"] for each in client.get(usable).json()] == ["otter"]
    # As it is already: nothing changes.
    owner.post(address, {"code": ":otter:"})
    assert Emote.objects.get().state == "approved"
    for bad, sentence in (
        ("o t", "Use 2 to 24"), ("", "Give the emote a code."), ("x" * 500, "at most 26 characters"),
        ("<script>", "Use 2 to 24"), ("fuck", "cannot be had"),
    ):  # fmt: skip
        answer = owner.post(address, {"code": bad})
        assert answer.status_code == 422
        assert sentence in text(answer), bad
        assert "<script>" not in text(answer).split("<main")[1].split("</main")[0]
    add_emote(channel=emote.channel, user=moderator, code="taken", picture=picture())  # type: ignore[arg-type]
    taken = owner.post(address, {"code": "taken"})
    assert "This code is taken." in text(taken)
    assert 'value="taken"' in text(taken)
    assert owner.post(address, {"code": "otter2"}).status_code == 302
    assert client.get(usable).json() == []
    # Staff who looked at the old code approves nothing that they have not seen.
    assert not decide_emote(emote=seen, actor=moderator, approved=True)
    assert not Emote.objects.filter(state="approved").exists()


def test_staff_says_why_and_the_owner_reads_it(
    owner: Client, emote: Emote, moderator: User, sign_in: Any
) -> None:
    staff: Client = sign_in(moderator)
    admin = reverse("admin:chat_emote_changelist")
    chosen = {"action": "refuse", "_selected_action": [emote.pk]}
    assert "Refuse these emotes?" in text(staff.post(admin, chosen))
    assert Emote.objects.get().state == "waiting"
    staff.post(admin, chosen | {"reason": "<i>Somebody's</i> logo"})
    page = text(owner.get(EMOTES))
    assert "Refused" in page
    assert "&lt;i&gt;Somebody&#x27;s&lt;/i&gt; logo" in page
    assert admin not in page
    staff.post(admin, {"action": "approve", "_selected_action": [emote.pk]})
    assert (Emote.objects.get().state, Emote.objects.get().reason) == ("approved", "")
    # For staff with a channel, the state leads to where it is decided.
    User.objects.filter(channel=emote.channel).update(is_staff=True, is_superuser=True)
    assert f"{admin}?id__exact={emote.pk}" in text(owner.get(EMOTES))


def test_an_emote_is_removed_once_its_owner_has_said_yes(owner: Client, emote: Emote) -> None:
    address = reverse("studio-chat-emote-remove", args=["otter"])
    asked = text(owner.get(address))
    assert "Remove :otter:?" in asked
    assert Emote.objects.exists()
    assert owner.post(address).status_code == 302
    assert owner.post(address).status_code == 404
    assert "No emotes yet" in text(owner.get(EMOTES))


def test_a_bot_shows_its_token_once(owner: Client, room: Room) -> None:
    form = {"name": "Helper", "scopes": ["say", "read"]}
    made = owner.post(BOTS, form)
    assert made.status_code == 200
    token = made.context["token"]
    assert f">{token}<" in text(made)
    assert "no-store" in made.headers["Cache-Control"]
    assert token not in text(owner.get(BOTS))
    assert "never used" in text(owner.get(BOTS))
    app = Client(headers={"Authorization": f"Bearer {token}"})
    messages = f"/api/v1/chat/rooms/{room.public_id}/messages"
    body = {"cid": "a", "text": "Beep"}
    assert app.post(messages, body, "application/json").status_code == 200
    assert "last used" in text(owner.get(BOTS))
    # The form sent twice makes one bot, and keeps what was typed.
    twice = owner.post(BOTS, form | {"name": "helper"})
    assert twice.status_code == 422
    assert "You have a bot of this name." in text(twice)
    assert 'value="helper"' in text(twice)
    for bad, sentence in (
        ({"name": "", "scopes": ["say"]}, "Give the bot a name."),
        ({"name": "x" * 5000, "scopes": ["say"]}, "at most 30 characters"),
        ({"name": "Bo"}, "Choose what the bot may do."),
        ({"name": "Bo", "scopes": ["own"]}, "own is not one of the available choices"),
        ({"name": "\u200b\u200b\u200b", "scopes": ["say"]}, "2 to 30 characters"),
    ):
        answer = owner.post(BOTS, bad)
        assert (answer.status_code, sentence in text(answer)) == (422, True), bad
    assert Bot.objects.count() == 1

    bot = Bot.objects.get().user.public_id
    renew = reverse("studio-chat-bot-token", args=[bot])
    assert owner.get(renew).headers["Location"] == BOTS
    newer = owner.post(renew).context["token"]
    assert app.post(messages, body, "application/json").status_code == 401
    app = Client(headers={"Authorization": f"Bearer {newer}"})
    assert app.get(f"/api/v1/chat/rooms/{room.public_id}").status_code == 200
    revoke = reverse("studio-chat-bot-revoke", args=[bot])
    assert "Revoke Helper?" in text(owner.get(revoke))
    assert owner.post(revoke).status_code == 302
    assert owner.post(revoke).status_code == 404
    assert app.get(f"/api/v1/chat/rooms/{room.public_id}").status_code == 401
    assert "No bots yet" in text(owner.get(BOTS))
    # Its name is free again.
    assert owner.post(BOTS, form).status_code == 200


def test_what_costs_something_has_a_limit_that_says_when_to_come_back(
    owner: Client, hook: Hook, monkeypatch: pytest.MonkeyPatch
) -> None:
    test = reverse("studio-chat-hook-test", args=[hook.public_id])
    for _time in range(20):
        owner.post(test)
    assert "You are going too fast." in text(owner.post(test, follow=True))
    assert Delivery.objects.count() == 20
    for service, name in (("bots", "BOTS"), ("emotes", "EMOTES"), ("hooks", "HOOKS")):
        monkeypatch.setattr(f"chat.services.{service}.{name}", Limit(f"one-{name}", 1, 3600))
    asked = [
        (BOTS, lambda n: {"name": f"Bot {n}", "scopes": ["say"]}),
        (EMOTES, lambda n: {"pictures": [picture(f"e{n}.png")]}),
        (HOOKS, lambda n: {"url": f"{hook.url}{n}", "kinds": ["poll"]}),
    ]
    for page, form in asked:
        owner.post(page, form(1))
        refused = owner.post(page, form(2))
        assert (refused.status_code, "You are going too fast." in text(refused)) == (422, True), (
            page
        )
    assert (Bot.objects.count(), Emote.objects.count(), Hook.objects.count()) == (1, 1, 2)
