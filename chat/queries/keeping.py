"""What those who keep order look at in the studio."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from accounts.models import Channel, User
from chat.models import BlockedWord, ChannelChat, LogEntry, Moderator, Room, Sanction
from chat.queries.standing import NOBODY, Standing, standings
from live.models import Stream
from videos.models import Video

MOST = 500


@dataclass(frozen=True)
class QuietPerson:
    """Somebody who may not write, until when and why."""

    person: Standing
    sanction: Sanction


@dataclass(frozen=True)
class LoggedAct:
    """What a moderator did, with the names of today."""

    entry: LogEntry
    actor: Standing
    target: Standing


def kept_rooms(user: User) -> QuerySet[Room]:
    """Rooms of the channel that `user` owns, and of those where they keep order; none of what was removed."""
    mine = Q(channel__owner=user) | Q(channel__moderators__user=user)
    gone = Q(stream__state=Stream.State.REMOVED) | Q(video__state=Video.State.DELETED)
    rooms = Room.objects.filter(pk__in=Room.objects.filter(mine).values("pk")).exclude(gone)
    return rooms.select_related("channel", "stream", "video")


def has_chat_beside_videos(channel: Channel) -> bool:
    """Whether every video of the channel has a room."""
    return ChannelChat.objects.filter(channel=channel, beside_videos=True).exists()


def has_chat_beside_premieres(channel: Channel) -> bool:
    """Whether every premiere of the channel has a room."""
    return not ChannelChat.objects.filter(channel=channel, beside_premieres=False).exists()


def words_of(channel: Channel) -> list[BlockedWord]:
    """Blocked words, in the order of the alphabet."""
    return list(BlockedWord.objects.filter(channel=channel).order_by("pattern", "pk")[:MOST])


def moderators_of(channel: Channel) -> list[Standing]:
    """Who keeps order besides the owner, by name."""
    ids = Moderator.objects.filter(channel=channel).values_list("user", flat=True)[:MOST]
    found = standings(channel, list(ids)).values()
    return sorted(found, key=lambda each: each.name.casefold())


def quiet_people(channel: Channel) -> list[QuietPerson]:
    """Who is timed out or banned now, the last first."""
    rows = list(Sanction.objects.in_force().filter(channel=channel).order_by("-created_at")[:MOST])
    people = standings(channel, [row.user_id for row in rows])
    return [QuietPerson(people.get(row.user_id, NOBODY), row) for row in rows]


def log_of(channel: Channel) -> QuerySet[LogEntry]:
    """What was done in all rooms of the channel, the last first."""
    return LogEntry.objects.filter(room__channel=channel).order_by("-done_at", "-pk")


def with_names(channel: Channel, entries: Sequence[LogEntry]) -> list[LoggedAct]:
    """The same with who did it to whom. Two queries for all."""
    people = standings(channel, _ids(entries))
    return [
        LoggedAct(each, people.get(each.actor_id, NOBODY), people.get(each.target_id, NOBODY))  # type: ignore[arg-type]
        for each in entries
    ]


def _ids(entries: Iterable[LogEntry]) -> set[int]:
    pairs = ((each.actor_id, each.target_id) for each in entries)
    return {pk for pair in pairs for pk in pair if pk is not None}
