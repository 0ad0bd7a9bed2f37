"""Suspending somebody and taking it back, with who did it and why."""

from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services.closing import tell_closed
from accounts.services.sessions import end_sessions


@transaction.atomic
def suspend_user(*, user: User, actor: User, reason: str) -> bool:
    """Close the account of `user` and end all of its sessions now; False when it was closed already.

    Raises `PermissionDenied` for oneself and for whoever is above the actor.
    """
    _check_rank(user, actor)
    if not User.objects.filter(pk=user.pk, is_active=True).update(is_active=False):
        return False
    end_sessions(user=user)
    tell_closed(user, closed=True)
    _record(user, actor, _("Suspended: %(reason)s") % {"reason": reason})
    return True


@transaction.atomic
def restore_user(*, user: User, actor: User, reason: str) -> bool:
    """Open the account again; False when it was open, or when its owner asked for it to be erased."""
    _check_rank(user, actor)
    closed = User.objects.filter(pk=user.pk, is_active=False, leaving_at=None)
    if not closed.update(is_active=True):
        return False
    tell_closed(user, closed=False)
    _record(user, actor, _("Restored: %(reason)s") % {"reason": reason})
    return True


def _check_rank(user: User, actor: User) -> None:
    """Staff may not lock out themselves, nor each other unless they may do everything."""
    if user.pk == actor.pk or user.is_superuser or (user.is_staff and not actor.is_superuser):
        raise PermissionDenied


def _record(user: User, actor: User, message: str) -> None:
    LogEntry.objects.create(
        user=actor,
        content_type=ContentType.objects.get_for_model(User),
        object_id=str(user.pk),
        object_repr=str(user)[:200],
        action_flag=CHANGE,
        change_message=message,
    )
