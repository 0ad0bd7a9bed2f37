"""Staff decides in the admin about messages that wait, and looks after what webhooks were sent."""

import uuid
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from chat.models import BlockedWord, Delivery, Entry, Hook, LogEntry, Room
from chat.services.saying import say
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
ENTRIES = "admin:chat_entry_changelist"
DELIVERIES = "admin:chat_delivery_changelist"


@pytest.fixture
def staff(moderator: User, sign_in: Any) -> Client:
    client: Client = sign_in(moderator)
    return client


@pytest.fixture
def waiting(room: Room, talker: User) -> list[int]:
    """Three messages wait; their ids."""
    BlockedWord.objects.create(channel=room.channel, pattern="hmm", effect="hold")
    said = [
        say(room=room, user=talker, text=f"hmm {n}", client_id=uuid.uuid4().hex) for n in range(3)
    ]
    return [each.id for each in said]


@pytest.fixture
def delivery(room: Room) -> Delivery:
    """One that nobody took."""
    hook = Hook.objects.create(channel=room.channel, url="https://otters.example/", kinds=["message"])  # fmt: skip
    body = {"room": room.public_id, "events": [{"t": "message", "text": "a secret otter"}]}
    return Delivery.objects.create(
        hook=hook, body=body, state="given-up", attempts=7, answer="HTTP 500"
    )


def act(client: Client, listed: str, action: str, *ids: int) -> str:
    sent = {"action": action, "_selected_action": ids}
    return str(client.post(reverse(listed), sent, follow=True).text)


def states() -> dict[int, str]:
    return dict(Entry.objects.said().values_list("pk", "state"))


def test_what_waits_is_shown_or_refused(staff: Client, moderator: User, waiting: list[int]) -> None:
    with CaptureQueriesContext(connection) as asked:
        listed = staff.get(reverse(ENTRIES), {"state__exact": "held"}).text
    assert "It has a word that this channel holds back." in listed
    # Millions of messages are not looked through for what a filter may offer.
    assert "Many new accounts write at once." in listed
    assert not any("DISTINCT" in query["sql"] for query in asked)
    assert "1 message is shown now." in act(staff, ENTRIES, "approve", waiting[0])
    assert "2 messages refused." in act(staff, ENTRIES, "refuse", *waiting[1:])
    assert [states()[each] for each in waiting] == ["shown", "removed", "removed"]
    # The channel's own moderators read it in their log, staff among the row's changes.
    logged = LogEntry.objects.order_by("pk").values_list("action", "actor")
    assert list(logged) == [("approve", moderator.pk), ("deny", moderator.pk), ("deny", moderator.pk)]  # fmt: skip
    history = staff.get(reverse("admin:chat_entry_history", args=[waiting[1]])).text
    assert "Refused" in history
    # Once more changes nothing.
    assert "There was nothing to change." in act(staff, ENTRIES, "refuse", waiting[0])
    assert LogEntry.objects.count() == 3


def test_what_waits_is_said_on_the_first_page(
    staff: Client, sign_in: Any, waiting: list[int]
) -> None:
    index = reverse("admin:index")
    page = staff.get(index)
    [told] = page.context["waits"]
    assert (str(told["words"]), told["count"]) == ("Chat messages that are held back", "3")
    listed = staff.get(told["address"]).context["cl"]
    assert {entry.pk for entry in listed.result_list} == set(waiting)
    act(staff, ENTRIES, "refuse", *waiting)
    assert "Waiting for you" not in staff.get(index).text
    Entry.objects.update(state="held")
    looker = UserFactory(is_staff=True)
    looker.user_permissions.add(Permission.objects.get(codename="view_video"))
    assert sign_in(looker).get(index).context["waits"] == []


def test_whoever_may_only_look_decides_nothing(sign_in: Any, waiting: list[int]) -> None:
    looker = UserFactory(is_staff=True)
    looker.user_permissions.add(Permission.objects.get(codename="view_entry"))
    client = sign_in(looker)
    assert 'value="approve"' not in client.get(reverse(ENTRIES)).text
    act(client, ENTRIES, "approve", waiting[0])
    assert states()[waiting[0]] == "held"


def test_deliveries_are_seen_and_sent_again(
    staff: Client, delivery: Delivery, silent_queue: Any
) -> None:
    address = reverse("admin:chat_delivery_change", args=[delivery.pk])
    for page in (reverse(DELIVERIES), address):
        text = staff.get(page).text
        assert "Given up" in text
        assert "answered 500" in text
        assert "1 event" in text
        assert "secret otter" not in text
    hook = reverse("admin:chat_hook_change", args=[delivery.hook_id])
    leads = f"{reverse(DELIVERIES)}?hook__id__exact={delivery.hook_id}"
    assert leads in staff.get(hook).text
    assert len(staff.get(leads).context["cl"].result_list) == 1
    assert "1 delivery is on its way again." in act(staff, DELIVERIES, "send_again", delivery.pk)
    delivery.refresh_from_db()
    assert delivery.state == Delivery.State.WAITING
    assert "Sent again." in staff.get(reverse("admin:chat_delivery_history", args=[delivery.pk])).text  # fmt: skip
    assert "It is on its way already." in act(staff, DELIVERIES, "send_again", delivery.pk)
