"""Broadcasts with their recordings, without a node: what it would have written, at moments that tests choose."""

import uuid
from datetime import datetime
from typing import Any

from django.test import Client

from core.adapters.object_store import object_store
from live.adapters.manifest import NAME, Manifest, RunLog, TrackLog
from live.models import Broadcast, PublishSession
from live.services import publishing, recording
from tests.live.recording.test_joining import init_of

PART_S = 2.0


def leave_files(session: PublishSession, began: datetime, seconds: float) -> None:
    """What a node has written of a session whose first picture was taken at `began`."""
    folder, store = recording.session_folder(session), object_store()
    parts = round(seconds / PART_S)
    run = RunLog(0, "init.mp4", 0, began.isoformat(), [PART_S] * parts, [500] * parts)
    manifest = Manifest({"source": TrackLog(30.0, [run])}, ended=True)
    store.put_bytes(folder + NAME, manifest.as_bytes(), content_type="application/json")
    store.put_bytes(f"{folder}source/init.mp4", init_of(640, 360), content_type="video/mp4")


def stop(session: PublishSession) -> Broadcast:
    """Its publisher says that this is the end."""
    publishing.session_left(session=session, reason="stopped", stopped=True)
    return Broadcast.objects.select_related("video").get(pk=session.broadcast_id)


def replay(broadcast: Broadcast) -> list[dict[str, Any]]:
    """All that anybody is told beside the recording."""
    assert broadcast.video is not None
    address = f"/api/v1/chat/videos/{broadcast.video.public_id}/replay?from=0&to=600"
    answer = Client().get(address)
    assert answer.status_code == 200
    messages: list[dict[str, Any]] = answer.json()["messages"]
    return messages


def name() -> str:
    """An id that nobody has used."""
    return uuid.uuid4().hex
