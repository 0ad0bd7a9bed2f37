"""What a message may be next to the messages before it: slow mode, repeats, first messages, raids. In the room's lock."""

from collections.abc import Collection
from datetime import datetime, timedelta
from math import ceil

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from chat.models import Entry, LogEntry, Room
from chat.queries.standing import NEW_FOR, Standing
from chat.services.filters.skeleton import plain
from chat.services.refusals import Refused, slow_mode

JUST_SAID = 100
RAID_OF = 12
RAID_WITHIN = timedelta(seconds=60)
RAID_LASTS = timedelta(minutes=10)


class Flow:
    """What was said before in a locked room, read once for a whole batch, and kept up with it."""

    def __init__(self, room: Room, authors: Collection[Standing]) -> None:
        self.room = room
        plain_authors = [each for each in authors if not each.keeps_order]
        ids = [each.user_id for each in plain_authors]
        self._last = self._last_said(ids) if room.slow_s and ids else {}
        self._just_said = self._texts() if room.unique_only and ids else set()
        self._known = self._have_written(ids) if room.hold == Room.Hold.NEW and ids else None

    def refuse(self, standing: Standing, text: str) -> Refused | None:
        """Why it cannot be said now; if it can, it has been said for those after it."""
        if standing.keeps_order:
            return None
        now = timezone.now()
        last = self._last.get(standing.user_id)
        if self.room.slow_s and last is not None:
            left = (last + timedelta(seconds=self.room.slow_s) - now).total_seconds()
            if left > 0:
                return slow_mode(ceil(left))
        if self.room.unique_only:
            if plain(text) in self._just_said:
                return Refused("not-unique", _("Somebody just said this. Say something else."))
            self._just_said.add(plain(text))
        if self.room.slow_s:
            self._last[standing.user_id] = now
        return None

    def is_first(self, standing: Standing) -> bool:
        """Whether the room holds first messages and this is one."""
        return (
            self._known is not None
            and not (standing.keeps_order or standing.is_bot)
            and standing.user_id not in self._known
        )

    def _last_said(self, ids: Collection[int | None]) -> dict[int | None, datetime]:
        since = timezone.now() - timedelta(seconds=self.room.slow_s)
        rows = Entry.objects.filter(
            room=self.room, author__in=ids, said_at__gt=since, kind=Entry.Kind.MESSAGE
        )
        return dict(rows.values_list("author").annotate(last=Max("said_at")))

    def _texts(self) -> set[str]:
        rows = Entry.objects.filter(room=self.room, seq__gt=self.room.seq - JUST_SAID)
        return {plain(text) for text in rows.visible().said().values_list("text", flat=True)}

    def _have_written(self, ids: Collection[int | None]) -> set[int | None]:
        rows = Entry.objects.filter(room__channel=self.room.channel_id, author__in=ids)
        return set(rows.said().visible().values_list("author", flat=True))


def raid_begins(room: Room, authors: Collection[Standing]) -> bool:
    """Whether so many new accounts write at once that the room guards itself from now on. The room is locked."""
    newcomers = {each.user_id for each in authors if each.is_new and not each.keeps_order}
    if not room.raid_guard or room.under_raid or not newcomers:
        return False
    now = timezone.now()
    before = Entry.objects.filter(
        room=room,
        seq__gt=room.seq - 500,
        said_at__gt=now - RAID_WITHIN,
        kind=Entry.Kind.MESSAGE,
        author__date_joined__gt=now - NEW_FOR,
        author__bot=None,
    )
    newcomers |= set(before.values_list("author", flat=True))
    if len(newcomers) < RAID_OF:
        return False
    room.raid_until = now + RAID_LASTS
    Room.objects.filter(pk=room.pk).update(raid_until=room.raid_until)
    LogEntry.objects.create(
        room=room, actor=None, action="raid", facts={"accounts": len(newcomers)}
    )
    return True
