"""The people at this process's sockets: their rights change, their sessions end, rooms close for them."""

import asyncio
import logging
from collections import defaultdict
from collections.abc import Collection
from typing import Any

from channels.db import database_sync_to_async
from django.db import DatabaseError

from chat.hub import Store, StoreFailed
from chat.models import Room
from chat.services.joining import look_again
from chat.services.presence import session_digest
from chat.sockets.member import RoomMember

logger = logging.getLogger(__name__)

SESSION_ENDED = 4401
MAY_NOT_READ = 4403
COME_AGAIN = 4412
REVIEW_S = 10.0
MOST_AT_ONCE = 1000


class People:
    """Every member of this process, by person."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.members: dict[int | None, set[RoomMember]] = defaultdict(set)

    def add(self, member: RoomMember) -> None:
        """Somebody came in."""
        self.members[member.user_id].add(member)

    def remove(self, member: RoomMember) -> None:
        """Somebody left."""
        found = self.members[member.user_id]
        found.discard(member)
        if not found:
            del self.members[member.user_id]

    async def attend(self, letter: dict[str, Any]) -> None:
        """Do what a letter to every process says."""
        if "session" in letter:
            self._close(
                each
                for members in self.members.values()
                for each in members
                if each.listener and session_digest(each.listener.session) == letter["session"]
            )
        if "gone" in letter:
            self._close(self.members.get(letter["gone"], ()))
        if "rights" in letter:
            await self.refresh(letter["rights"], letter.get("channel"))
        if "access" in letter:
            await self._review_told({letter["access"]})
        if "doors" in letter:
            await self._review_told(
                {
                    each.room_id
                    for members in self.members.values()
                    for each in members
                    if each.channel_id == letter["doors"]
                }
            )

    async def refresh(self, user_id: int, channel_id: int | None) -> None:
        """Tell somebody what they may now, at each of their sockets in rooms of a channel."""
        for member in list(self.members.get(user_id, ())):
            if channel_id is None or member.channel_id == channel_id:
                await self.refresh_member(member)

    async def refresh_member(self, member: RoomMember) -> None:
        """Look again how somebody stands, and tell them."""
        if member.only_reads:
            return
        try:
            standing, facts = await database_sync_to_async(look_again)(
                room_id=member.room_id, user_id=member.user_id, locale=member.locale
            )
        except (DatabaseError, Room.DoesNotExist):
            logger.warning("Rights of a socket in room %d are not known", member.room_id)
            return
        member.standing, member.keeps_order = standing, standing.keeps_order
        member.tell({"t": "you", **facts})

    async def review_for_ever(self) -> None:
        """Now and then see that everybody may still be where they are, whatever no letter has said."""
        while True:
            await asyncio.sleep(REVIEW_S)
            try:
                await self._review_sessions()
                rooms = {each.room_id for members in self.members.values() for each in members}
                await self._review_rooms(rooms)
            except StoreFailed:
                logger.warning("Chat cannot see who is still signed in: no database")

    async def _review_sessions(self) -> None:
        signed_in = [each for members in self.members.values() for each in members if each.listener]
        for start in range(0, len(signed_in), MOST_AT_ONCE):
            some = signed_in[start : start + MOST_AT_ONCE]
            still = set(
                await self.store.still_in({each.listener for each in some if each.listener})
            )
            self._close(each for each in some if each.listener not in still)

    async def _review_told(self, rooms: Collection[int]) -> None:
        try:
            await self._review_rooms(rooms)
        except StoreFailed:
            logger.warning("Who may read is asked again later: no database")

    async def _review_rooms(self, rooms: Collection[int]) -> None:
        """Who may read is asked again of everybody where that has changed: they come back, and are let in or not."""
        marks = await self.store.marks(rooms)
        for members in list(self.members.values()):
            for member in list(members):
                mark = marks.get(member.room_id, "")
                if member.room_id in rooms and not member.may_stay(mark):
                    shut_out = mark and member.is_shut_out(mark)
                    member.close(MAY_NOT_READ if shut_out else COME_AGAIN)

    @staticmethod
    def _close(members: Any) -> None:
        for member in list(members):
            member.close(SESSION_ENDED)
