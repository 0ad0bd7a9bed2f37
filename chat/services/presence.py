"""Telling every process that somebody must leave its sockets."""

import hashlib

from accounts.models import Channel, User
from chat.services.appending import tell_people_after_commit


def session_digest(key: str) -> str:
    """What goes over the bus instead of a session's key, with which one could be that person."""
    return hashlib.sha256(key.encode()).hexdigest()


def session_ended(key: str) -> None:
    """The sockets of this session close."""
    tell_people_after_commit({"session": session_digest(key)})


def account_closed(user: User, closed: bool) -> None:
    """The sockets of somebody whose account is closed close, and so does what they own."""
    if closed:
        tell_people_after_commit({"gone": user.pk})
        for channel_id in Channel.objects.filter(owner=user).values_list("pk", flat=True):
            doors_changed(channel_id)


def doors_changed(channel_id: int) -> None:
    """Somebody may perhaps no longer read rooms of this channel: every process asks again for all who are in them."""
    tell_people_after_commit({"doors": channel_id})
