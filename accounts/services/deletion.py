"""Leaving: everything of a person goes, files first."""

from collections.abc import Callable

from django.db import transaction

from accounts.models import User
from core.adapters.object_store import object_store
from core.jobs import enqueue_after_commit

Eraser = Callable[[User], None]
_erasers: list[Eraser] = []


def register_eraser(eraser: Eraser) -> None:
    """Have `eraser` remove what another app keeps of a person, before the person's row goes.

    It may be called again after a failure, so it must be able to go on where it stopped.
    """
    if eraser not in _erasers:
        _erasers.append(eraser)


@transaction.atomic
def request_deletion(*, user: User) -> None:
    """Lock the account at once; a job erases what belongs to it after commit."""
    User.objects.filter(pk=user.pk).update(is_active=False)
    enqueue_after_commit("accounts.erase_user", user_id=user.pk)


def erase_user(*, user_id: int) -> None:
    """Remove files and rows of somebody who asked for it. Again is fine."""
    user = User.objects.filter(pk=user_id, is_active=False).first()
    if user is None:
        return
    for eraser in _erasers:
        eraser(user)
    store = object_store()
    store.delete_prefix(f"exports/{user.public_id}/")
    channel = getattr(user, "channel", None)
    for picture in (channel.avatar, channel.banner) if channel else ():
        if picture:
            picture.delete(save=False)
    user.delete()
