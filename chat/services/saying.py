"""Saying something in a room: judged, stored before anybody sees it, and once, however often it is sent."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from chat.hub import Appended, Draft, Said, Signal
from chat.models import Entry, Room
from chat.queries.standing import NOBODY, Standing, standings
from chat.queries.timeline import NO_CLOCK, broadcast_clock
from chat.services import composing
from chat.services.appending import Telling, fact, lock_room, place, tell_after_commit
from chat.services.flow import Flow, raid_begins
from chat.services.names import give_name
from chat.services.refusals import NotFound, too_fast
from chat.services.verdicts import Verdict, as_shown, judge
from chat.services.vocabulary import vocabulary_of
from core.ratelimit import hit_each, parse_limit

LIMIT = parse_limit("chat-say", settings.CHAT_RATE)


def say(
    *, room: Room, user: User, text: str, client_id: str, reply: int | None = None, at_s: float | None = None
) -> Said:  # fmt: skip
    """Say one thing, outside of a socket. Raises `Refused`."""
    give_name(user)
    draft = Draft(user.pk, client_id, {"text": text, "reply": reply, "at_s": at_s})
    appended = _append(room.pk, [draft], tell=True)
    outcome = appended.outcomes[0]
    if isinstance(outcome, Exception):
        raise outcome
    return outcome


def append(room_id: int, drafts: Sequence[Draft]) -> Appended:
    """Say all of these; for each what became of it. Whoever called tells every process."""
    return _append(room_id, drafts, tell=False)


def _append(room_id: int, drafts: Sequence[Draft], *, tell: bool) -> Appended:
    room = Room.objects.with_place().get(pk=room_id)
    people = standings(room.channel, {draft.user_id for draft in drafts})
    by_draft = [people.get(draft.user_id, NOBODY) for draft in drafts]
    vocabulary = vocabulary_of(room.channel_id)
    verdicts = [
        judge(str(draft.payload["text"]), standing, room, vocabulary)
        for draft, standing in zip(drafts, by_draft, strict=True)
    ]
    _limit(verdicts, by_draft)
    batch = _Batch(drafts, by_draft, verdicts)
    with transaction.atomic():
        telling = Telling(lock_room(room_id))
        outcomes = batch.store(telling)
        if tell:
            tell_after_commit(telling)
    return Appended(outcomes, telling.events, telling.signals)


def _limit(verdicts: Sequence[Verdict], people: Sequence[Standing]) -> None:
    counted = [n for n, each in enumerate(people) if each.user_id and not each.keeps_order]
    answers = hit_each(LIMIT, [f"user:{people[n].user_id}" for n in counted])
    for n, answer in zip(counted, answers, strict=True):
        if not answer.allowed and verdicts[n].refusal is None:
            verdicts[n].refusal = too_fast(answer.retry_after_s)


class _Batch:
    """Drafts on their way into a locked room."""

    def __init__(
        self, drafts: Sequence[Draft], people: Sequence[Standing], verdicts: Sequence[Verdict]
    ) -> None:
        self.drafts = drafts
        self.people = people
        self.verdicts = verdicts
        self.outcomes: list[Said | Exception | None] = [None] * len(drafts)
        self.clock = NO_CLOCK

    def store(self, telling: Telling) -> list[Said | Exception]:
        """Store what may be said; an outcome for each draft."""
        room = telling.room
        if room.stream_id is not None:
            self.clock = broadcast_clock(room.stream_id)
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
        Entry.objects.bulk_create(held)
        place(telling, told)
        telling.signals += [
            Signal({"t": "held", "message": row.as_event(), "why": row.held_for}, "moderators")
            for row in held
        ]
        return self._all_outcomes(rows)

    def _said_before(self, room: Room) -> None:
        found = {
            (row.author_id, row.client_id): row
            for row in Entry.objects.filter(
                room=room,
                author__in={draft.user_id for draft in self.drafts},
                client_id__in={draft.client_id for draft in self.drafts},
            )
        }
        for n, draft in enumerate(self.drafts):
            row = found.get((draft.user_id, draft.client_id))
            if row is not None:
                self.outcomes[n] = Said(row.pk, row.seq, row.state == Entry.State.HELD)

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
        if video is None:
            return self.clock.broadcast_id, self.clock.offset_s()
        if at_s is None:
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
