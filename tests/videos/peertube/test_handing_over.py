"""A file arrives at the instance once, whatever is lost or killed on the way."""

import time
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.core.cache import cache
from django.utils import timezone

from core.adapters.object_store import object_store
from tests.videos.peertube.instance import FakePeerTube
from tests.videos.transcoding.engines import hurry, work_until_ended
from videos.adapters.engines import Assignment, Ready, Run, engine_named
from videos.adapters.media import EncodeFailed, Plan, Probe
from videos.models import Chunk, Transcode
from videos.services import transcoding
from videos.services.transcoding.lifecycle import retry_transcode
from videos.services.transcoding.progress import progress_event
from videos.services.transcoding.reasons import failure_sentence, waiting_sentence

pytestmark = pytest.mark.django_db

LAST_PUT = r"^PUT .* bytes \d+-\d+/\d+$"
BUSY = {"Retry-After": "300"}


def source_bytes(transcode: Transcode) -> bytes:
    return object_store().read(transcode.source.storage_key)


def assert_arrived_once(peertube: FakePeerTube, transcode: Transcode) -> None:
    assert peertube.received == [source_bytes(transcode)]
    assert len(peertube.videos) == 1


@pytest.mark.parametrize(
    ("when", "fault"),
    [
        ("oauth-clients/local", {"status": 500}),
        ("users/token", {"status": 502}),
        ("users/token", {"cut": True, "after": True}),
        ("users/me/videos", {"status": 500}),
        ("users/me/videos", {"cut": True}),
        ("POST .*upload-resumable", {"status": 500}),
        ("POST .*upload-resumable", {"cut": True, "after": True}),
        (r"PUT .* bytes \*/", {"cut": True}),
        (r"PUT .* bytes 20000-", {"status": 500}),
        (r"PUT .* bytes 20000-", {"cut": True}),
        (r"PUT .* bytes 20000-", {"cut": True, "after": True}),
        (r"PUT .* bytes 40000-", {"status": 503, "headers": BUSY}),
        ("LAST", {"cut": True}),
        ("LAST", {"status": 500}),
        ("LAST", {"cut": True, "after": True}),
        ("LAST", {"status": 503, "headers": BUSY, "after": True}),
        ("GET /api/v1/videos/[^/]+$", {"status": 500}),
        ("GET /api/v1/videos/[^/]+$", {"cut": True}),
        ("storyboards", {"status": 500}),
        ("lazy-static", {"cut": True}),
    ],
)
def test_a_fault_at_any_step_costs_one_try_and_no_second_video(
    peertube: FakePeerTube, transcode: Transcode, when: str, fault: dict[str, Any]
) -> None:
    total = len(source_bytes(transcode))
    assert total > 60_000, "the clip must need several parts"
    peertube.fault(when.replace("LAST", rf"PUT .*-{total - 1}/{total}$"), **fault)

    assert work_until_ended(transcode).state == Transcode.State.DONE
    assert not peertube.faults, "the fault was never met"
    assert_arrived_once(peertube, transcode)


