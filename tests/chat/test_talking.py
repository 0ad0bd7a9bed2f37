"""People in a room hear each other: once, in order, whatever connection breaks."""

import pytest

from accounts.models import User
from chat.models import Entry, Room
from tests.chat.sockets import Party, chatting, in_database, together

pytestmark = pytest.mark.django_db(transaction=True)


def test_what_one_says_all_hear(room: Room, talker: User, listener: User) -> None:
    async def scene(party: Party) -> None:
        one, other, nobody = (
            await party.come(talker), await party.come(listener), await party.come()
        )  # fmt: skip
        assert nobody.hello["you"]["role"] == "anonymous"
        answer = await one.say("Hello, @nobody!")
        assert answer["t"] == "ok"
        for each in (other, nobody):
            heard = await each.until("message")
            assert (heard["text"], heard["seq"], heard["id"]) == (
                "Hello, @nobody!",
                1,
                answer["id"],
            )
            assert heard["by"]["handle"].startswith("viewer~")
            assert heard["mentions"] == []

    chatting(room, scene)
    assert Entry.objects.get().text == "Hello, @nobody!"


def test_the_same_client_id_is_one_message(room: Room, talker: User, listener: User) -> None:
    async def scene(party: Party) -> None:
        one, other = await party.come(talker), await party.come(listener)
        for _again in range(2):
            await one.send(do="say", cid="twice", text="Once")
        first, second = await one.until("ok"), await one.until("ok")
        assert first["id"] == second["id"]
        # From another socket too, after a lost connection.
        again = await (await party.come(talker)).say("Once", cid="twice")
        assert again["id"] == first["id"]
        await one.say("Then")
        assert [(await other.until("message"))["text"] for _n in range(2)] == ["Once", "Then"]

    chatting(room, scene)
    assert Entry.objects.count() == 2


def test_who_comes_back_gets_exactly_what_was_missed(room: Room, talker: User) -> None:
    async def scene(party: Party) -> None:
        one = await party.come(talker)
        for n in range(5):
            await one.say(f"Before {n}")
        gone = await party.come()
        assert gone.hello["seq"] == 5
        assert [(await gone.next())["seq"] for _n in range(5)] == [1, 2, 3, 4, 5]
        await gone.leave()
        party.sockets.remove(gone)
        await one.act("delete", ids=[one.heard[-1]["id"]])
        await one.say("After")
        back = await party.come(last=3)
        missed = [await back.next() for _n in range(4)]
        assert [(each["t"], each["seq"]) for each in missed] == [
            ("message", 4), ("gone", 5), ("removed", 6), ("message", 7)
        ]  # fmt: skip
        assert await back.quiet()

    chatting(room, scene)


def test_whoever_was_away_for_long_begins_anew(room: Room, talker: User) -> None:
    Entry.objects.bulk_create(
        Entry(room=room, seq=n, client_id=str(n), author=talker, text=str(n), shown=_shown(n))
        for n in range(1, 1201)
    )
    Room.objects.filter(pk=room.pk).update(seq=1200)

    async def scene(party: Party) -> None:
        first = await party.come()
        assert [(await first.next())["seq"] for _n in range(100)] == list(range(1101, 1201))
        long = await party.come(last=10)
        assert long.hello["skipped"]
        assert [(await long.next())["seq"] for _n in range(500)] == list(range(701, 1201))
        # Beyond what the process remembers, but not too much.
        deep = await party.come(last=705)
        assert not deep.hello["skipped"]
        assert [(await deep.next())["seq"] for _n in range(495)] == list(range(706, 1201))
        unknown = await party.come(last=99_999)
        assert len([await unknown.next() for _n in range(100)]) == 100

    chatting(room, scene)


def test_many_who_talk_at_once_are_in_one_order(room: Room, creator: User, keeper: User) -> None:
    async def scene(party: Party) -> None:
        one, other, third = (
            await party.come(creator), await party.come(keeper), await party.come()
        )  # fmt: skip
        answers = await together(
            *(each.say(f"{n}") for n in range(1) for each in (one, other)),
        )
        assert {each["t"] for each in answers} == {"ok"}
        seqs = [(await third.until("message"))["seq"] for _n in range(2)]
        assert seqs == [1, 2]

    chatting(room, scene)
    assert [row.seq for row in Entry.objects.order_by("seq")] == [1, 2]


def test_replies_emotes_and_mentions(room: Room, talker: User, creator: User) -> None:
    async def scene(party: Party) -> None:
        one, other = await party.come(talker), await party.come(creator)
        first = await one.say("Hi @Creator and @nobody-here 🎉")
        heard = await other.until("message")
        assert heard["mentions"] == ["creator"]
        await other.say("Welcome", reply=first["id"])
        answer = await one.until("message", text="Welcome")
        assert answer["reply"] == {
            "id": first["id"],
            "name": heard["by"]["name"],
            "text": heard["text"],
        }
        assert answer["by"]["badges"] == ["owner"]
        assert (await one.say("What?", reply=2**62))["code"] == "not-found"
        room_now = await in_database(lambda: Room.objects.get(pk=room.pk))
        assert room_now.seq == 2

    chatting(room, scene)


def _shown(n: int) -> dict[str, object]:
    by = {"id": "x", "handle": "x", "name": "x", "avatar": "", "badges": [], "colour": 0}
    return {
        "cid": str(n), "at": n, "by": by, "text": str(n), "emotes": [], "mentions": [], "reply": None, "offset_s": None,
    }  # fmt: skip
