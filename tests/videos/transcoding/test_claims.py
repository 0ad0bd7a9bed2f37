"""Claims: one holder at a time, with real connections racing for them."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.db import connection, transaction
from django.utils import timezone

from accounts.models import Channel
from tests.videos.pipeline import store_source
from tests.videos.transcoding.laid_out import lay_out_film
from videos.adapters.engines import NotYet, Ready
from videos.adapters.media import EncodeFailed, JobResult
from videos.models import Chunk, Transcode, Video
from videos.services import transcoding
from videos.services.transcoding import laying_out
from videos.services.transcoding.claims import (
    beat,
    claim_next,
    give_back,
    hand_back,
    put_off,
)
from videos.services.transcoding.lifecycle import cancel_transcode, release_chunk, retry_chunk
from videos.services.transcoding.memory import remember
from videos.services.transcoding.publication import complete_chunk, extend_early, settle
from videos.tasks import transcode as tasks

WAITING, RUNNING, DONE = Chunk.State.WAITING, Chunk.State.RUNNING, Chunk.State.DONE


@pytest.fixture(autouse=True)
def _fake_engine(settings: LazySettings) -> None:
    settings.TRANSCODE_ENGINE = "fake"


@pytest.mark.django_db
def test_a_doorbell_whose_source_another_took_is_spent_on_the_next(
    channel: Channel, tmp_path: Path, silent_queue: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "film.mp4"
    file.write_bytes(b"anything")
    first, second = (
        transcoding.start_transcode(source=store_source(channel, file)) for _film in range(2)
    )
    begin = laying_out.begin

    def overtaken(*, transcode_id: int) -> bool:
        # Between our look at the line and our claim.
        Transcode.objects.filter(pk=first.pk).update(state=Transcode.State.PROBING, worker="other")
        return begin(transcode_id=transcode_id)

    monkeypatch.setattr(laying_out, "begin", overtaken)
    assert transcoding.work_once()
    second.refresh_from_db()
    first.refresh_from_db()
    assert (first.state, first.worker) == (Transcode.State.PROBING, "other")
    assert second.state != Transcode.State.QUEUED


@pytest.mark.django_db(transaction=True)
def test_racing_workers_get_each_chunk_once(
    channel: Channel, tmp_path: Path, silent_queue: None
) -> None:
    transcode = lay_out_film(channel, tmp_path, seconds=2400)
    number = transcode.chunks.count()
    assert number > 40

    def work(_worker: int) -> list[int]:
        mine = []
        try:
            while chunk := claim_next():
                mine.append(chunk.pk)
        finally:
            connection.close()
        return mine

    with ThreadPoolExecutor(8) as pool:
        claimed = [pk for mine in pool.map(work, range(8)) for pk in mine]

    # Each exactly once, and none left behind (a lock that is skipped is not work that is lost).
    claimed += [chunk.pk for chunk in iter(claim_next, None)]
    assert sorted(claimed) == sorted(transcode.chunks.values_list("pk", flat=True))


@pytest.mark.django_db(transaction=True)
def test_a_doorbell_that_is_spent_on_a_new_source_is_paid_back(
    channel: Channel, tmp_path: Path, silent_queue: None
) -> None:
    lay_out_film(channel, tmp_path, seconds=12)
    new = transcoding.start_transcode(source=store_source(channel, tmp_path / "film.mp4"))
    tasks.work()  # rung for a chunk, it looks at the new source
    new.refresh_from_db()
    assert new.state == Transcode.State.RUNNING
    assert not Chunk.objects.filter(state=DONE).exists()
    tasks.begin(transcode_id=new.pk)
    assert Chunk.objects.filter(state=DONE).count() == 1


@pytest.mark.django_db(transaction=True)
def test_racing_completions_of_one_transcode_end_it_once(
    channel: Channel, tmp_path: Path, silent_queue: None
) -> None:
    transcode = lay_out_film(channel, tmp_path, seconds=12)

    def work(_worker: int) -> None:
        try:
            while transcoding.work_once():
                pass
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(work, range(6)))
    while transcoding.work_once():
        pass

    transcode.refresh_from_db()
    assert transcode.state == Transcode.State.DONE
    assert set(transcode.chunks.values_list("attempts", flat=True)) == {1}
    assert all(len(row.lengths) == 3 for row in transcode.renditions.all())
    assert Video.objects.get().state == Video.State.READY


@pytest.mark.django_db
class TestHolding:
    """What only the holder of a claim may do."""

    @pytest.fixture
    def chunk(self, channel: Channel, tmp_path: Path) -> Chunk:
        lay_out_film(channel, tmp_path, seconds=12)
        chunk = claim_next()
        assert chunk is not None
        return chunk

    def test_a_lost_claim_may_do_nothing(self, chunk: Chunk) -> None:
        assert release_chunk(chunk=chunk)
        again = claim_next()
        assert again is not None
        assert again.pk == chunk.pk

        assert not beat(chunk, 5)
        assert not complete_chunk(chunk=chunk, result=JobResult([]))
        give_back(chunk, EncodeFailed("ffmpeg", permanent=True))
        put_off(chunk, NotYet(60))
        hand_back(chunk)
        extend_early(chunk=chunk, rendition=Ready("240p", [4.0]))
        with pytest.raises(EncodeFailed, match="cancelled"):
            remember(chunk=chunk, uuid="x")

        row = Chunk.objects.select_related("transcode").get(pk=chunk.pk)
        assert (row.state, row.claim, row.failures) == (RUNNING, again.claim, 0)
        assert row.transcode.state == Transcode.State.RUNNING
        assert row.transcode.external == {}
        assert not row.transcode.renditions.filter(ready_segments__gt=0).exists()
        assert beat(again, 5)

    def test_a_cancelled_transcode_stops_its_workers(self, chunk: Chunk) -> None:
        cancel_transcode(transcode=chunk.transcode)
        assert not beat(chunk, 5)
        assert not complete_chunk(chunk=chunk, result=JobResult([]))
        assert claim_next() is None

    def test_a_failed_chunk_alone_waits_longer_each_time_then_fails_all(
        self, chunk: Chunk, settings: LazySettings
    ) -> None:
        settings.TRANSCODE_ATTEMPTS = 3
        delays = []
        for _attempt in range(2):
            give_back(chunk, EncodeFailed("ffmpeg", stderr_tail="moov atom not found\x00"))
            row = Chunk.objects.get(pk=chunk.pk)
            assert row.state == WAITING
            assert "moov atom not found" in row.stderr_tail
            assert row.not_before is not None
            delays.append((row.not_before - timezone.now()).total_seconds())
            other = claim_next()
            assert other is not None, "the others go on meanwhile"
            assert other.pk != chunk.pk
            hand_back(other)
            Chunk.objects.filter(pk=chunk.pk).update(not_before=None)
            again = claim_next()
            assert again is not None
            assert again.pk == chunk.pk
            chunk = again
        assert delays[0] < delays[1]

        give_back(chunk, EncodeFailed("ffmpeg"))
        transcode = Transcode.objects.get()
        assert (transcode.state, transcode.failure) == (Transcode.State.FAILED, "ffmpeg")
        assert not transcode.chunks.filter(state__in=(WAITING, RUNNING)).exists()

    def test_a_permanent_failure_is_not_tried_again(self, chunk: Chunk) -> None:
        give_back(chunk, EncodeFailed("no-sound", permanent=True))
        assert Transcode.objects.get().failure == "no-sound"
        assert Chunk.objects.get(pk=chunk.pk).attempts == 1

    def test_coming_back_later_is_no_attempt(self, chunk: Chunk) -> None:
        for _time in range(50):
            put_off(chunk, NotYet(0, "still busy"))
            again = claim_next()
            assert again is not None
            chunk = again
        assert (chunk.attempts, chunk.failures) == (1, 0)

    def test_one_chunk_can_be_hurried_by_hand(self, chunk: Chunk) -> None:
        give_back(chunk, EncodeFailed("ffmpeg"))
        waiting = Chunk.objects.select_related("transcode").get(pk=chunk.pk)
        assert retry_chunk(chunk=waiting)
        again = claim_next()
        assert again is not None
        assert again.pk == chunk.pk
        assert not retry_chunk(chunk=again)


@pytest.mark.django_db
def test_settling_again_changes_nothing(channel: Channel, tmp_path: Path) -> None:
    transcode = lay_out_film(channel, tmp_path, seconds=12)
    while transcoding.work_once():
        pass
    before = snapshot()
    for _time in range(3):
        with transaction.atomic():
            settle(Transcode.objects.select_for_update().get(pk=transcode.pk))
    assert not transcoding.work_once()
    assert not transcoding.begin(transcode_id=transcode.pk)
    assert snapshot() == before


def snapshot() -> list[Any]:
    models = (Transcode, Chunk, Video)
    rows: list[Any] = [list(model._default_manager.order_by("pk").values()) for model in models]
    return [*rows, list(Transcode.objects.get().renditions.order_by("pk").values())]
