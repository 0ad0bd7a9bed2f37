"""One act on its way: who does it, in which locked room, against whom."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from chat.models import Entry, LogEntry, Room, Sanction
from chat.queries.people import find_person
from chat.queries.standing import NOBODY, Standing, standings
from chat.queries.timeline import Clock, clock_of
from chat.ranks import Rank
from chat.services.appending import Telling, fact, place, tell_people_after_commit
from chat.services.refusals import NotFound, Refused


@dataclass
class Scene:
    """See the module."""

    telling: Telling
    actor: Standing
    client_id: str

    @property
    def room(self) -> Room:
        """The room, locked."""
        return self.telling.room

    @property
    def clock(self) -> Clock:
        """The clock of what is on air beside the room."""
        return clock_of(self.room)

    def show(
        self,
        kind: str,
        about: Entry | None = None,
        *,
        broadcast_id: int | None = None,
        hidden_by: Sanction | None = None,
        **members: Any,
    ) -> Entry:
        """Put a fact among the room's entries; it repeats what `about` says, if anything, and goes blank with it."""
        entry = fact(self.room, kind, None, uuid.uuid4().hex, **members)
        entry.reply_to_id = about.pk if about else None
        entry.broadcast_id = broadcast_id
        entry.hidden_by = hidden_by
        place(self.telling, [entry])
        return entry

    def log(self, action: str, target: Standing | None = None, **facts: Any) -> None:
        """Write down what is done."""
        LogEntry.objects.create(
            room=self.room,
            actor_id=self.actor.user_id,
            action=action,
            target_id=target.user_id if target else None,
            facts=facts,
            client_id=self.client_id,
        )

    def person(self, named: str) -> Standing:
        """Somebody by id or @handle. Raises `NotFound`."""
        pk = find_person(named)
        found = standings(self.room.channel, [pk]).get(pk) if pk else None
        if found is None:
            raise NotFound(_("There is nobody of that name here."))
        return found

    def target(self, named: str) -> Standing:
        """Somebody by name whom the actor may act against. Raises `NotFound` and `Refused`."""
        found = self.person(named)
        if not may_act_against(self.actor, found):
            raise Refused("protected", _("You cannot do this to them."))
        return found

    def authors(self, entries: Iterable[Entry]) -> dict[int | None, Standing]:
        """Who wrote these."""
        ids = {entry.author_id for entry in entries} - {None}
        people: dict[int | None, Standing] = {None: NOBODY}
        people.update(standings(self.room.channel, [each for each in ids if each]).items())
        return people

    def rights_changed(self, person: Standing) -> None:
        """Have every socket of theirs told, in all rooms of the channel."""
        tell_people_after_commit({"rights": person.user_id, "channel": self.room.channel_id})


def may_act_against(actor: Standing, target: Standing) -> bool:
    """Those who keep order act against those below them: not each other, nobody against staff."""
    if actor.user_id == target.user_id or target.is_staff:
        return False
    if target.rank == Rank.OWNER:
        return actor.rank == Rank.STAFF
    return actor.rank > target.rank
