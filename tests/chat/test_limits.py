"""What somebody asks of the site besides talking is counted in Redis: more sockets do not make it more."""

import pytest

from accounts.models import User
from chat.models import Room
from chat.services import acts
from chat.services.commands import run_slash
from chat.services.refusals import Refused
from core.ratelimit import Limit
from tests.chat.sockets import Party, chatting

FEW = Limit("chat-act-few", 4, 600)


@pytest.fixture(autouse=True)
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """So few that a test reaches them."""
    monkeypatch.setattr(acts, "LIMIT", FEW)


@pytest.mark.django_db
@pytest.mark.parametrize("text", ["/help", "/nonsense", "/slow 30s", "/slow soon", "/name"])
def test_each_command_counts_whatever_comes_of_it(room: Room, keeper: User, text: str) -> None:
    codes = []
    for n in range(6):
        try:
            run_slash(room_id=room.pk, user_id=keeper.pk, text=text, client_id=f"c{n}")
        except Refused as refused:
            codes.append(refused.code)
    assert codes.count("too-many-requests") == 2
    assert codes[-2:] == ["too-many-requests"] * 2


@pytest.mark.django_db(transaction=True)
def test_asking_for_ones_rights_counts_over_all_sockets(
    room: Room, talker: User, listener: User
) -> None:
    async def scene(party: Party) -> None:
        one, two = await party.come(talker), await party.come(talker)
        for each in (one, two, one, two):
            await each.send(do="you")
            await each.until("you")
        await two.send(do="you")
        refused = await two.until("no")
        assert (refused["cid"], refused["code"]) == ("", "too-many-requests")
        assert refused["retry_s"] > 0
        assert (await one.say("/help"))["code"] == "too-many-requests"
        # Talking, and others, are not touched by it.
        assert (await one.say("Hello"))["t"] == "ok"
        other = await party.come(listener)
        assert (await other.say("/help"))["t"] == "told"
        # Where nobody is signed in, the address is counted.
        first, second = await party.come(), await party.come()
        for each in (first, second, first, second):
            await each.send(do="you")
            await each.until("you")
        await first.send(do="you")
        assert (await first.until("no"))["code"] == "too-many-requests"

    chatting(room, scene)
