"""Who is in a room, for those who may know."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from chat.adapters.here import HereUnknown, people_in
from chat.models import Room
from chat.queries.standing import Standing, standings
from chat.services.refusals import Refused, unavailable

# So many make a list that somebody reads; "few" ends here, and no answer is longer.
MOST = 500
MOST_ASKED = 10_000


@dataclass(frozen=True)
class Here:
    """The people of a room who are signed in: those who keep order first, then by name. `count` is all of them."""

    people: list[Standing]
    count: int


def who_is_here(*, room: Room, asker: Standing) -> Here:
    """Who is in `room`, as far as `asker` may know it. Raises `Refused`."""
    if not asker.keeps_order and room.people == Room.People.MODERATORS:
        raise Refused("people-hidden", _("Only moderators see who is in this chat."))
    try:
        ids = people_in(room.pk)
    except HereUnknown as error:
        raise unavailable() from error
    if not asker.keeps_order and room.people == Room.People.FEW and len(ids) > MOST:
        raise Refused("too-many-people", _("So many people are here that the list is not shown."))
    # Far more are not worth asking for: a list of thousands is read by nobody.
    known = standings(room.channel, sorted(ids)[:MOST_ASKED]).values()
    named = [each for each in known if each.is_active and each.name]
    named.sort(key=lambda each: (-each.rank, each.name.casefold(), each.pk))
    return Here(named[:MOST], len(ids))
