"""Telling other processes who is in which room through this one."""

import asyncio
from collections import defaultdict

from chat.adapters.here import BEAT_S, Beats
from chat.sockets.people import People


class Roll:
    """Calls the roll every few seconds. Overlays and people who are not signed in are nobody."""

    def __init__(self, people: People, beats: Beats) -> None:
        self.people = people
        self.beats = beats

    async def call(self) -> None:
        """Say it now."""
        present: dict[int, set[int]] = defaultdict(set)
        for user_id, members in self.people.members.items():
            if user_id is not None:
                for member in members:
                    present[member.room_id].add(user_id)
        if present:
            await self.beats.say(present)

    async def call_for_ever(self) -> None:
        """Until cancelled."""
        try:
            while True:
                await asyncio.sleep(BEAT_S)
                await self.call()
        finally:
            await self.beats.close()
