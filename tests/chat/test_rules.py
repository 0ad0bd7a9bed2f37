"""What may be said, by the room's rules: judged where it is stored, whoever says it."""

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.conf import LazySettings
from django.utils import timezone, translation

from accounts.models import Follow, User
from chat.models import BlockedWord, Emote, Entry, LogEntry, Moderator, Room, Sanction
from chat.services.bots import make_bot
from chat.services.refusals import Refused
from chat.services.saying import say
from tests.chat.factories import verified
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def said(room: Room, user: User, text: str, **more: Any) -> Entry:
    outcome = say(room=room, user=user, text=text, client_id=uuid.uuid4().hex, **more)
    return Entry.objects.get(pk=outcome.id)


def refusal(room: Room, user: User, text: str = "Hello") -> str:
    with pytest.raises(Refused) as refused:
        said(room, user, text)
    assert str(refused.value.detail)
    return refused.value.code


def rule(room: Room, **rules: Any) -> None:
    Room.objects.filter(pk=room.pk).update(**rules)


def test_who_may_write_at_all(room: Room, talker: User) -> None:
    unverified = UserFactory()
    assert refusal(room, unverified) == "unverified"
    Sanction.objects.create(channel=room.channel, user=talker, reason="Spam")
    assert refusal(room, talker) == "banned"
    Sanction.objects.update(until=timezone.now() + timedelta(minutes=5))
    with pytest.raises(Refused) as refused, translation.override("ko"):
        said(room, talker, "Hello")
    assert refused.value.code == "timeout"
    with translation.override("ko"):
        assert str(refused.value.detail).endswith("사유: Spam")
    assert 290 < (refused.value.retry_after_s or 0) <= 300
    Sanction.objects.update(until=timezone.now() - timedelta(seconds=1))
    assert said(room, talker, "Hello").seq == 1
    User.objects.filter(pk=talker.pk).update(is_active=False)
    assert refusal(room, talker) == "sign-in"


def test_read_only_followers_and_their_age(room: Room, talker: User, keeper: User) -> None:
    rule(room, read_only=True)
    assert refusal(room, talker) == "read-only"
    assert said(room, keeper, "Order!").seq == 1
    rule(room, read_only=False, followers_only=True, follower_age=timedelta(minutes=10))
    assert refusal(room, talker) == "followers-only"
    follow = Follow.objects.create(user=talker, channel=room.channel)
    assert refusal(room, talker) == "followers-only"
    Follow.objects.filter(pk=follow.pk).update(created_at=timezone.now() - timedelta(minutes=11))
    assert said(room, talker, "At last").seq == 2


def test_slow_mode_counts_each_person(
    room: Room, talker: User, listener: User, keeper: User
) -> None:
    rule(room, slow_s=60)
    said(room, talker, "One")
    assert refusal(room, talker, "Two") == "slow"
    said(room, listener, "One too")
    for _n in range(2):
        said(room, keeper, "As often as it takes")
    Entry.objects.filter(author=talker).update(said_at=timezone.now() - timedelta(seconds=61))
    assert said(room, talker, "Two").text == "Two"


def test_unique_links_and_emotes_only(room: Room, talker: User, listener: User) -> None:
    rule(room, unique_only=True)
    said(room, talker, "First!")
    assert refusal(room, listener, "  fìrst! ") == "not-unique"
    rule(room, unique_only=False)
    assert refusal(room, talker, "see example.com") == "links"
    rule(room, links=Room.Links.EVERYBODY)
    said(room, talker, "see example.com")
    Emote.objects.create(
        channel=room.channel, code="wave", picture="public/emotes/w.webp", state="approved"
    )
    Emote.objects.create(channel=room.channel, code="later", picture="public/emotes/l.webp")
    rule(room, emote_only=True)
    assert refusal(room, talker, ":wave: hello") == "emote-only"
    assert refusal(room, talker, ":later:") == "emote-only"
    for emoji in ("1️⃣ *️⃣", "⁉️ ‼️", "↔️", "◾", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "👨‍👩‍👧 ❤️ 🇰🇷"):
        assert said(room, listener, emoji).state == "shown", emoji
    for text in ("1 * #", "(", "+", "↔ to"):
        assert refusal(room, listener, text) == "emote-only", text
    shown = said(room, talker, "🎉 :wave: 👍🏽").shown
    # In UTF-16 code units, as browsers count: the first emoji is two of them.
    assert shown["emotes"] == [[3, 9, "wave", "/media/public/emotes/w.webp"]]


def test_words_of_the_channel(room: Room, talker: User, keeper: User) -> None:
    BlockedWord.objects.create(channel=room.channel, pattern="spoil*")
    BlockedWord.objects.create(channel=room.channel, pattern="ending", effect="hold")
    BlockedWord.objects.create(channel=room.channel, kind="regex", pattern=r"\bx{5,}\b")
    for text in ("SPOILER", "s.p.o.i.l", "ѕроіler", "ｓｐｏｉｌ", "sp0iled", "XXXXXX"):
        assert refusal(room, talker, text) == "blocked-word", text
    waiting = said(room, talker, "What an ending")
    assert (waiting.state, waiting.seq, waiting.held_for) == ("held", None, "word")
    assert said(room, keeper, "spoiler").seq == 1
    assert said(room, talker, "Despoil the soil").seq == 2


