"""Drafts on their way into a locked room: each is judged, and stored if it may be said."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from chat.hub import Draft, Said, Signal
from chat.models import Entry, Room
from chat.queries.repeats import said_before
from chat.queries.standing import NOBODY, standings_in
from chat.queries.timeline import NO_CLOCK, clock_of
from chat.services import composing
from chat.services.appending import Telling, fact, place
from chat.services.flow import Flow, raid_begins
from chat.services.placing import at_premiere
from chat.services.refusals import NotFound, too_fast
from chat.services.verdicts import as_shown, judge
from core import ratelimit


class Batch:
    """See the module. Everything is read anew, inside the lock: what changed before holds for the very next message."""

    def __init__(
        self, telling: Telling, drafts: Sequence[Draft], limits: Sequence[ratelimit.Verdict]
    ) -> None:
        self.telling = telling
        self.drafts = drafts
        room = telling.room
        found = standings_in(room.channel_id, {draft.user_id for draft in drafts})
        self.people = [found.get(draft.user_id, NOBODY) for draft in drafts]
        self.verdicts = [
            judge(str(draft.payload["text"]), standing, room, telling.vocabulary)
            for draft, standing in zip(drafts, self.people, strict=True)
        ]
        for verdict, standing, limit in zip(self.verdicts, self.people, limits, strict=True):
            if not (limit.allowed or standing.keeps_order or verdict.refusal):
                verdict.refusal = too_fast(limit.retry_after_s)
        self.outcomes: list[Said | Exception | None] = [None] * len(drafts)
        self.clock = NO_CLOCK

    def store(self) -> list[Said | Exception]:
        """Store what may be said; an outcome for each draft."""
        telling, room = self.telling, self.telling.room
        self.clock = clock_of(room)
        self._said_before(room)
        rows: dict[int, Entry] = {}
        told: list[Entry] = []
        open_places = self._first_of_each()
        if raid_begins(room, [self.people[n] for n in open_places]):
            told.append(fact(room, Entry.Kind.RULES, None, "", rules=room.rules))
        flow = Flow(room, [self.people[n] for n in open_places])
        quotes = self._quotes(room, open_places)
        known = composing.known_handles(
            {handle for n in open_places for handle in self.verdicts[n].handles}
        )
        for n in open_places:
            refusal = self._refusal(n, flow, quotes)
            if refusal is not None:
                self.outcomes[n] = refusal
                continue
            rows[n] = self._row(n, room, known, quotes, first=flow.is_first(self.people[n]))
            if rows[n].state == Entry.State.SHOWN:
                told.append(rows[n])
        held = [row for row in rows.values() if row.state == Entry.State.HELD]
        place(telling, told, held)
        telling.signals += [
            Signal({"t": "held", "message": row.as_event(), "why": row.held_for}, "moderators")
            for row in held
        ]
        return self._all_outcomes(rows)

    def _said_before(self, room: Room) -> None:
        found = said_before(room.pk, {(draft.user_id, draft.client_id) for draft in self.drafts})
        for n, draft in enumerate(self.drafts):
            self.outcomes[n] = found.get((draft.user_id, draft.client_id))

    def _first_of_each(self) -> list[int]:
        """The drafts to store: one that was sent twice within a tick is one."""
        first: dict[tuple[int, str], int] = {}
        for n, draft in enumerate(self.drafts):
            if self.outcomes[n] is None:
                first.setdefault((draft.user_id, draft.client_id), n)
        return list(first.values())

    def _quotes(self, room: Room, places: Sequence[int]) -> Mapping[int, Entry]:
        wanted = (self.drafts[n].payload.get("reply") for n in places)
        ids = [int(each) for each in wanted if each is not None]
        if not ids:
            return {}
        rows = Entry.objects.said().visible().filter(room=room, pk__in=ids)
        return {row.pk: row for row in rows if row.seq is not None and row.seq >= room.cleared_seq}

    def _refusal(self, n: int, flow: Flow, quotes: Mapping[int, Entry]) -> Exception | None:
        verdict = self.verdicts[n]
        if verdict.refusal is not None:
            return verdict.refusal
        reply = self.drafts[n].payload.get("reply")
        if reply is not None and reply not in quotes:
            return NotFound(_("The message that you answer is not there any more."))
        return flow.refuse(self.people[n], verdict.text)

    def _row(
        self, n: int, room: Room, known: set[str], quotes: Mapping[int, Entry], *, first: bool
    ) -> Entry:
        draft, verdict, now = self.drafts[n], self.verdicts[n], timezone.now()
        held_for = verdict.held_for or ("first" if first else "")
        if (
            not held_for
            and room.under_raid
            and self.people[n].is_new
            and not self.people[n].keeps_order
        ):
            held_for = "raid"
        shown = as_shown(
            verdict,
            cid=draft.client_id,
            at=int(now.timestamp() * 1000),
            by=self.people[n].as_author(),
            known=known,
        )
        reply = draft.payload.get("reply")
        if reply is not None:
            shown["reply"] = composing.quoted(quotes[reply])
        broadcast_id, shown["offset_s"] = self._moment(room, draft.payload)
        return Entry(
            room=room,
            author_id=draft.user_id,
            client_id=draft.client_id,
            text=verdict.text,
            state=Entry.State.HELD if held_for else Entry.State.SHOWN,
            held_for=held_for,
            reply_to_id=reply,
            shown=shown,
            said_at=now,
            broadcast_id=broadcast_id,
            at_s=shown["offset_s"],
        )

    def _moment(self, room: Room, payload: Mapping[str, Any]) -> tuple[int | None, float | None]:
        """Which broadcast it is, and where that, or the video, stands."""
        at_s, video = payload.get("at_s"), room.video
        now_s = self.clock.offset_s()
        if video is None:
            return self.clock.broadcast_id, now_s
        if now_s is not None:
            return None, at_premiere(at_s, now_s)
        if at_s is None or video.is_announced:
            return None, None
        return None, round(min(float(at_s), video.duration_ms / 1000), 2)

    def _all_outcomes(self, rows: Mapping[int, Entry]) -> list[Said | Exception]:
        for n, row in rows.items():
            self.outcomes[n] = Said(row.pk, row.seq, row.state == Entry.State.HELD)
        by_name = {
            (draft.user_id, draft.client_id): outcome
            for draft, outcome in zip(self.drafts, self.outcomes, strict=True)
            if outcome is not None
        }
        return [by_name[draft.user_id, draft.client_id] for draft in self.drafts]
