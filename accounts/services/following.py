"""Following a channel."""

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from accounts.models import Channel, Follow, User
from core.problems import Problem


class CannotFollow(Problem):
    """One does not follow oneself."""

    def __init__(self) -> None:
        super().__init__(422, "own-channel", _("This is your own channel."))


@transaction.atomic
def follow(*, user: User, channel: Channel) -> bool:
    """Follow `channel`; False when it was followed already. Raises `CannotFollow`."""
    if channel.owner_id == user.pk:
        raise CannotFollow
    _row, new = Follow.objects.get_or_create(user=user, channel=channel)
    if new:
        Channel.objects.filter(pk=channel.pk).update(follower_count=F("follower_count") + 1)
    return new


@transaction.atomic
def unfollow(*, user: User, channel: Channel) -> bool:
    """Stop following `channel`; False when it was not followed."""
    gone, _rows = Follow.objects.filter(user=user, channel=channel).delete()
    if gone:
        Channel.objects.filter(pk=channel.pk, follower_count__gt=0).update(
            follower_count=F("follower_count") - 1
        )
    return bool(gone)
