"""One claimed chunk, from the source to stored files."""

import mimetypes
import shutil
import threading
import time
from collections.abc import Iterable
from pathlib import Path

from django.conf import settings
from django.db import close_old_connections, connection

from core.adapters.object_store import ObjectMissing, object_store
from videos.adapters.media import EncodeFailed, JobResult, Plan, Probe, run_job
from videos.models import Chunk
from videos.services.transcoding.claims import beat, claim_next, give_back
from videos.services.transcoding.progress import announce_now
from videos.services.transcoding.publication import append_audio, complete_chunk
from videos.services.transcoding.sources import free_bytes, local_source

LEAST_FREE_BYTES = 200 * 1024**2
MEDIA_TYPES = {
    ".m4s": "video/iso.segment",
    ".mp4": "video/mp4",
    ".vtt": "text/vtt",
    ".jpg": "image/jpeg",
}


def work_once() -> bool:
    """Claim one chunk and make it; False when nothing waits. Errors go back into the row."""
    chunk = claim_next()
    if chunk is None:
        return False
    scratch = Path(settings.SCRATCH_DIR) / "claims" / str(chunk.claim)
    pulse = Pulse(chunk)
    try:
        with pulse:
            result = _encode(chunk, scratch, pulse)
            _store(chunk, scratch, result.files)
        complete_chunk(chunk=chunk, result=result)
    except EncodeFailed as failure:
        give_back(chunk, failure)
    except ObjectMissing:
        give_back(chunk, EncodeFailed("source-missing", permanent=True))
    except OSError as error:
        give_back(chunk, EncodeFailed("storage", stderr_tail=str(error)))
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    return True


class Pulse:
    """A thread that keeps the claim alive while ffmpeg works, and notices when it is lost."""

    def __init__(self, chunk: Chunk) -> None:
        self.chunk = chunk
        self.frames = 0
        self.lost = threading.Event()
        self.over = threading.Event()
        self.thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self) -> "Pulse":
        self.thread.start()
        return self

    def __exit__(self, *_exc: object) -> None:
        self.over.set()
        self.thread.join()

    def _run(self) -> None:
        announced = 0.0
        while not self.over.wait(settings.TRANSCODE_HEARTBEAT_S):
            close_old_connections()
            if not beat(self.chunk, min(self.frames, self.chunk.frames)):
                self.lost.set()
                break
            if time.monotonic() - announced >= 2:
                announced = time.monotonic()
                announce_now(self.chunk.transcode)
        connection.close()


def _encode(chunk: Chunk, scratch: Path, pulse: Pulse) -> JobResult:
    if free_bytes() < LEAST_FREE_BYTES:
        raise EncodeFailed("disk-full")
    transcode = chunk.transcode
    plan = Plan.from_json(transcode.plan or {})
    probe = Probe.from_json(transcode.source.probe or {})
    handed: list[float] = []

    def progress(frames: int) -> None:
        pulse.frames = frames

    def early(files: list[str], lengths: list[float]) -> None:
        _store(chunk, scratch, files)
        handed.extend(lengths)
        append_audio(chunk=chunk, lengths=handed)

    with local_source(transcode.source) as path:
        return run_job(
            path,
            probe,
            plan,
            plan.job(chunk.key),
            scratch,
            on_progress=progress,
            should_stop=pulse.lost.is_set,
            on_files=early,
            threads=settings.TRANSCODE_THREADS,
        )


def _store(chunk: Chunk, scratch: Path, files: Iterable[str]) -> None:
    """Names are fixed by the plan, so a chunk that is made twice writes the same keys again."""
    store = object_store()
    for name in files:
        kind = (
            MEDIA_TYPES.get(Path(name).suffix)
            or mimetypes.guess_type(name)[0]
            or "application/octet-stream"
        )
        store.put_file(chunk.transcode.prefix + name, scratch / name, content_type=kind)
