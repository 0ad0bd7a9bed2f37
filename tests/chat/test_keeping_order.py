"""What those who keep order do reaches every open socket at once."""

import json

import pytest

from accounts.models import User
from chat.models import BlockedWord, Entry, Moderator, Room, Sanction
from tests.chat.sockets import Party, chatting

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_ban_is_known_everywhere_at_once(
    room: Room, talker: User, keeper: User, stranger: User
) -> None:
    async def scene(party: Party) -> None:
        one, order, nobody = (
            await party.come(talker), await party.come(keeper), await party.come()
        )  # fmt: skip
        await one.say("Something bad")
        done = await order.act("ban", user=one.hello["you"]["id"], reason="That was bad")
        assert done["t"] == "ok"
        assert done["detail"].endswith("is banned.")
        removed = await nobody.until("removed")
        assert removed["user"] == one.hello["you"]["id"]
        rights = await one.until("you")
        assert (rights["can_write"], rights["code"]) == (False, "banned")
        assert "That was bad" in rights["why"]
        assert (await one.say("But…"))["code"] == "banned"
        assert (await order.act("unban", user=one.hello["you"]["id"]))["t"] == "ok"
        assert (await one.until("you"))["can_write"]
        assert (await one.say("Sorry"))["t"] == "ok"
        # Whoever comes later sees nothing of what is hidden.
        later = await party.come()
        assert (await later.next())["text"] == "Sorry"

    chatting(room, scene)
    assert Sanction.objects.get().lifted_at is not None


def test_deleting_pinning_clearing_and_rules(room: Room, talker: User, keeper: User) -> None:
    async def scene(party: Party) -> None:
        one, order = await party.come(talker), await party.come(keeper)
        said = [await one.say(f"Message {n}") for n in range(3)]
        await order.act("pin", id=said[0]["id"])
        assert (await one.until("pinned"))["message"]["text"] == "Message 0"
        assert (await party.come()).hello["room"]["pinned"]["id"] == said[0]["id"]
        await order.act("delete", ids=[said[0]["id"], said[1]["id"]])
        assert (await one.until("removed"))["ids"] == [said[0]["id"], said[1]["id"]]
        assert (await one.until("pinned"))["message"] is None
        await order.act("rules", rules={"slow_s": 30, "links": "nobody"})
        rules = (await one.until("rules"))["rules"]
        assert (rules["slow_s"], rules["links"]) == (30, "nobody")
        refused = await one.say("Too soon")
        assert (refused["code"], refused["detail"][:12]) == ("slow", "Slow mode is")
        assert 0 < refused["retry_s"] <= 30
        await order.act("clear")
        await one.until("cleared")
        fresh = await party.come()
        assert await fresh.quiet()
        back = await party.come(last=0)
        kinds = [(await back.next())["t"] for _n in range(7)]
        assert kinds == ["gone", "gone", "gone", "pinned", "removed", "pinned", "rules"]

    chatting(room, scene)


def test_held_messages_are_for_those_who_keep_order(room: Room, talker: User, keeper: User) -> None:
    BlockedWord.objects.create(channel=room.channel, pattern="hmm", effect="hold")

    async def scene(party: Party) -> None:
        one, order, nobody = (
            await party.come(talker), await party.come(keeper), await party.come()
        )  # fmt: skip
        answers = [await one.say("hmm one"), await one.say("hmm two")]
        assert [each["held"] for each in answers] == [True, True]
        assert answers[0]["detail"]
        held = await order.until("held")
        assert (held["message"]["text"], held["why"]) == ("hmm one", "word")
        await order.act("approve", id=held["message"]["id"])
        await order.act("deny", id=answers[1]["id"])
        assert (await nobody.until("message"))["text"] == "hmm one"
        assert await nobody.quiet()
        kinds = {each["t"] for each in nobody.heard}
        assert kinds.isdisjoint({"held", "decided"})
        assert (await order.act("approve", id=answers[1]["id"]))["code"] == "not-found"

    chatting(room, scene)
    assert list(Entry.objects.order_by("pk").values_list("state", flat=True)) == [
        "shown",
        "removed",
    ]


def test_a_new_moderator_may_at_once(room: Room, talker: User, creator: User) -> None:
    async def scene(party: Party) -> None:
        one, owner = await party.come(talker), await party.come(creator)
        assert (await one.act("clear"))["code"] == "forbidden"
        await owner.say("/mod @" + one.hello["you"]["handle"])
        rights = await one.until("you")
        assert (rights["role"], "clear" in rights["acts"]) == ("moderator", True)
        assert (await one.act("clear"))["t"] == "ok"
        await owner.act("unmoderator", user=rights["id"])
        assert (await one.until("you", role="viewer"))["acts"] == ["delete"]
        assert (await one.act("clear"))["code"] == "forbidden"

    chatting(room, scene)
    assert not Moderator.objects.exists()


