"""Postgres that is started again while chunks are made: they go on, are nobody else's, and end once."""

import threading
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.db import OperationalError, connection
from django.utils import timezone

from accounts.models import Channel
from tests.database import cut_off as end_connection
from tests.videos.transcoding.laid_out import lay_out_film
from videos.models import Chunk, Transcode
from videos.services import transcoding
from videos.services.transcoding import patience, stopping, working
from videos.services.transcoding.claims import beat, claim_next
from videos.services.transcoding.heartbeat import Heartbeat

pytestmark = pytest.mark.django_db(transaction=True)
PATIENCE_S = 240  # the machine may be slow; nothing here depends on how slow


@pytest.fixture
def transcode(
    channel: Channel, tmp_path: Path, silent_queue: None, settings: LazySettings
) -> Transcode:
    """Laid out, its doorbells never answered."""
    settings.TRANSCODE_ENGINE = "fake"
    return lay_out_film(channel, tmp_path, seconds=12)


def cut_off() -> None:
    """The operator ends the connection that this thread has."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (backend,) = cursor.fetchone()
    end_connection(connection, backend)


def test_a_heart_goes_on_beating_after_the_database_was_away(
    transcode: Transcode, settings: LazySettings
) -> None:
    settings.TRANSCODE_HEARTBEAT_S = 0.01
    chunk = claim_next()
    assert chunk is not None
    long_ago = timezone.now() - timedelta(days=1)
    Chunk.objects.filter(pk=chunk.pk).update(heartbeat_at=long_ago)
    beats, arrived = [], threading.Event()

    def beat_through_restarts() -> bool:
        beats.append(1)
        if len(beats) <= 3:
            cut_off()
        alive = beat(chunk, 0)
        arrived.set()
        return alive

    with Heartbeat(beat_through_restarts) as heart:
        assert arrived.wait(PATIENCE_S), "it stopped beating"
        assert not heart.lost.is_set()
        # It still learns of a claim that was taken away.
        Chunk.objects.filter(pk=chunk.pk).update(claim=None, state=Chunk.State.WAITING)
        assert heart.lost.wait(PATIENCE_S)
    assert len(beats) > 3
    assert Chunk.objects.get(pk=chunk.pk).heartbeat_at != long_ago


def test_a_finished_chunk_is_recorded_when_the_database_is_back(
    transcode: Transcode, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(patience, "AGAIN_S", 0)
    store = working._store

    def store_then_lose_the_database(*arguments: Any) -> None:
        store(*arguments)
        cut_off()

    monkeypatch.setattr(working, "_store", store_then_lose_the_database)
    assert transcoding.work_once()
    assert transcode.chunks.filter(state=Chunk.State.DONE).count() == 1
    assert not transcode.chunks.filter(state=Chunk.State.RUNNING).exists()


def test_nobody_waits_for_the_database_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patience, "AGAIN_S", 0)
    tries = []

    def work() -> None:
        tries.append(1)
        if len(tries) == 3:
            stopping.stop_now()
        raise OperationalError

    try:
        with pytest.raises(OperationalError):
            patience.when_the_database_answers(work)
    finally:
        stopping.forget_stop()
    assert len(tries) == 3

    monkeypatch.setattr(patience, "PATIENCE_S", -1)
    with pytest.raises(OperationalError):
        patience.when_the_database_answers(work)
    assert len(tries) == 4