@pytest.mark.parametrize(
    ("hold", "text", "waits"),
    [
        ("off", "fuck", False), ("some", "fuck", True), ("some", "f.u.c.k", True), ("some", "시1발", True),
        ("some", "stupid", False), ("more", "stupid", True), ("some", "Scunthorpe", False), ("new", "Hello", True),
    ],
)  # fmt: skip
def test_what_waits_for_a_moderator(
    room: Room, talker: User, hold: str, text: str, waits: bool
) -> None:
    rule(room, hold=hold)
    assert (said(room, talker, text).state == "held") is waits


def test_only_the_first_message_of_somebody_new_waits(room: Room, talker: User) -> None:
    rule(room, hold=Room.Hold.NEW)
    first = said(room, talker, "Hello")
    Entry.objects.filter(pk=first.pk).update(state="shown", seq=1)
    rule(room, seq=1)
    assert said(room, talker, "Again").state == "shown"


def test_many_new_accounts_at_once_are_a_raid(
    room: Room, talker: User, settings: LazySettings
) -> None:
    newcomers = [verified() for _n in range(14)]
    states = [said(room, each, f"We are many {n}").state for n, each in enumerate(newcomers)]
    assert states[:11] == ["shown"] * 11
    assert states[11:] == ["held"] * 3
    assert said(room, talker, "What is going on?").state == "shown"
    bot, _token = make_bot(channel=room.channel, name="Helper", scopes=["say"])
    assert said(room, bot.user, "Do not worry").state == "shown"
    assert LogEntry.objects.get().action == "raid"
    assert Entry.objects.get(kind="rules").shown["rules"]["raid_until"]


def test_a_young_bot_of_the_channel_is_no_stranger(room: Room) -> None:
    rule(room, hold=Room.Hold.NEW)
    bot, _token = make_bot(channel=room.channel, name="Helper", scopes=["say"])
    first = said(room, bot.user, "Welcome!")
    assert (first.state, first.shown["by"]["badges"]) == ("shown", ["bot"])
    rule(room, hold=Room.Hold.OFF)
    for n in range(11):
        said(room, verified(), f"Hello {n}")
    said(room, bot.user, "That were eleven")
    assert not LogEntry.objects.filter(action="raid").exists()


def test_too_much_of_one_person(room: Room, talker: User, keeper: User) -> None:
    for n in range(20):
        said(room, talker, f"{n}")
    assert refusal(room, talker) == "too-many-requests"
    for n in range(25):
        said(room, keeper, f"{n}")


@pytest.mark.parametrize(
    "text", ["", "   ", "\u200b\u200d\ufeff", "\u3164\u3164", "\u202e\u2066", "\x00\ud800"]
)
def test_nothing_to_see_is_nothing(room: Room, talker: User, text: str) -> None:
    assert refusal(room, talker, text) == "empty"


def test_what_is_kept_turns_and_hides_nothing(room: Room, talker: User) -> None:
    assert said(room, talker, "a\u202eb\u200bc\x00 \n d\ud800").text == "abc d"
    assert said(room, talker, "שלום עולם").text == "שלום עולם"
    assert said(room, talker, "👨‍👩‍👧 ❤️").text == "👨‍👩‍👧 ❤️"
    assert len(said(room, talker, "Z" + "\u0350" * 100).text) == 4
    assert said(room, talker, "<b>*x*</b>").text == "<b>*x*</b>"
    assert refusal(room, talker, "x" * 501) == "too-long"


def test_offsets_follow_the_recording(room: Room, talker: User) -> None:
    from live.models import Broadcast, PublishSession

    assert said(room, talker, "Nothing is on").at_s is None
    now = timezone.now()
    broadcast = Broadcast.objects.create(stream_id=room.beside.pk, title="Tonight")
    for number, (since, until) in enumerate([(300, 200), (100, None)]):
        session = PublishSession.objects.create(
            broadcast=broadcast, engine="x", engine_session=str(number), node="n", number=number,
            heard_at=now, playable_at=now, ended_at=now - timedelta(seconds=until) if until else None,
        )  # fmt: skip
        PublishSession.objects.filter(pk=session.pk).update(began_at=now - timedelta(seconds=since))
    row = said(room, talker, "Two hundred seconds of recording")
    assert row.broadcast == broadcast
    assert 200 <= (row.at_s or 0) < 260


def test_a_moderator_of_another_channel_is_a_viewer_here(room: Room, talker: User) -> None:
    from tests.factories import ChannelFactory

    Moderator.objects.create(channel=ChannelFactory(), user=talker)
    rule(room, read_only=True)
    assert refusal(room, talker) == "read-only"
