"""Every command that can be typed, and what comes of it."""

import uuid
from collections.abc import Callable

import pytest
from django.utils import translation

from accounts.models import User
from chat.models import BlockedWord, Entry, Moderator, Note, Poll, Profile, Room, Sanction
from chat.queries.people import find_person
from chat.services.commands import run_slash
from chat.services.refusals import Refused
from chat.services.saying import say
from chat.services.slash import SLASHES

pytestmark = pytest.mark.django_db


def typed(room: Room, user: User, text: str) -> str:
    return run_slash(room_id=room.pk, user_id=user.pk, text=text, client_id=uuid.uuid4().hex)


def refusal(room: Room, user: User, text: str) -> Refused:
    with pytest.raises(Refused) as refused:
        typed(room, user, text)
    return refused.value


def rule(name: str, value: object) -> Callable[[Room], bool]:
    return lambda room: bool(Room.objects.get(pk=room.pk).rules[name] == value)


def quiet(until: bool | None) -> Callable[[Room], bool]:
    """Somebody is timed out, banned, or (None) neither."""

    def look(room: Room) -> bool:
        found = Sanction.objects.in_force().filter(channel=room.channel).first()
        return (None if found is None else found.until is not None) is until

    return look


def states(*expected: str) -> Callable[[Room], bool]:
    """What has become of the two messages."""
    return lambda _room: (
        list(Entry.objects.said().order_by("pk").values_list("state", flat=True)[:2])
        == list(expected)
    )


def pinned(text: str | None) -> Callable[[Room], bool]:
    def look(room: Room) -> bool:
        kept = Room.objects.select_related("pinned").get(pk=room.pk).pinned
        return (kept.text if kept else None) == text

    return look


def word(kind: bool) -> Callable[[Room], bool]:
    return lambda room: (
        BlockedWord.objects.filter(channel=room.channel, pattern="bad word*").exists() is kind
    )


def keeps_order(expected: bool) -> Callable[[Room], bool]:
    return lambda room: (
        Moderator.objects.filter(user__email="talker@example.com").exists() is expected
    )


def poll(is_open: bool) -> Callable[[Room], bool]:
    return lambda room: Poll.objects.filter(room=room, closed_at=None).exists() is is_open


# What is typed before, what is typed, and what is so then. NAME is somebody who has said "first" and "second".
TABLE: list[tuple[list[str], str, Callable[[Room], bool]]] = [
    ([], "/timeout NAME 10m be nice", quiet(True)),
    ([], "/ban NAME that was bad", quiet(False)),
    (["/ban NAME"], "/unban NAME", quiet(None)),
    ([], "/delete NAME", states("shown", "removed")),
    (["/delete NAME"], "/delete NAME", states("removed", "removed")),
    ([], "/delete FIRST", states("removed", "shown")),
    ([], "/clear NAME", states("removed", "removed")),
    ([], "/clear", lambda room: Room.objects.get(pk=room.pk).cleared_seq > 0),
    ([], "/pin NAME", pinned("second")),
    ([], "/pin FIRST", pinned("first")),
    (["/pin NAME"], "/unpin", pinned(None)),
    ([], "/announce Hear hear", lambda _room: Entry.objects.filter(kind="announcement").exists()),
    ([], '/poll "Which one?" This That 2m', poll(True)),
    (["/poll Which? This That"], "/endpoll", poll(False)),
    ([], "/slow 30s", rule("slow_s", 30)),
    (["/slow 30s"], "/slow off", rule("slow_s", 0)),
    ([], "/followers 10m", rule("follower_age_s", 600)),
    ([], "/followers", rule("followers_only", True)),
    (["/followers"], "/followers off", rule("followers_only", False)),
    ([], "/emoteonly", rule("emote_only", True)),
    (["/emoteonly"], "/emoteonly off", rule("emote_only", False)),
    ([], "/unique on", rule("unique_only", True)),
    ([], "/readonly on", rule("read_only", True)),
    ([], "/links nobody", rule("links", "nobody")),
    ([], "/hold new", rule("hold", "new")),
    ([], "/raid off", rule("raid_guard", False)),
    (["/raid off"], "/raid on", rule("raid_guard", True)),
    ([], "/block bad word*", word(True)),
    (["/block bad word*"], "/unblock bad word*", word(False)),
    (
        [],
        "/note NAME an eye on them",
        lambda _room: Note.objects.filter(text="an eye on them").exists(),
    ),
    ([], "/mod NAME", keeps_order(True)),
    (["/mod NAME"], "/unmod NAME", keeps_order(False)),
]


