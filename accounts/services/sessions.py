"""Ending sessions: cookies, API tokens and open sockets stop at once."""

from allauth.usersessions.models import UserSession
from django.db import transaction

from accounts.models import User
from core.realtime import notify_user_after_commit


@transaction.atomic
def end_sessions(*, user: User) -> int:
    """Sign `user` out everywhere; how many sessions there were."""
    sessions = list(UserSession.objects.filter(user=user))
    for session in sessions:
        session.end()
    notify_user_after_commit(user.pk, {"type": "session.ended"})
    return len(sessions)
