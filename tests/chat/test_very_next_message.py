"""What changes in the database, by whatever process and without a word to this one, holds for the very next message."""

from typing import Any

import pytest

from accounts.models import User
from chat.models import BlockedWord, Emote, Moderator, Profile, Room, Sanction
from chat.queries.standing import standings
from chat.ranks import Rank
from tests.chat.factories import verified
from tests.chat.sockets import Party, Talker, chatting, in_database


async def code(talker: Talker, text: str = "Hello") -> str:
    """The code of the refusal, or nothing when it was said."""
    return str((await talker.say(text)).get("code", ""))


@pytest.mark.django_db(transaction=True)
def test_bans_words_rules_names_and_accounts(room: Room, talker: User, keeper: User) -> None:
    async def scene(party: Party) -> None:
        one, order = await party.come(talker), await party.come(keeper)

        async def shown(text: str) -> dict[str, Any]:
            assert (await one.say(text))["t"] == "ok"
            return await order.until("message", text=text)

        assert (await shown("Hello"))["by"]["badges"] == []
        ban = await in_database(
            lambda: Sanction.objects.create(channel=room.channel, user=talker, reason="No")
        )
        assert await code(one) == "banned"
        await in_database(ban.delete)
        word = await in_database(
            lambda: BlockedWord.objects.create(channel=room.channel, pattern="spoiler")
        )
        assert await code(one, "a spoiler") == "blocked-word"
        await in_database(lambda: BlockedWord.objects.update(effect="hold"))
        assert (await one.say("a spoiler"))["held"]
        await in_database(word.delete)
        await shown("a spoiler")
        await in_database(lambda: Room.objects.filter(pk=room.pk).update(read_only=True))
        assert await code(one) == "read-only"
        await in_database(lambda: Moderator.objects.create(channel=room.channel, user=talker))
        assert (await shown("I keep order now"))["by"]["badges"] == ["moderator"]
        emote = {"code": "wave", "picture": "public/emotes/w.webp", "state": "approved"}
        await in_database(lambda: Emote.objects.create(channel=None, **emote))
        assert (await shown(":wave:"))["emotes"][0][2] == "wave"
        await in_database(lambda: Profile.objects.filter(user=talker).update(name="Quick Fox"))
        assert (await shown("Who am I?"))["by"]["name"] == "Quick Fox"
        await in_database(lambda: User.objects.filter(pk=talker.pk).update(is_active=False))
        assert await code(one) == "sign-in"
        await in_database(lambda: User.objects.get(pk=talker.pk).delete())
        assert await code(one) == "sign-in"

    chatting(room, scene)


@pytest.mark.django_db
def test_standings_of_everybody_in_one_query(
    room: Room, talker: User, keeper: User, moderator: User, django_assert_num_queries: Any
) -> None:
    new, owner = verified(), room.channel.owner
    ids = [each.pk for each in (talker, keeper, moderator, new, owner)]
    with django_assert_num_queries(1):
        found = standings(room.channel, [*ids, 2**40])
    assert set(found) == set(ids)
    ranks = [found[pk].rank for pk in ids]
    assert ranks == [Rank.VIEWER, Rank.MODERATOR, Rank.STAFF, Rank.VIEWER, Rank.OWNER]
    assert [found[pk].badges for pk in ids] == [[], ["moderator"], ["staff"], ["new"], ["owner"]]
    assert found[owner.pk].handle == room.channel.handle
    assert found[new.pk].verified
