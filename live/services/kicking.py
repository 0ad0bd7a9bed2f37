"""Letting a publisher go, wherever it publishes."""

import json
import logging
from datetime import timedelta

from django.utils import timezone

from core.jobs import enqueue_after_commit
from core.signed_requests import HEADER, signature
from live.adapters.nodes import NodeAway, tell_node
from live.models import PublishSession
from live.services.secret import ingest_secret

logger = logging.getLogger(__name__)

# A node goes on serving an ended session for a minute, to those who are behind.
SERVED_ON = timedelta(seconds=75)


def kick_after_commit(session: PublishSession) -> None:
    """Ring for the engine to close the session's connection; its next heartbeat is answered with a no in any case."""
    enqueue_after_commit("live.kick", session_id=session.pk)


def close_tails_after_commit(stream_id: int) -> None:
    """Have nodes stop serving what ended just now: whoever might watch it then may not any more."""
    ended = PublishSession.objects.filter(
        broadcast__stream=stream_id, ended_at__gt=timezone.now() - SERVED_ON
    )
    for session in ended:
        kick_after_commit(session)


def kick(*, session_id: int) -> None:
    """Tell the session's node. A node that is away has ended the session by that."""
    session = PublishSession.objects.get(pk=session_id)
    body = json.dumps({"action": "kick", "session": str(session.public_id)}).encode()
    headers = {HEADER: signature(body, ingest_secret(), purpose="control")}
    try:
        tell_node(session.node, body, headers)
    except NodeAway as away:
        logger.warning("Node %s does not hear that %s is over: %s", session.node, session, away)