@pytest.fixture
def fill_in(room: Room, talker: User) -> Callable[[str], str]:
    """Puts the person and their first message into what is typed."""
    said = [
        say(room=room, user=talker, text=text, client_id=uuid.uuid4().hex).id
        for text in ("first", "second")
    ]
    handle = Profile.objects.get(user=talker).handle
    assert find_person(f"@{handle}") == talker.pk
    return lambda text: text.replace("NAME", f"@{handle}").replace("FIRST", str(said[0]))


@pytest.mark.parametrize(("before", "text", "so"), TABLE, ids=[text for _b, text, _s in TABLE])
def test_each_command_does_what_it_says(
    room: Room, creator: User, fill_in: Callable[[str], str], before: list[str], text: str,
    so: Callable[[Room], bool],
) -> None:  # fmt: skip
    for each in before:
        typed(room, creator, fill_in(each))
    assert not so(room)
    assert typed(room, creator, fill_in(text))
    assert so(room)


def test_what_is_said_keeps_its_quotation_marks(
    room: Room, creator: User, talker: User, fill_in: Callable[[str], str]
) -> None:
    typed(room, creator, """/announce It's Bob's "big" day, see C:\\temp""")
    assert Entry.objects.get(kind="announcement").text == """It's Bob's "big" day, see C:\\temp"""
    typed(room, creator, fill_in("/ban NAME that's Bob's twin"))
    assert Sanction.objects.get().reason == "that's Bob's twin"
    assert "D'Arcy O'Neil" in typed(room, talker, "/name D'Arcy O'Neil")
    typed(room, creator, '/block "bad word"')
    assert BlockedWord.objects.get().pattern == "bad word"


@pytest.mark.parametrize(
    "text",
    ['/poll "What\'s it?" "This one" That\'s 2m', "/poll “What's it?” “This one” That's 2m"],
)
def test_answers_of_a_poll_stand_in_any_double_quotation_marks(
    room: Room, creator: User, text: str
) -> None:
    typed(room, creator, text)
    asked = Poll.objects.get()
    assert (asked.question, list(asked.options)) == ("What's it?", ["This one", "That's"])


def test_every_command_is_typed_and_for_whom_it_is(
    room: Room, talker: User, fill_in: Callable[[str], str]
) -> None:
    assert {text.split()[0] for _before, text, _so in TABLE} == {f"/{name}" for name in SLASHES}
    for name in SLASHES:
        assert refusal(room, talker, fill_in(f"/{name} NAME 1")).code == "no-command"


def test_a_name_without_a_message_and_what_is_written_wrongly(
    room: Room, keeper: User, talker: User, fill_in: Callable[[str], str]
) -> None:
    for text in ("/delete @nobody.here", "/pin @the.creator"):
        assert refusal(room, keeper, text).code == "not-found"
    typed(room, keeper, "/clear")
    assert refusal(room, keeper, fill_in("/pin NAME")).code == "not-found"
    for text in ("/delete", "/delete soon", "/pin", "/timeout NAME 99w", "/links somewhere"):
        refused = refusal(room, keeper, fill_in(text))
        assert refused.code == "usage"
        assert str(SLASHES[text.split()[0][1:]].usage) in str(refused.detail)


def test_how_a_command_is_written_is_told_in_ones_language(room: Room, keeper: User) -> None:
    marked = {name for name, each in SLASHES.items() if not isinstance(each.usage, str)}
    # Those that have words of a language in them; the others are typed as they stand.
    assert {"timeout", "ban", "delete", "pin", "announce", "poll", "block", "note", "mod"} <= marked
    with translation.override("ko"):
        assert "/unpin" in typed(room, keeper, "/help")
