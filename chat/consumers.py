"""The socket of a room: who may come in, a table of what clients send, and nothing else.

It has no channel layer: thousands of sockets in a room would each hear, decode and encode every message by themselves, with
a thread hop for each. The room's hub does that once for all of them.
"""

import logging
from collections.abc import Awaitable, Callable
from typing import Any

from channels.db import database_sync_to_async
from channels.generic.websocket import AsyncWebsocketConsumer
from django.conf import settings
from django.db import DatabaseError
from django.utils import translation
from django.utils.translation import gettext

from chat.adapters.sockets import limit_frames, socket_for
from chat.hub import Draft, RoomFull, RoomHub, StoreFailed
from chat.hub.switchboard import TooManyRooms
from chat.models import Room
from chat.protocol import commands
from chat.protocol.acts import Act
from chat.protocol.parts import MOST_FRAME
from chat.services import acts, cards, joining, polls
from chat.services.commands import run_slash
from chat.services.refusals import busy, forbidden, unavailable
from chat.services.rights import signed_out
from chat.sockets.bounds import Bucket
from chat.sockets.member import RoomMember
from chat.sockets.process import ChatProcess, chat_process
from chat.sockets.visitors import last_seen, visitor_of
from core.doors import CLOSE_TOO_MANY as TOO_MANY
from core.doors import household_of
from core.problems import Problem

logger = logging.getLogger(__name__)

BAD_FRAME = 4400
SESSION_ENDED = 4401
MAY_NOT_READ = 4403
NO_ROOM = 4404
ROOM_CLOSED = 4410
COME_AGAIN = 4412
TOO_LARGE = 4413


