"""A real Celery worker that is told to stop gives its claim back at once, and one that dies is noticed."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.db import connection

from accounts.models import Channel
from tests.videos.pipeline import store_source
from videos.adapters.demo_clips import ClipSpec, render_clip
from videos.models import Chunk
from videos.services import transcoding
from videos.services.transcoding import stopping, sweeping
from videos.services.transcoding.claims import claim_next
from videos.services.transcoding.heartbeat import Heartbeat

ROOT = Path(__file__).resolve().parents[3]
PATIENCE_S = 240  # the machine may be slow; nothing here depends on how slow


def wait_for(condition: Callable[[], bool], what: str) -> None:
    """Wait until it is so; fail with `what` when it never is."""
    deadline = time.monotonic() + PATIENCE_S
    while not condition():
        assert time.monotonic() < deadline, what
        time.sleep(0.1)


@pytest.fixture(scope="session")
def long_clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A stretch that takes a while to encode well."""
    target = tmp_path_factory.mktemp("clips") / "long.mp4"
    render_clip(ClipSpec("bars", 640, 360, 24, 220), target)
    return target


@pytest.fixture
def worker(settings: LazySettings, tmp_path: Path) -> Iterator["subprocess.Popen[bytes]"]:
    """A worker process on the test's database, queue and folders, in a group of its own."""
    database = connection.settings_dict
    address = f"postgresql://{database['USER']}:{database['PASSWORD']}@{database['HOST']}:{database['PORT']}/{database['NAME']}"
    starter = (
        "import django; django.setup()\n"
        "from django.conf import settings\n"
        f"settings.MEDIA_ROOT = {str(settings.MEDIA_ROOT)!r}\n"
        f"settings.SCRATCH_DIR = {str(settings.SCRATCH_DIR)!r}\n"
        "settings.TRANSCODE_HEARTBEAT_S = 0.2\n"
        "from piyakast.celery import app\n"
        "app.worker_main(['worker', '-Q', 'transcode', '-c', '1', '-l', 'WARNING',"
        " '--without-gossip', '--without-mingle', '-n', 'stopping@%h'])\n"
    )
    log = (tmp_path / "worker.log").open("wb")
    process = subprocess.Popen(
        [sys.executable, "-c", starter],
        cwd=ROOT,
        env=os.environ | {"DATABASE_URL": address},
        stdout=log,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )
    yield process
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    log.close()


@pytest.fixture
def running_chunk(
    worker: "subprocess.Popen[bytes]",
    channel: Channel,
    long_clip: Path,
    settings: LazySettings,
    silent_queue: None,
) -> Chunk:
    """A long stretch that the worker is in the middle of."""
    settings.TRANSCODE_PRESET = "veryslow"
    run = transcoding.start_transcode(source=store_source(channel, long_clip))
    transcoding.begin(transcode_id=run.pk)
    # Only the longest stretch is left to do.
    longest = run.chunks.filter(kind=Chunk.Kind.VIDEO).order_by("-frames")[0]
    run.chunks.exclude(pk=longest.pk).update(state=Chunk.State.CANCELLED)
    wait_for(
        lambda: Chunk.objects.get(pk=longest.pk).frames_done > 0,
        f"the worker never began; {worker.poll()}",
    )
    return Chunk.objects.get(pk=longest.pk)


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("to_all", [False, True], ids=["to the main process", "to the group"])
def test_a_terminated_worker_hands_its_chunk_back_before_it_goes(
    worker: "subprocess.Popen[bytes]", running_chunk: Chunk, to_all: bool, settings: LazySettings
) -> None:
    (os.killpg if to_all else os.kill)(worker.pid, signal.SIGTERM)
    wait_for(lambda: worker.poll() is not None, "the worker never ended")

    chunk = Chunk.objects.get(pk=running_chunk.pk)
    assert chunk.state == Chunk.State.WAITING, "nobody need wait for the silence"
    assert (chunk.claim, chunk.failures, chunk.attempts) == (None, 0, 0)
    assert not list((Path(settings.SCRATCH_DIR) / "claims").glob("*"))
    again = claim_next()
    assert again is not None
    assert again.pk == chunk.pk


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a_killed_workers_chunk_is_taken_back_after_its_silence(
    worker: "subprocess.Popen[bytes]", running_chunk: Chunk, settings: LazySettings
) -> None:
    os.killpg(worker.pid, signal.SIGKILL)
    worker.wait()
    assert Chunk.objects.get(pk=running_chunk.pk).state == Chunk.State.RUNNING
    settings.TRANSCODE_SILENCE_S = 0
    sweeping.sweep()
    assert Chunk.objects.get(pk=running_chunk.pk).state == Chunk.State.WAITING
    # ffmpeg died with it: nothing writes into the claim's folder any more.
    wait_for(
        lambda: not list((Path(settings.SCRATCH_DIR) / "claims").glob("*")) or _cleared(),
        "the scratch folder stays",
    )


def _cleared() -> bool:
    from videos.services.transcoding.scratch import clear_scratch

    clear_scratch()
    return False


@pytest.fixture
def _running_again() -> Iterator[None]:
    yield
    stopping.forget_stop()


@pytest.mark.usefixtures("_running_again")
class TestWord:
    """What a job does with the word to stop."""

    def test_nearly_done_work_is_finished(self) -> None:
        stopping.stop_soon()
        assert not Heartbeat(lambda: True, lambda: True).must_stop()
        assert Heartbeat(lambda: True, lambda: False).must_stop()

    def test_at_once_means_at_once(self) -> None:
        stopping.stop_now()
        assert Heartbeat(lambda: True, lambda: True).must_stop()

    @pytest.mark.django_db
    def test_no_new_work_is_begun(
        self, channel: Channel, tmp_path: Path, settings: LazySettings, silent_queue: None
    ) -> None:
        from tests.videos.transcoding.laid_out import lay_out_film

        settings.TRANSCODE_ENGINE = "fake"
        lay_out_film(channel, tmp_path, seconds=12)
        stopping.stop_soon()
        assert not transcoding.work_once()
        assert not Chunk.objects.exclude(state=Chunk.State.WAITING).exists()

    @pytest.mark.django_db(transaction=True)
    def test_a_lost_claim_is_noticed_by_the_heartbeat(self, settings: LazySettings) -> None:
        settings.TRANSCODE_HEARTBEAT_S = 0.01
        with Heartbeat(lambda: False) as heartbeat:
            assert heartbeat.lost.wait(PATIENCE_S)
            assert heartbeat.must_stop()
