"""Test mode and the recording: what nobody was shown is not in it, and its files go.

`Broadcast.hidden` has each time in test mode as `[from, to]`; None is the broadcast's beginning, or its end.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any

from django.utils import timezone

from core.adapters.object_store import object_store
from live.adapters.manifest import Manifest, RunLog, TrackLog
from live.models import Broadcast, Stream

SEGMENT = re.compile(r"(?P<track>[a-z0-9]{1,12})/seg_(?P<number>\d{5,9})\.m4s")
WHOLE = [[None, None]]


@dataclass(frozen=True)
class _Kept:
    """One segment that was shown: its place in the run, and how many hidden times were over when it began."""

    index: int
    at: datetime
    after: int


def note_test_mode(stream: Stream) -> None:
    """The stream has gone into test mode, or out of it: remember it of what is on air. The stream's row is locked."""
    broadcast = Broadcast.objects.filter(stream=stream, ended_at=None).first()
    if broadcast is None:
        return
    now = timezone.now().isoformat()
    hidden: list[list[Any]] = broadcast.hidden
    is_hidden = bool(hidden) and hidden[-1][1] is None
    if stream.is_test and not is_hidden:
        broadcast.hidden = [*hidden, [now, None]]
    elif is_hidden and not stream.is_test:
        broadcast.hidden = [*hidden[:-1], [hidden[-1][0], now]]
    broadcast.save(update_fields=["hidden"])


def shown_since(broadcast: Broadcast) -> str | None:
    """When the broadcast was last taken out of test mode; None when it never was, or is in it."""
    moment: str | None = broadcast.hidden[-1][1] if broadcast.hidden else None
    return moment


def only_shown(manifest: Manifest, hidden: Sequence[Sequence[Any]], began: datetime) -> Manifest:
    """The session without what was hidden, also by a moment. `began`: when it began, should the manifest not know.

    What is left of a life of the packager around a hidden time is two lives: players must not run on over the gap.
    """
    if not hidden:
        return manifest
    spans = [(_time(start), _time(end)) for start, end in hidden]
    tracks = {
        name: TrackLog(
            track.fps, [part for run in track.runs for part in _parts(run, spans, began)]
        )
        for name, track in manifest.tracks.items()
    }
    return Manifest(tracks, manifest.ended)


def remove_unlisted(folder: str, shown: Manifest) -> None:
    """Remove the segments in `folder` that are not in `shown`: their names could be guessed from the others'."""
    kept = {
        (name, number)
        for name, track in shown.tracks.items()
        for run in track.runs
        for number in range(run.first, run.first + len(run.lengths))
    }
    for key in list(object_store().list_prefix(folder)):
        found = SEGMENT.fullmatch(key.removeprefix(folder))
        if found and (found["track"], int(found["number"])) not in kept:
            object_store().delete(key)


def _time(told: str | None) -> datetime | None:
    return datetime.fromisoformat(told) if told else None


def _parts(
    run: RunLog, spans: Sequence[tuple[datetime | None, datetime | None]], began: datetime
) -> list[RunLog]:
    shown: list[_Kept] = []
    at = run.began or began
    for index, length in enumerate(run.lengths):
        end = at + timedelta(seconds=length)
        if not any((start is None or end > start) and (to is None or at < to) for start, to in spans):  # fmt: skip
            shown.append(_Kept(index, at, sum(to is not None and to <= at for _start, to in spans)))
        at = end
    parts = []
    for after, group in groupby(shown, key=lambda each: each.after):
        kept = list(group)
        first, last = kept[0].index, kept[-1].index + 1
        parts.append(
            RunLog(
                run=run.run * (len(spans) + 1) + after,
                init=run.init,
                first=run.first + first,
                at=kept[0].at.isoformat(timespec="milliseconds"),
                lengths=run.lengths[first:last],
                sizes=run.sizes[first:last],
            )
        )
    return parts