def test_an_interrupted_upload_goes_on_and_sends_nothing_again(
    peertube: FakePeerTube, transcode: Transcode
) -> None:
    peertube.fault(r"PUT .* bytes 40000-", cut=True)
    work_until_ended(transcode)

    spans = [call for call in peertube.calls if call.startswith("PUT")]
    total = len(source_bytes(transcode))
    # One per part, the one that was cut again, and a question at the start of each attempt.
    assert len(spans) == -(-total // 20_000) + 1 + 2
    assert len(peertube.uploads) == 1


class Worker:
    """A job's control, kept by a test: `dies_at` names the fact whose keeping kills the worker."""

    def __init__(self, memory: dict[str, Any], dies_at: str = "") -> None:
        self.memory = memory
        self.dies_at = dies_at
        self.is_stopped = False

    def progress(self, frames: int) -> None: ...

    def stopped(self) -> bool:
        return self.is_stopped

    def store(self, names: Any) -> None: ...

    def ready(self, rendition: Ready) -> None: ...

    def remember(self, **facts: Any) -> dict[str, Any]:
        if self.dies_at and facts.get(self.dies_at) is not None:
            raise Killed
        self.memory = {k: v for k, v in (self.memory | facts).items() if v is not None}
        return self.memory


class Killed(BaseException):
    """kill -9, as far as the code can tell."""


def attempt(transcode: Transcode, worker: Worker, out: Path) -> None:
    """One claim of the remote job."""
    from videos.services.transcoding.sources import local_source

    plan = Plan.from_json(transcode.plan or {})
    transcode.source.refresh_from_db()
    engine_named("peertube").run(
        Assignment(
            run=Run("Ab3dEf12345", "A film", worker.memory),
            job=plan.job("remote"),
            plan=plan,
            probe=Probe.from_json(transcode.source.probe or {}),
            out=out,
            open_source=lambda: local_source(transcode.source),
        ),
        worker,
    )


@pytest.mark.parametrize("fact", ["upload", "sent_at", "uuid"])
def test_a_worker_killed_before_it_could_note_something_leaves_one_video(
    peertube: FakePeerTube, transcode: Transcode, tmp_path: Path, fact: str
) -> None:
    from videos.adapters.engines import NotYet

    first = Worker({}, dies_at=fact)
    with pytest.raises(Killed):
        attempt(transcode, first, tmp_path / "a")
    second = Worker(first.memory)
    with pytest.raises(NotYet):
        attempt(transcode, second, tmp_path / "b")

    assert_arrived_once(peertube, transcode)
    assert second.memory["uuid"] in peertube.videos


def test_a_cancelled_worker_stops_between_parts(
    peertube: FakePeerTube, transcode: Transcode, tmp_path: Path
) -> None:
    worker = Worker({})
    worker.is_stopped = True
    with pytest.raises(EncodeFailed, match="cancelled"):
        attempt(transcode, worker, tmp_path / "a")
    assert not peertube.received


def test_a_video_that_only_looks_like_ours_is_not_taken_for_it(
    peertube: FakePeerTube, transcode: Transcode
) -> None:
    peertube.videos["other"] = {"id": 99, "uuid": "other", "name": "A tour [piyakast Ab3dEf1234]"}
    work_until_ended(transcode)

    transcode.refresh_from_db()
    assert transcode.external["uuid"] != "other"
    assert len(peertube.received) == 1


def test_a_long_title_leaves_room_for_the_mark(
    peertube: FakePeerTube, transcode: Transcode
) -> None:
    video = transcode.source.video
    video.title = "긴 제목 " * 24
    video.save()
    work_until_ended(transcode)

    (sent,) = peertube.videos.values()
    assert len(sent["name"]) <= 120
    assert sent["name"].startswith("긴 제목")
    assert sent["name"].endswith(f"[piyakast {transcode.prefix.split('/')[2]}]")
    assert sent["privacy"]["id"] == 3


@pytest.mark.parametrize(
    ("status", "body", "code"),
    [
        (400, '{"code": "invalid-params", "detail": "name"}', "peertube-rejected"),
        (404, "", "peertube-channel"),
        (413, '{"code": "quota_reached"}', "peertube-quota"),
        (415, "", "peertube-type"),
        (422, "", "unreadable"),
    ],
)
def test_what_the_instance_refuses_fails_at_once_with_a_sentence(
    peertube: FakePeerTube, transcode: Transcode, status: int, body: str, code: str
) -> None:
    peertube.fault("POST .*upload-resumable", status=status, body=body)
    transcode = work_until_ended(transcode)

    assert transcode.state == Transcode.State.FAILED
    assert transcode.failure == code
    assert transcode.chunks.get(key="remote").attempts == 1
    assert failure_sentence(code) != failure_sentence("no such code")
    # Mended over there, a retry goes through.
    assert retry_transcode(transcode=transcode)
    assert work_until_ended(transcode).state == Transcode.State.DONE
    assert_arrived_once(peertube, transcode)


def test_a_file_that_the_instance_cannot_read_is_not_sent_for_ever(
    peertube: FakePeerTube, transcode: Transcode
) -> None:
    peertube.spoiled = True
    transcode = work_until_ended(transcode)

    assert transcode.failure == "unreadable"
    assert len(peertube.uploads) == 1


def test_too_many_requests_silence_every_worker_and_count_as_no_failure(
    peertube: FakePeerTube, transcode: Transcode
) -> None:
    peertube.fault(
        "POST .*upload-resumable",
        status=429,
        body="Too many requests, please try again later.",
        headers={"Retry-After": "600"},
    )
    transcoding.work_once()
    called = len(peertube.calls)
    hurry(transcode)
    transcoding.work_once()

    chunk = transcode.chunks.get(key="remote")
    assert len(peertube.calls) == called, "nobody calls while the instance wants quiet"
    assert (chunk.state, chunk.failures, chunk.attempts) == (Chunk.State.WAITING, 0, 0)
    assert chunk.not_before is not None
    cache.clear()
    assert work_until_ended(transcode).state == Transcode.State.DONE


def test_an_instance_that_is_away_is_waited_for_and_the_owner_sees_it(
    peertube: FakePeerTube, transcode: Transcode, settings: LazySettings
) -> None:
    settings.PEERTUBE_URL = "http://127.0.0.1:9"
    for _step in range(3 * settings.TRANSCODE_ATTEMPTS):
        hurry(transcode)
        transcoding.work_once()

    chunk = transcode.chunks.get(key="remote")
    assert (chunk.state, chunk.failures, chunk.attempts) == (Chunk.State.WAITING, 0, 0)
    assert chunk.waits_for == "peertube"
    assert chunk.not_before is not None
    assert chunk.not_before > timezone.now()
    transcode.refresh_from_db()
    video = transcode.source.video
    assert progress_event(video, transcode)["message"] == waiting_sentence("peertube")

    settings.PEERTUBE_URL = peertube.url
    transcode = work_until_ended(transcode)
    assert transcode.state == Transcode.State.DONE
    assert "away_since" not in transcode.external
    assert not transcode.chunks.exclude(waits_for="").exists()


def test_an_instance_that_is_away_for_longer_than_allowed_fails_the_video(
    peertube: FakePeerTube, transcode: Transcode, settings: LazySettings
) -> None:
    settings.PEERTUBE_URL = "http://127.0.0.1:9"
    transcoding.work_once()
    transcode.refresh_from_db()
    long_ago = time.time() - settings.PEERTUBE_AWAY_S - 1
    transcode.external |= {"away_since": long_ago}
    transcode.save(update_fields=["external"])
    transcode = work_until_ended(transcode)
    assert transcode.failure == "peertube-unreachable"

    settings.PEERTUBE_URL = peertube.url
    retry_transcode(transcode=transcode)
    assert work_until_ended(transcode).state == Transcode.State.DONE


def test_an_absence_is_no_silence_of_the_instances_encoder(
    peertube: FakePeerTube, transcode: Transcode
) -> None:
    transcoding.work_once()
    (video,) = peertube.videos.values()
    video["stopped"] = True
    long_ago = time.time() - 5 * 3600
    transcode.refresh_from_db()
    transcode.external |= {"moved_at": long_ago, "away_since": long_ago}
    transcode.save(update_fields=["external"])
    for _job in range(2):
        hurry(transcode)
        transcoding.work_once()
    transcode.refresh_from_db()
    assert (transcode.state, transcode.failure) == (Transcode.State.RUNNING, "")
    assert transcode.chunks.get(key="remote").failures == 0
