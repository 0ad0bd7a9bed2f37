"""Choosing what one is called: not without end, and not by a bot."""

import pytest

from accounts.models import User
from chat.models import Profile, Room
from chat.services.bots import make_bot
from chat.services.commands import run_slash
from chat.services.refusals import Refused

pytestmark = pytest.mark.django_db


def test_a_name_is_not_changed_without_end(room: Room, talker: User) -> None:
    for n in range(10):
        run_slash(room_id=room.pk, user_id=talker.pk, text=f"/name Otter {n}", client_id=f"n{n}")
    with pytest.raises(Refused) as refused:
        run_slash(room_id=room.pk, user_id=talker.pk, text="/nick Otter", client_id="again")
    assert refused.value.status == 429
    assert Profile.objects.get(user=talker).name == "Otter 9"


def test_a_bot_is_called_as_its_owner_wants(room: Room) -> None:
    bot, _token = make_bot(channel=room.channel, name="Helper", scopes=["read", "say"])
    with pytest.raises(Refused):
        run_slash(room_id=room.pk, user_id=bot.user_id, text="/name Owner", client_id="x")
    assert Profile.objects.get(user=bot.user_id).name == "Helper"
