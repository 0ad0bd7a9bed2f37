"""Messages that wait are found by whoever keeps order, whenever they come, and are dealt with one by one or all at once."""

import uuid
from typing import Any

import pytest

from accounts.models import User
from chat.models import BlockedWord, Entry, LogEntry, Room
from chat.protocol import acts
from chat.services.acts import perform
from chat.services.refusals import Refused
from chat.services.saying import say
from tests.chat.sockets import Party, chatting, in_database

HELD, REMOVED, SHOWN = Entry.State.HELD, Entry.State.REMOVED, Entry.State.SHOWN


@pytest.fixture(autouse=True)
def word(room: Room) -> None:
    """What has this word in it waits."""
    BlockedWord.objects.create(channel=room.channel, pattern="hmm", effect="hold")


def hold(room: Room, user: User, count: int) -> list[int]:
    """So many messages of theirs wait; their ids."""
    said = [say(room=room, user=user, text=f"hmm {n}", client_id=uuid.uuid4().hex) for n in range(count)]  # fmt: skip
    return [each.id for each in said]


def deny_all(room: Room, user: User, until: int | None = None) -> Any:
    act = acts.DenyAll(cid=uuid.uuid4().hex, until=until)
    return perform(room_id=room.pk, user_id=user.pk, act=act)


@pytest.mark.django_db
def test_what_waits_is_read_page_by_page_with_the_count_of_all(
    room: Room, talker: User, keeper: User, sign_in: Any
) -> None:
    ids = hold(room, talker, 5)
    client, address = sign_in(keeper), f"/api/v1/chat/rooms/{room.public_id}/held"
    first = client.get(f"{address}?limit=3").json()
    assert [each["message"]["id"] for each in first["items"]] == ids[:3]
    assert first["items"][0]["why"] == "word"
    assert (first["count"], first["newest"], first["next_after"]) == (5, ids[4], ids[2])
    rest = client.get(f"{address}?limit=3&after={first['next_after']}").json()
    assert [each["message"]["id"] for each in rest["items"]] == ids[3:]
    assert (rest["count"], rest["next_after"]) == (5, None)
    assert sign_in(talker).get(address).status_code == 403
    assert client.get(f"{address}?limit=0").status_code == 422


@pytest.mark.django_db
def test_all_that_wait_are_refused_by_one_act_with_one_line_in_the_log(
    room: Room, talker: User, listener: User, keeper: User
) -> None:
    ids = [*hold(room, talker, 2), *hold(room, listener, 2)]
    with pytest.raises(Refused):
        deny_all(room, talker)
    # What came after the last one that the moderator saw still waits.
    deny_all(room, keeper, until=ids[2])
    states = dict(Entry.objects.values_list("pk", "state"))
    assert [states[each] for each in ids] == [REMOVED, REMOVED, REMOVED, HELD]
    deny_all(room, keeper)
    with pytest.raises(Refused) as nothing:
        deny_all(room, keeper)
    assert nothing.value.code == "not-found"
    logged = LogEntry.objects.filter(action="deny_all").order_by("pk")
    assert [each.facts["count"] for each in logged] == [3, 1]
    assert set(Entry.objects.values_list("removed_by", flat=True)) == {keeper.pk}


@pytest.mark.django_db(transaction=True)
def test_whoever_keeps_order_hears_what_waits_no_longer(
    room: Room, talker: User, keeper: User
) -> None:
    async def scene(party: Party) -> None:
        one, order, nobody = (
            await party.come(talker), await party.come(keeper), await party.come()
        )  # fmt: skip
        waits = [(await one.say(f"hmm {n}"))["id"] for n in range(4)]
        await order.act("approve", id=waits[0])
        row = await in_database(lambda: Entry.objects.get(pk=waits[0]))
        assert (row.state, row.held_for) == (SHOWN, "")
        await order.act("deny_all", until=waits[1])
        # A ban takes away what waits of theirs, too.
        await order.act("ban", user=one.hello["you"]["id"])
        while len(told := [each for each in order.heard if each["t"] == "decided"]) < 3:
            await order.next()
        assert [(each["ids"], each["approved"]) for each in told] == [
            ([waits[0]], True), ([waits[1]], False), (waits[2:], False)
        ]  # fmt: skip
        await nobody.quiet()
        assert not any(each["t"] == "decided" for each in [*nobody.heard, *one.heard])

    chatting(room, scene)
