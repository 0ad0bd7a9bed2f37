"""Cutting a publisher off."""

from django.db import transaction
from django.db.models import QuerySet

from live.models import PublishSession, Stream
from live.services.kicking import kick_after_commit
from live.services.publishing import session_ended


@transaction.atomic
def let_go(*, session: PublishSession, reason: str) -> bool:
    """End the session and close its connection; viewers wait for the next one a while. False when it had ended."""
    if not open_sessions().filter(pk=session.pk).exists():
        return False
    session_ended(session=session, reason=reason)
    kick_after_commit(session)
    return True


def let_everybody_go(*, stream: Stream, reason: str) -> None:
    """Do so with whoever publishes to the stream."""
    for session in open_sessions().filter(broadcast__stream=stream).select_related("broadcast"):
        let_go(session=session, reason=reason)


def open_sessions() -> QuerySet[PublishSession]:
    """Sessions that have not ended."""
    return PublishSession.objects.exclude(state=PublishSession.State.ENDED)
