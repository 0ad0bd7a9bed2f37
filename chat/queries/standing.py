"""How people stand in the rooms of a channel: one query for all who are asked about."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from allauth.account.models import EmailAddress
from django.core.files.storage import default_storage
from django.db import connection
from django.utils import timezone

from accounts.models import Channel, Follow, User
from chat.models import Bot, Moderator, Profile, Sanction
from chat.ranks import Rank

NEW_FOR = timedelta(days=1)
COLOURS = 12


@dataclass(frozen=True)
class Standing:
    """One person in the rooms of one channel; nobody at all without `user_id`."""

    rank: Rank = Rank.ANONYMOUS
    user_id: int | None = None
    public_id: str = ""
    handle: str = ""
    name: str = ""
    avatar: str = ""
    blurb: str = ""
    locale: str = "en"
    is_active: bool = True
    is_bot: bool = False
    may_say: bool = True
    is_staff: bool = False
    verified: bool = False
    joined: datetime | None = None
    follows_since: datetime | None = None
    sanctioned: bool = False
    sanction_until: datetime | None = None
    sanction_reason: str = ""

    @property
    def pk(self) -> int:
        """The key of somebody who is signed in."""
        if self.user_id is None:
            raise TypeError("nobody has no key")
        return self.user_id

    @property
    def keeps_order(self) -> bool:
        """Whether the rules of the room are for others."""
        return self.rank >= Rank.MODERATOR

    @property
    def is_new(self) -> bool:
        """Whether the account was made a moment ago. A bot is the channel's own, however young."""
        return (
            not self.is_bot and self.joined is not None and self.joined > timezone.now() - NEW_FOR
        )

    @property
    def badges(self) -> list[str]:
        """What stands beside the name."""
        found = []
        if self.rank == Rank.OWNER:
            found.append("owner")
        elif self.is_staff:
            found.append("staff")
        elif self.rank == Rank.MODERATOR:
            found.append("moderator")
        if self.is_bot:
            found.append("bot")
        elif self.is_new and not self.keeps_order:
            found.append("new")
        return found

    @property
    def colour(self) -> int:
        """The same for a person everywhere."""
        return int(self.public_id.replace("-", "")[:8], 16) % COLOURS if self.public_id else 0

    def as_author(self) -> dict[str, Any]:
        """The person as others see them."""
        return {
            "id": self.public_id,
            "handle": self.handle,
            "name": self.name,
            "avatar": self.avatar,
            "badges": self.badges,
            "colour": self.colour,
        }


NOBODY = Standing()


# By hand, since every batch of messages asks it: what Django needs to put it together costs many times what Postgres does.
_PEOPLE = f"""
SELECT person.id, person.id = home.owner_id, person.public_id, person.locale, person.is_active, person.is_staff, person.date_joined,
    COALESCE(own.handle, profile.handle, ''), COALESCE(own.name, profile.name, ''), COALESCE(own.avatar, ''),
    COALESCE(LEFT(own.description, 200), ''), bot.channel_id, bot.scopes,
    EXISTS (SELECT 1 FROM {EmailAddress._meta.db_table} address WHERE address.user_id = person.id AND address.verified),
    EXISTS (SELECT 1 FROM {Moderator._meta.db_table} keeper
        WHERE keeper.user_id = person.id AND keeper.channel_id = %(channel)s),
    follow.created_at, sanction.id IS NOT NULL, sanction.until, COALESCE(sanction.reason, '')
FROM {User._meta.db_table} person
JOIN {Channel._meta.db_table} home ON home.id = %(channel)s
LEFT JOIN {Channel._meta.db_table} own ON own.owner_id = person.id
LEFT JOIN {Profile._meta.db_table} profile ON profile.user_id = person.id
LEFT JOIN {Bot._meta.db_table} bot ON bot.user_id = person.id
LEFT JOIN {Follow._meta.db_table} follow ON follow.user_id = person.id AND follow.channel_id = %(channel)s
LEFT JOIN {Sanction._meta.db_table} sanction ON sanction.user_id = person.id
    AND sanction.channel_id = %(channel)s AND sanction.lifted_at IS NULL
    AND (sanction.until IS NULL OR sanction.until > %(now)s)
WHERE person.id = ANY(%(people)s)
"""  # noqa: S608  (names of tables)


def standings(channel: Channel, user_ids: Collection[int]) -> Mapping[int, Standing]:
    """How each of these people stands in the rooms of `channel`."""
    return standings_in(channel.pk, user_ids)


def standings_in(channel_id: int, user_ids: Collection[int]) -> Mapping[int, Standing]:
    """The same, for whoever has only the channel's key."""
    asked: dict[str, Any] = {"channel": channel_id, "now": timezone.now(), "people": list(user_ids)}
    with connection.cursor() as cursor:
        cursor.execute(_PEOPLE, asked)
        return {row[0]: _of(row, channel_id) for row in cursor.fetchall()}


def _of(row: tuple[Any, ...], channel_id: int) -> Standing:
    (pk, is_owner, public_id, locale, is_active, is_staff, joined, handle, name, avatar, blurb, bot_of, scopes,
        verified, keeps_order, follows_since, sanctioned, sanction_until, sanction_reason) = row  # fmt: skip
    is_bot = bot_of is not None
    if is_bot:
        # A bot is of its own channel alone, and may what its token says.
        scopes = scopes if bot_of == channel_id else ()
        rank = Rank.MODERATOR if "moderate" in scopes else Rank.VIEWER
    elif is_owner:
        rank = Rank.OWNER
    elif is_staff:
        rank = Rank.STAFF
    else:
        rank = Rank.MODERATOR if keeps_order else Rank.VIEWER
    return Standing(
        rank=rank,
        user_id=pk,
        public_id=str(public_id),
        handle=handle,
        name=name,
        avatar=default_storage.url(avatar) if avatar else "",
        blurb=blurb,
        locale=locale,
        is_active=is_active,
        is_bot=is_bot,
        may_say=not is_bot or "say" in scopes,
        is_staff=is_staff,
        verified=verified or is_bot,
        joined=joined,
        follows_since=follows_since,
        sanctioned=sanctioned,
        sanction_until=sanction_until,
        sanction_reason=sanction_reason,
    )
