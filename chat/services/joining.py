"""Coming into a room: who it is, whether they may read, and what they are told of themselves."""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.utils import translation

from chat.models import PollVote, Room
from chat.queries.standing import NOBODY, Standing, standings
from chat.services.access import access_mark, finds_closed, may_read
from chat.services.bot_tokens import user_of_token
from chat.services.names import give_name
from chat.services.overlay import opens
from chat.services.rights import you


class NoRoom(Exception):  # noqa: N818
    """There is no such room."""


class MayNotRead(Exception):  # noqa: N818
    """This person may not read it."""


class RoomClosed(Exception):  # noqa: N818
    """Nobody chats here now; what the room stands beside, this person may watch."""


class NotThatBot(Exception):  # noqa: N818
    """A token that is not good, or no longer."""


@dataclass(frozen=True)
class Visitor:
    """Who is at the door, as the connection says."""

    user: Any
    session: Any
    bot_token: str = ""
    overlay: str = ""
    locale: str = "en"

    @property
    def is_nobody(self) -> bool:
        """Whether nothing tells this visitor from others of the same language."""
        known = self.user.is_authenticated or self.session.session_key
        return not (known or self.bot_token or self.overlay)


@dataclass(frozen=True)
class Admission:
    """Somebody is in."""

    room_id: int
    channel_id: int
    access_mark: str
    standing: Standing
    you: dict[str, Any]
    voted: int | None
    only_reads: bool
    locale: str
    password_mark: str = ""


def enter(*, public_id: str, visitor: Visitor) -> Admission:
    """Let somebody in. Raises `NoRoom`, `MayNotRead`, `RoomClosed` and `NotThatBot`."""
    user = visitor.user
    if visitor.bot_token:
        user = user_of_token(visitor.bot_token)
        if user is None:
            raise NotThatBot
    room = Room.objects.with_place().filter(public_id=public_id).first()
    if room is None:
        raise NoRoom
    only_reads = bool(visitor.overlay)
    if only_reads:
        if not opens(visitor.overlay, room) or not room.channel.owner.is_active:
            raise MayNotRead
        user = AnonymousUser()
    elif not may_read(user, room, visitor.session):
        raise RoomClosed if finds_closed(user, room, visitor.session) else MayNotRead
    standing = standing_of(user, room)
    locale = standing.locale if standing.user_id else visitor.locale
    with translation.override(locale):
        facts = {**you(standing, room, overlay=only_reads), "locale": locale}
    return Admission(
        room_id=room.pk,
        channel_id=room.channel_id,
        access_mark=access_mark(room),
        standing=standing,
        you=facts,
        voted=_vote(standing, room),
        only_reads=only_reads,
        locale=locale,
        password_mark=user.get_session_auth_hash() if user.is_authenticated else "",
    )


def standing_of(user: Any, room: Room) -> Standing:
    """How `user` (may be anonymous) stands in `room`; they can be called something from now on."""
    if not user.is_authenticated:
        return NOBODY
    standing = standings(room.channel, [user.pk]).get(user.pk, NOBODY)
    if standing.handle:
        return standing
    give_name(user)
    return standings(room.channel, [user.pk]).get(user.pk, NOBODY)


def look_again(
    *, room_id: int, user_id: int | None, locale: str
) -> tuple[Standing, dict[str, Any]]:
    """How somebody who is in stands now, and what they are told of it."""
    room = Room.objects.with_place().get(pk=room_id)
    found = standings(room.channel, [user_id] if user_id else [])
    standing = found.get(user_id, NOBODY) if user_id else NOBODY
    with translation.override(locale):
        return standing, {**you(standing, room), "locale": locale}


def _vote(standing: Standing, room: Room) -> int | None:
    if standing.user_id is None:
        return None
    return (
        PollVote.objects.filter(poll__room=room, poll__closed_at=None, user=standing.user_id)
        .values_list("option", flat=True)
        .first()
    )
