"""The newest entries of a room, encoded, so that joining and coming back cost no query."""

import json
from collections import deque
from collections.abc import Collection, Iterable
from typing import Any

from chat.hub.contract import Entry

KEPT = 600
MOST_MISSED = 500
FIRST_SIGHT = 100
QUOTED = 80
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
        """Keep one more; what it takes out of sight, or brings back, is so here too. Its encoding."""
        if entry["t"] in {"removed", "cleared"}:
            self._hide(entry)
        elif entry["t"] == "restored":
            self._bring_back(entry["messages"])
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
        ids, user, since = set(by.get("ids") or ()), by.get("user"), by.get("since") or 0

        def goes(said: Entry) -> bool:
            theirs = said["by"]["id"] == user and said["seq"] >= since
            return by["t"] == "cleared" or said["id"] in ids or theirs

        for place, (entry, _data) in enumerate(self.kept):
            if entry["t"] == "restored":
                ids.update(each["id"] for each in entry["messages"] if goes(each))
            elif entry["t"] in SAID and goes(entry):
                gone = {"t": "gone", "seq": entry["seq"], "at": entry["at"], "id": entry["id"]}
                self._put(place, gone)
                ids.add(entry["id"])
        for place, (entry, _data) in enumerate(self.kept):
            blank = _blank(entry, ids)
            if blank is not None:
                self._put(place, blank)

    def _bring_back(self, messages: Iterable[Entry]) -> None:
        back = {each["id"]: each for each in messages}
        for place, (entry, _data) in enumerate(self.kept):
            quoted = back.get((entry.get("reply") or {}).get("id"))
            if entry["t"] == "gone" and entry["id"] in back:
                self._put(place, back[entry["id"]])
            elif quoted:
                text = quoted["text"][:QUOTED]
                self._put(place, {**entry, "reply": {**entry["reply"], "text": text}})

    def _put(self, place: int, entry: Entry) -> None:
        self.kept[place] = (entry, encode(entry))


def _blank(entry: Entry, ids: Collection[int]) -> Entry | None:
    """The entry without what it repeats of messages that are gone; None when it repeats nothing of them."""
    if entry["t"] == "restored":
        rest = [each for each in entry["messages"] if each["id"] not in ids]
        return {**entry, "messages": [_blank(each, ids) or each for each in rest]}
    reply, pinned = entry.get("reply"), entry.get("message")
    if reply and reply["id"] in ids:
        return {**entry, "reply": {**reply, "text": ""}}
    if entry["t"] == "pinned" and pinned and pinned["id"] in ids:
        return {**entry, "message": None}
    return None