class RoomConsumer(AsyncWebsocketConsumer):
    """See the module."""

    member: RoomMember | None = None
    hub: RoomHub
    process: ChatProcess
    household = ""

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """One message after the other.

        Without the task and the hop into a thread that Channels takes for each; what asks the database takes its own.
        """
        self.scope, self.base_send = scope, send
        try:
            while (message := await receive())["type"] != "websocket.disconnect":
                if message["type"] == "websocket.connect":
                    await self._connect()
                else:
                    await self._receive(message.get("text"))
        finally:
            self._leave()

    # --- Coming and going ---------------------------------------------------------------------

    async def _connect(self) -> None:
        """Let somebody in, or say why not: accepted first, so that a browser learns the reason."""
        self.process = chat_process()
        await self.accept()
        limit_frames(self.base_send, 4 * MOST_FRAME)
        household = household_of(self.scope)
        if not self.process.doors.enter(household, settings.CHAT_SOCKETS_PER_IP):
            await self.close(TOO_MANY)
            return
        self.household = household
        self.bucket = Bucket()
        try:
            await self._come_in()
        except joining.NoRoom:
            await self.close(NO_ROOM)
        except joining.MayNotRead:
            await self.close(MAY_NOT_READ)
        except joining.RoomClosed:
            await self.close(ROOM_CLOSED)
        except joining.NotThatBot:
            await self.close(SESSION_ENDED)
        except (DatabaseError, StoreFailed, TooManyRooms):
            logger.warning("Nobody can come into chat now", exc_info=True)
            await self.close(COME_AGAIN)

    async def _come_in(self) -> None:
        visitor = visitor_of(self.scope)
        public_id = self.scope["url_route"]["kwargs"]["room"]
        admission = await self.process.lobby.admit(public_id, visitor)
        self.hub = await self.process.switchboard.hub(admission.room_id)
        session = "" if visitor.bot_token else self.scope["session"].session_key or ""
        member = self.member = RoomMember(socket_for(self.base_send), admission, session)
        self.process.people.add(member)
        until = await self.hub.join(member)
        entries, skipped = await self.hub.catch_up(last_seen(self.scope), until)
        member.greet(self._hello(admission, until, skipped=skipped), entries)

    def _hello(self, admission: joining.Admission, until: int, *, skipped: bool) -> dict[str, Any]:
        facts = {"viewers": len(self.hub.members), **self.hub.facts}
        if facts["poll"]:
            facts["poll"] = {**facts["poll"], "voted": admission.voted}
        return {
            "t": "hello",
            "room": {**facts, "seq": until},
            "you": admission.you,
            "seq": until,
            "skipped": skipped,
        }

    def _leave(self) -> None:
        """Leave no trace."""
        if self.member is not None:
            self.process.people.remove(self.member)
            if hasattr(self, "hub"):
                self.hub.leave(self.member)
        if self.household:
            self.process.doors.leave(self.household)

    # --- What clients send --------------------------------------------------------------------

    async def _receive(self, text: str | None) -> None:
        """Read one command and carry it out."""
        member = self.member
        if member is None:
            return  # it is being closed
        if text is None:
            member.close(BAD_FRAME)
        elif len(text.encode(errors="replace")) > MOST_FRAME:
            member.close(TOO_LARGE)
        elif not self.bucket.take():
            member.close(TOO_MANY)
        else:
            await self._carry_out(member, text)

    async def _carry_out(self, member: RoomMember, text: str) -> None:
        try:
            command = commands.read_command(text)
        except commands.NotACommand:
            member.close(BAD_FRAME)
            return
        except commands.InvalidCommand as problem:
            self._refuse(member, problem.cid, problem)
            return
        cid = getattr(command, "cid", "")
        try:
            if cid and member.only_reads:
                raise forbidden()
            if cid and member.user_id is None:
                raise signed_out()
            await DO[command.do](self, member, command)
        except Problem as problem:
            self._refuse(member, cid, problem)
        except RoomFull:
            self._refuse(member, cid, busy())
        except (DatabaseError, StoreFailed):
            logger.warning("A command could not be carried out", exc_info=True)
            self._refuse(member, cid, unavailable())
        except Room.DoesNotExist:
            member.close(NO_ROOM)

    def _refuse(self, member: RoomMember, cid: str, problem: Problem) -> None:
        with translation.override(member.locale):
            detail = str(problem.detail)
        member.tell(
            {
                "t": "no",
                "cid": cid,
                "code": problem.code,
                "detail": detail,
                "retry_s": problem.retry_after_s,
            }
        )

    async def _say(self, member: RoomMember, command: commands.Say) -> None:
        if command.text.startswith("/"):
            await self._slash(member, command)
            return
        payload = {"text": command.text, "reply": command.reply, "at_s": command.at_s}
        said = await self.hub.say(Draft(member.user_id or 0, command.cid, payload))
        detail = ""
        if said.held:
            with translation.override(member.locale):
                detail = gettext("A moderator will look at your message first.")
        member.tell(
            {
                "t": "ok",
                "cid": command.cid,
                "id": said.id,
                "seq": said.seq,
                "held": said.held,
                "detail": detail,
            }
        )

    async def _slash(self, member: RoomMember, command: commands.Say) -> None:
        text = await self._ask(
            member, run_slash, room_id=member.room_id, user_id=member.user_id, text=command.text,
            client_id=command.cid,
        )  # fmt: skip
        member.tell({"t": "told", "cid": command.cid, "text": text})

    async def _act(self, member: RoomMember, command: Act) -> None:
        detail = await self._ask(
            member,
            lambda: str(
                acts.perform(room_id=member.room_id, user_id=member.user_id or 0, act=command)
            ),
        )
        member.tell({"t": "ok", "cid": command.cid, "detail": detail})

    async def _vote(self, member: RoomMember, command: commands.Vote) -> None:
        await self._ask(
            member, polls.vote, room_id=member.room_id, user_id=member.user_id, poll=command.poll,
            option=command.option,
        )  # fmt: skip
        member.tell({"t": "ok", "cid": command.cid})
        self.hub.tally_soon()

    async def _card(self, member: RoomMember, command: commands.Card) -> None:
        card = await self._ask(
            member, cards.show_card, room_id=member.room_id, viewer_id=member.user_id,
            named=command.user,
        )  # fmt: skip
        member.tell({"t": "card", "cid": command.cid, **card})

    async def _you(self, member: RoomMember, command: commands.You) -> None:
        who = f"ip:{self.household}" if member.user_id is None else f"user:{member.user_id}"
        await self._ask(member, acts.count, who=who)
        await self.process.people.refresh_member(member)

    async def _ping(self, member: RoomMember, command: commands.Ping) -> None:
        member.tell({"t": "pong"})

    async def _ask(self, member: RoomMember, question: Callable[..., Any], **about: Any) -> Any:
        def in_their_language() -> Any:
            with translation.override(member.locale):
                return question(**about)

        return await database_sync_to_async(in_their_language)()


Do = Callable[[RoomConsumer, RoomMember, Any], Awaitable[None]]
DO: dict[str, Do] = {
    "say": RoomConsumer._say,
    "act": RoomConsumer._act,
    "vote": RoomConsumer._vote,
    "card": RoomConsumer._card,
    "you": RoomConsumer._you,
    "ping": RoomConsumer._ping,
}
