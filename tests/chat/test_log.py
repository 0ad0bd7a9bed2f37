"""What the log of a channel says of rules that were changed, and of what staff has done."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from accounts.models import User
from chat.models import LogEntry, Room, Sanction
from chat.protocol.acts import ChangeRules
from chat.queries.keeping import log_of, with_names
from chat.queries.log_words import details, sentence
from chat.services.acts import perform
from chat.services.staff import lift_sanctions
from tests.chat.recorded import name

pytestmark = pytest.mark.django_db


def logged(room: Room) -> list[tuple[str, str]]:
    acts = with_names(room.channel, list(log_of(room.channel)))
    return [(sentence(each), details(each)) for each in acts]


def test_the_log_says_which_rules_were_changed(room: Room, creator: User, sign_in: Any) -> None:
    rules: dict[str, Any] = {"slow_s": 30, "followers_only": True, "follower_age_s": 600, "links": "nobody"}  # fmt: skip
    act = ChangeRules.model_validate({"act": "rules", "cid": name(), "rules": rules})
    perform(room_id=room.pk, user_id=creator.pk, act=act)
    [(said, told)] = logged(room)
    assert said.endswith("changed the rules")
    assert set(told.split(" · ")) == {
        "slow mode, seconds: 0 → 30",
        "followers only: Off → On",
        "following for at least: Any time → 10 minutes",
        "links: Moderators may post links → Nobody may post links",
    }
    # Everything else that can be changed has its words too, and so has what is written of it no more.
    rest = {each: value for each, value in room.rules.items() if each not in {*rules, "raid_until"}}
    LogEntry.objects.update(facts={"before": {}, "after": rest})
    assert logged(room)[0][1].count("→") == len(rest) == 6
    LogEntry.objects.update(facts={})
    assert logged(room)[0][1] == ""
    LogEntry.objects.update(facts={"before": {"slow_s": 0}, "after": {"slow_s": 30}})
    page = sign_in(creator).get(reverse("studio-chat-room", args=[room.public_id]))
    assert "slow mode, seconds: 0 → 30" in page.content.decode()
    with translation.override("ko"):
        assert "→ 30" in logged(room)[0][1]


def test_a_ban_that_staff_lifts_is_in_the_log_once(
    room: Room, talker: User, listener: User, moderator: User, sign_in: Any
) -> None:
    for user, until in ((talker, None), (listener, timezone.now() - timedelta(hours=1))):
        Sanction.objects.create(channel=room.channel, user=user, until=until)
    client: Client = sign_in(moderator)
    ids = list(Sanction.objects.values_list("pk", flat=True))
    for _again in range(2):
        client.post(
            reverse("admin:chat_sanction_changelist"), {"action": "lift", "_selected_action": ids}
        )
    entry = LogEntry.objects.get()
    assert (entry.room, entry.actor, entry.action, entry.target) == (room, moderator, "unban", talker)  # fmt: skip
    [(said, _told)] = logged(room)
    assert said.endswith("write again")
    # Without a room left there is no log to read; who was banned may write elsewhere all the same.
    Sanction.objects.update(lifted_at=None)
    room.delete()
    assert lift_sanctions(sanctions=Sanction.objects.all(), actor=moderator) == 1
    assert not Sanction.objects.in_force().exists()


def test_staff_reads_the_log_in_words(
    room: Room, talker: User, creator: User, moderator: User, sign_in: Any
) -> None:
    LogEntry.objects.create(
        room=room, actor=creator, target=talker, action="timeout", facts={"seconds": 600}
    )
    raid = LogEntry.objects.create(room=room, action="raid")
    client: Client = sign_in(moderator)
    address = reverse("admin:chat_logentry_changelist")
    page = client.get(address).content.decode()
    assert f"{creator.email} timed out {talker.email}" in page
    assert "10 minutes" in page
    assert "… timed out …" in page
    assert (
        "Many new accounts wrote at once"
        in client.get(address, {"action": "raid"}).content.decode()
    )
    assert "timed out talker" not in client.get(address, {"action": "raid"}).content.decode()
    one = client.get(reverse("admin:chat_logentry_change", args=[raid.pk])).content.decode()
    assert "Many new accounts wrote at once" in one
