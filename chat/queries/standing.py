"""How people stand in the rooms of a channel: one query for all who are asked about."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from allauth.account.models import EmailAddress
from django.db.models import Exists, OuterRef, Subquery
from django.utils import timezone

from accounts.models import Channel, Follow, User
from chat.models import Moderator, Sanction
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
    password_mark: str = ""

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
        """Whether the account was made a moment ago."""
        return self.joined is not None and self.joined > timezone.now() - NEW_FOR

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


def standings(channel: Channel, user_ids: Collection[int]) -> Mapping[int, Standing]:
    """How each of these people stands in the rooms of `channel`."""
    sanction = Sanction.objects.in_force().filter(channel=channel, user=OuterRef("pk"))
    people = (
        User.objects.filter(pk__in=user_ids)
        .select_related("channel", "chat_profile", "bot")
        .annotate(
            has_address=Exists(EmailAddress.objects.filter(user=OuterRef("pk"), verified=True)),
            keeps_order=Exists(Moderator.objects.filter(channel=channel, user=OuterRef("pk"))),
            follows_since=Subquery(
                Follow.objects.filter(channel=channel, user=OuterRef("pk")).values("created_at")[:1]
            ),
            sanction_id=Subquery(sanction.values("pk")[:1]),
            sanction_until=Subquery(sanction.values("until")[:1]),
            sanction_reason=Subquery(sanction.values("reason")[:1]),
        )
    )
    return {person.pk: _of(person, channel) for person in people}


def _of(person: Any, channel: Channel) -> Standing:
    face = _face(person)
    bot = getattr(person, "bot", None)
    return Standing(
        rank=_rank(person, channel, bot),
        user_id=person.pk,
        public_id=str(person.public_id),
        locale=person.locale,
        is_active=person.is_active,
        is_bot=bot is not None,
        may_say=bot is None or ("say" in bot.scopes and bot.channel_id == channel.pk),
        is_staff=person.is_staff,
        verified=person.has_address or bot is not None,
        joined=person.date_joined,
        follows_since=person.follows_since,
        sanctioned=person.sanction_id is not None,
        sanction_until=person.sanction_until,
        sanction_reason=person.sanction_reason or "",
        password_mark=person.get_session_auth_hash(),
        **face,
    )


def _face(person: Any) -> dict[str, str]:
    own = getattr(person, "channel", None)
    profile = getattr(person, "chat_profile", None)
    if own is not None:
        return {
            "handle": own.handle,
            "name": own.name,
            "avatar": own.avatar.url if own.avatar else "",
            "blurb": own.description[:200],
        }
    if profile is not None:
        return {"handle": profile.handle, "name": profile.name}
    return {}


def _rank(person: Any, channel: Channel, bot: Any) -> Rank:
    if bot is not None:
        # A bot is of its own channel alone, and may what its token says.
        keeps = bot.channel_id == channel.pk and "moderate" in bot.scopes
        return Rank.MODERATOR if keeps else Rank.VIEWER
    if channel.owner_id == person.pk:
        return Rank.OWNER
    if person.is_staff:
        return Rank.STAFF
    return Rank.MODERATOR if person.keeps_order else Rank.VIEWER
