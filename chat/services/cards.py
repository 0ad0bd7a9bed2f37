"""Showing somebody's card to somebody."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from chat.models import Room
from chat.queries.card import card
from chat.queries.people import find_person
from chat.queries.standing import standings
from chat.services.refusals import NotFound, too_fast
from core.ratelimit import Limit, hit

LIMIT = Limit("chat-card", 60, 60)


def show_card(*, room_id: int, viewer_id: int, named: str) -> dict[str, Any]:
    """The card of whoever is named. Raises `Refused`."""
    verdict = hit(LIMIT, f"user:{viewer_id}")
    if not verdict.allowed:
        raise too_fast(verdict.retry_after_s)
    room = Room.objects.select_related("channel").get(pk=room_id)
    pk = find_person(named)
    people = standings(room.channel, {viewer_id, *([pk] if pk else [])})
    about, viewer = people.get(pk) if pk else None, people.get(viewer_id)
    if about is None or viewer is None or not about.handle:
        raise NotFound(_("There is nobody of that name here."))
    return card(room, about, for_moderators=viewer.keeps_order)
