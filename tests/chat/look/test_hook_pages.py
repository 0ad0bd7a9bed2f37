"""Webhooks in the studio: refused addresses, a secret shown once, tests and deliveries that are sent again."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from chat.models import Delivery, Hook, Room
from chat.services.hook_posts import deliver
from chat.services.saying import say
from core.signed_requests import is_signed
from tests.chat.look.studio import HOOKS, text

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("", "Give an address that begins with https://."),
        ("ftp://example.com/", "Give an address that begins with https://."),
        ("javascript:alert(1)", "Give an address that begins with https://."),
        ("http://[", "Give an address that begins with https://."),
        ("http://example.com:99999/", "Give an address that begins with https://."),
        ("http://exam\nple.com/", "Give an address that begins with https://."),
        ("https://" + "x" * 600, "at most 500 characters"),
        ("http://127.0.0.1/", "private network"),
        ("http://localhost:8000/", "private network"),
        ("http://[::1]/", "private network"),
        ("http://[::ffff:10.0.0.1]/", "private network"),
        ("http://169.254.169.254/latest/meta-data/", "private network"),
        ("http://2130706433/", "private network"),
        ("http://no such host/", "Give an address that begins with https://."),
    ],
)
def test_an_address_that_leads_nowhere_is_refused_at_its_field(
    owner: Client, url: str, sentence: str
) -> None:
    answer = owner.post(HOOKS, {"url": url, "kinds": ["poll"]})
    assert answer.status_code == 422
    [error] = answer.context["form"].errors["url"]
    assert sentence in error
    page = text(answer)
    assert 'id="id_url_error"' in page
    # What else was chosen stays.
    assert page.count(" checked") == 1
    assert not Hook.objects.exists()


def test_a_webhook_shows_its_secret_once(owner: Client, elsewhere: Any) -> None:
    form = {"url": f"http://127.0.0.1:{elsewhere.server_port}/a", "kinds": ["message", "poll"]}
    made = owner.post(HOOKS, form)
    secret = made.context["secret"]
    assert f">{secret}<" in text(made)
    assert secret not in text(owner.get(HOOKS))
    twice = owner.post(HOOKS, form)
    assert "You have a webhook to this address." in text(twice)
    assert "Choose which events to send." in text(owner.post(HOOKS, {"url": form["url"]}))
    hook = Hook.objects.get()
    renew = reverse("studio-chat-hook-secret", args=[hook.public_id])
    assert owner.get(renew).headers["Location"] == HOOKS
    newer = owner.post(renew).context["secret"]
    assert newer not in {secret, text(owner.get(HOOKS))}
    assert Hook.objects.get().secret == newer
    remove = reverse("studio-chat-hook-remove", args=[hook.public_id])
    assert hook.url in text(owner.get(remove))
    assert owner.post(remove).status_code == 302
    assert owner.post(remove).status_code == 404


def test_a_test_arrives_signed_and_its_answer_is_shown(
    owner: Client, hook: Hook, elsewhere: Any, django_capture_on_commit_callbacks: Any
) -> None:
    test = reverse("studio-chat-hook-test", args=[hook.public_id])
    elsewhere.answers = [500, 204]
    for _time in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            assert owner.post(test).headers["Location"] == f"{HOOKS}#{hook.public_id}"
    body, signed = elsewhere.heard[0]
    assert is_signed(body, signed, hook.secret)
    assert json.loads(body) | {"id": ""} == {"id": "", "test": True, "room": "", "events": []}
    page = text(owner.get(HOOKS))
    # A test is tried once: somebody looks on.
    assert page.index("answered 204") < page.index("answered 500")
    assert list(Delivery.objects.order_by("pk").values_list("state", "attempts")) == [
        ("given-up", 1),
        ("delivered", 1),
    ]
    # Sent again it is the same, under the same id.
    failed = Delivery.objects.earliest("pk")
    again = reverse("studio-chat-hook-again", args=[hook.public_id, failed.public_id])
    with django_capture_on_commit_callbacks(execute=True):
        owner.post(again)
    failed.refresh_from_db()
    assert (failed.state, failed.attempts) == ("delivered", 2)
    assert json.loads(elsewhere.heard[2][0]) == json.loads(body)


def test_what_waits_is_sent_now_but_not_twice(
    owner: Client, hook: Hook, elsewhere: Any, silent_queue: None
) -> None:
    delivery = Delivery.objects.create(hook=hook, body={"room": "r", "events": []})
    again = reverse("studio-chat-hook-again", args=[hook.public_id, delivery.public_id])
    assert "It is on its way already." in text(owner.post(again, follow=True))
    later = timezone.now() + timedelta(hours=8)
    Delivery.objects.update(due_at=later, attempts=6)
    assert "Send now" in text(owner.get(HOOKS))
    owner.post(again)
    owner.post(again)
    assert Delivery.objects.get().due_at <= timezone.now()
    deliver(delivery_id=delivery.pk)
    deliver(delivery_id=delivery.pk)
    assert len(elsewhere.heard) == 1
    assert reverse("studio-chat-hook-again", args=[hook.public_id, "nosuch"]) != again
    assert owner.post(reverse("studio-chat-hook-again", args=[hook.public_id, "x"])).status_code == 404  # fmt: skip


def test_a_paused_webhook_is_told_nothing_until_it_is_on_again(
    owner: Client, hook: Hook, room: Room, talker: User, elsewhere: Any, silent_queue: None
) -> None:
    waiting = Delivery.objects.create(hook=hook, body={"room": "r", "events": []})
    switch = reverse("studio-chat-hook-switch", args=[hook.public_id])
    for _time in range(2):
        owner.post(switch, {"paused": "1"})
    say(room=room, user=talker, text="Unheard", client_id="a")
    deliver(delivery_id=waiting.pk)
    assert (Delivery.objects.count(), elsewhere.heard) == (1, [])
    page = text(owner.get(HOOKS))
    assert "Paused" in page
    assert "Send a test" not in page
    test = owner.post(reverse("studio-chat-hook-test", args=[hook.public_id]), follow=True)
    assert "This webhook is off. Switch it on first." in text(test)
    owner.post(switch)
    say(room=room, user=talker, text="Heard", client_id="b")
    for delivery in Delivery.objects.order_by("pk"):
        deliver(delivery_id=delivery.pk)
    assert [len(json.loads(body)["events"]) for body, _signed in elsewhere.heard] == [0, 1]


def test_an_address_that_nobody_answers_at_is_switched_off_and_on_again(
    owner: Client, hook: Hook, elsewhere: Any, monkeypatch: pytest.MonkeyPatch, silent_queue: None
) -> None:
    monkeypatch.setattr("chat.services.hook_posts.MOST_FAILURES", 2)
    elsewhere.answers = [500] * 3
    for number in range(2):
        row = Delivery.objects.create(hook=hook, body={"events": []}, attempts=6 + number)
        deliver(delivery_id=row.pk)
    assert Hook.objects.get().disabled_at
    assert "Switched off by us" in text(owner.get(HOOKS))
    owner.post(reverse("studio-chat-hook-switch", args=[hook.public_id]))
    hook.refresh_from_db()
    assert hook.is_on
    # Old failures no longer count.
    row = Delivery.objects.create(hook=hook, body={"events": []}, attempts=6)
    deliver(delivery_id=row.pk)
    hook.refresh_from_db()
    assert hook.is_on
