"""Letting a publisher go, wherever it publishes."""

import json
import logging

from core.jobs import enqueue_after_commit
from core.signed_requests import HEADER, signature
from live.adapters.nodes import NodeAway, tell_node
from live.models import PublishSession
from live.services.secret import ingest_secret

logger = logging.getLogger(__name__)


def kick_after_commit(session: PublishSession) -> None:
    """Ring for the engine to close the session's connection; its next heartbeat is answered with a no in any case."""
    enqueue_after_commit("live.kick", session_id=session.pk)


def kick(*, session_id: int) -> None:
    """Tell the session's node. A node that is away has ended the session by that."""
    session = PublishSession.objects.get(pk=session_id)
    body = json.dumps({"action": "kick", "session": str(session.public_id)}).encode()
    headers = {HEADER: signature(body, ingest_secret(), purpose="control")}
    try:
        tell_node(session.node, body, headers)
    except NodeAway as away:
        logger.warning("Node %s does not hear that %s is over: %s", session.node, session, away)
