"""Leaving: everything of a person goes, files first."""

from collections.abc import Callable
from datetime import timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from accounts.models import Channel, User
from accounts.services.closing import tell_closed
from accounts.services.sessions import end_sessions
from core.adapters.object_store import object_store
from core.jobs import enqueue, enqueue_after_commit
from core.mail.compose import send_template

Eraser = Callable[[User], None]
_erasers: list[Eraser] = []
PATIENCE = timedelta(minutes=10)


def register_eraser(eraser: Eraser) -> None:
    """Have `eraser` remove what another app keeps of a person, before the person's row goes.

    It may be called again after a failure, so it must be able to go on where it stopped.
    """
    if eraser not in _erasers:
        _erasers.append(eraser)


@transaction.atomic
def request_deletion(*, user: User) -> None:
    """Lock the account at once; a job erases what belongs to it after commit."""
    User.objects.filter(pk=user.pk).update(is_active=False, leaving_at=timezone.now())
    end_sessions(user=user)
    tell_closed(user, closed=True)
    enqueue_after_commit("accounts.erase_user", user_id=user.pk)


def erase_user(*, user_id: int) -> None:
    """Remove files and rows of somebody who asked for it, and say so to them. Again is fine.

    Files go before the rows that name them: a worker that dies half-way leaves rows by which the
    next one finds the rest.
    """
    user = User.objects.filter(pk=user_id, leaving_at__isnull=False).first()
    if user is None:
        return
    for eraser in _erasers:
        eraser(user)
    object_store().delete_prefix(f"exports/{user.public_id}/")
    channel = Channel.objects.filter(owner=user).first()
    for picture in channel.pictures if channel else ():
        picture.delete(save=False)
    _erase_rows(user)


@transaction.atomic
def _erase_rows(user: User) -> None:
    # Of two workers that come here at once, one waits for the other and finds nothing left.
    if not User.objects.select_for_update().filter(pk=user.pk).exists():
        return
    end_sessions(user=user)
    Channel.objects.filter(followers__user=user, follower_count__gt=0).update(
        follower_count=F("follower_count") - 1
    )
    email, locale = user.email, user.locale
    user.delete()
    send_template("mail/account_erased", to=email, locale=locale, context={})


def sweep_leavers() -> None:
    """Ring again for people whose data should be gone by now."""
    waiting = User.objects.filter(leaving_at__lt=timezone.now() - PATIENCE)
    for pk in waiting.values_list("pk", flat=True)[:200]:
        enqueue("accounts.erase_user", user_id=pk)
