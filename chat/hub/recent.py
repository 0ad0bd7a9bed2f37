"""The newest entries of a room, encoded, so that joining and coming back cost no query."""

import json
from collections import deque
from collections.abc import Collection, Iterable
from typing import Any

from chat.hub.contract import Entry

KEPT = 600
MOST_MISSED = 500
FIRST_SIGHT = 100
SAID = frozenset({"message", "announcement"})


def encode(event: Any) -> bytes:
    """JSON as it goes over the line."""
    return json.dumps(event, ensure_ascii=False, separators=(",", ":")).encode()


class Recent:
    """Entries in the order of their `seq`, without gaps, up to the room's own number."""

    def __init__(self, entries: Iterable[Entry] = ()) -> None:
        self.kept: deque[tuple[Entry, bytes]] = deque(maxlen=KEPT)
        for entry in entries:
            self.kept.append((entry, encode(entry)))

    def add(self, entry: Entry) -> bytes:
        """Keep one more; what it takes out of sight is out of sight here too. Its encoding."""
        if entry["t"] in {"removed", "cleared"}:
            self._hide(entry)
        data = encode(entry)
        self.kept.append((entry, data))
        return data

    def first_sight(self) -> list[bytes]:
        """What somebody who has never been here is shown."""
        said = [data for entry, data in self.kept if entry["t"] in SAID]
        return said[-FIRST_SIGHT:]

    def covers(self, seq: int) -> bool:
        """Whether everything after `seq` is here."""
        return bool(self.kept) and self.kept[0][0]["seq"] <= seq + 1

    def after(self, seq: int) -> list[bytes]:
        """Everything after `seq`."""
        return [data for entry, data in self.kept if entry["seq"] > seq]

    def _hide(self, by: Entry) -> None:
        ids, user = set(by.get("ids") or ()), by.get("user")
        for place, (entry, _data) in enumerate(self.kept):
            if entry["t"] in SAID and (
                by["t"] == "cleared" or entry["id"] in ids or entry["by"]["id"] == user
            ):
                gone = {"t": "gone", "seq": entry["seq"], "at": entry["at"], "id": entry["id"]}
                self.kept[place] = (gone, encode(gone))
                ids.add(entry["id"])
        for place, (entry, _data) in enumerate(self.kept):
            blank = _blank(entry, ids)
            if blank is not None:
                self.kept[place] = (blank, encode(blank))


def _blank(entry: Entry, ids: Collection[int]) -> Entry | None:
    """The entry without what it repeats of messages that are gone; None when it repeats nothing of them."""
    reply, pinned = entry.get("reply"), entry.get("message")
    if reply and reply["id"] in ids:
        return {**entry, "reply": {**reply, "text": ""}}
    if entry["t"] == "pinned" and pinned and pinned["id"] in ids:
        return {**entry, "message": None}
    return None