def test_polls_with_results_as_they_come(room: Room, talker: User, keeper: User) -> None:
    async def scene(party: Party) -> None:
        one, order, nobody = (
            await party.come(talker), await party.come(keeper), await party.come()
        )  # fmt: skip
        await order.say('/poll "Tea or coffee?" Tea Coffee 1m')
        poll = (await one.until("poll"))["poll"]
        assert [each["text"] for each in poll["options"]] == ["Tea", "Coffee"]
        assert (await nobody.ask("vote", poll=poll["id"], option=0))["code"] == "sign-in"
        assert (await one.ask("vote", poll=poll["id"], option=5))["code"] == "not-found"
        assert (await one.ask("vote", poll=poll["id"], option=1))["t"] == "ok"
        assert (await one.ask("vote", poll=poll["id"], option=0))["code"] == "voted"
        assert (await order.ask("vote", poll=poll["id"], option=1))["t"] == "ok"
        assert (await nobody.until("votes", votes=[0, 2]))["poll"] == poll["id"]
        assert (await party.come(talker)).hello["room"]["poll"]["voted"] == 1
        await order.act("close_poll")
        closed = (await nobody.until("poll"))["poll"]
        assert (closed["closed"], [each["votes"] for each in closed["options"]]) == (True, [0, 2])
        assert (await one.ask("vote", poll=poll["id"], option=1))["code"] == "not-found"

    chatting(room, scene)


def test_cards_tell_those_who_keep_order_more(room: Room, talker: User, keeper: User) -> None:
    async def scene(party: Party) -> None:
        one, order = await party.come(talker), await party.come(keeper)
        first = await one.say("First")
        await one.say("Second")
        await order.act("delete", ids=[first["id"]])
        me = one.hello["you"]["id"]
        await order.act("note", user=me, text="Keep an eye on them")
        mine, theirs = await one.ask("card", user=me), await order.ask("card", user=me)
        assert [each["text"] for each in mine["messages"]] == ["Second"]
        assert (mine["notes"], mine["sanction"]) == ([], None)
        assert [each.get("removed", False) for each in theirs["messages"]] == [True, False]
        assert theirs["notes"][0]["text"] == "Keep an eye on them"
        assert (await one.ask("card", user="@nobody.here"))["code"] == "not-found"

    chatting(room, scene)


def test_commands_are_answered_to_their_author_alone(
    room: Room, talker: User, keeper: User
) -> None:
    async def scene(party: Party) -> None:
        one, order, nobody = (
            await party.come(talker), await party.come(keeper), await party.come()
        )  # fmt: skip
        short, long = (await one.say("/help"))["text"], (await order.say("/help"))["text"]
        assert "/timeout" not in short
        assert "/timeout @name 10m reason" in long
        assert (await one.say("/clear"))["code"] == "no-command"
        assert (await order.say("/slow soon"))["code"] == "usage"
        assert (await order.say("/slow 1m"))["t"] == "told"
        assert (await nobody.until("rules"))["rules"]["slow_s"] == 60
        assert "Quick Fox" in (await one.say("/name Quick Fox"))["text"]
        assert (await one.until("you"))["name"] == "Quick Fox"
        assert (await one.say("/name The Creator"))["code"] == "bad-name"
        told = await order.say(f"/timeout @{one.hello['you']['handle']} 2h 'be nice'")
        assert told["text"] == "Quick Fox cannot write for 2 hours."
        assert await nobody.quiet()
        assert {each["t"] for each in nobody.heard} <= {
            "hello",
            "rules",
            "removed",
            "pong",
            "viewers",
        }

    chatting(room, scene)


def test_each_hears_their_own_language(room: Room, talker: User, listener: User) -> None:
    User.objects.filter(pk=listener.pk).update(locale="ko")
    Room.objects.filter(pk=room.pk).update(read_only=True)

    async def scene(party: Party) -> None:
        one, other = await party.come(talker), await party.come(listener)
        korean = await party.come(accept_language="ko-KR,ko;q=0.9")
        assert (one.hello["you"]["locale"], korean.hello["you"]["locale"]) == ("en", "ko")
        assert (await one.say("x"))["detail"] == "Only moderators can write at the moment."
        assert other.hello["you"]["locale"] == "ko"

    chatting(room, scene)


def test_frames_hold_no_secrets(room: Room, talker: User) -> None:
    async def scene(party: Party) -> None:
        one = await party.come(talker)
        await one.say("Hello")
        text = json.dumps(one.heard)
        assert talker.email not in text
        assert "password" not in text

    chatting(room, scene)
