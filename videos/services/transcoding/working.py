"""One claimed chunk, from the source to stored files."""

import logging
import shutil
from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import OperationalError, close_old_connections

from core.adapters.object_store import ObjectMissing, StoreFailed, object_store
from core.jobs import enqueue_after_commit
from videos.adapters.engines import Assignment, NotYet, Ready, engine_named
from videos.adapters.media import EncodeFailed, JobResult, Plan, Probe
from videos.models import Chunk, Transcode
from videos.models.transcode import LIVE
from videos.services.media_types import media_type
from videos.services.transcoding.claims import beat, claim_next, give_back, hand_back, put_off
from videos.services.transcoding.discarding import forget_if_erased
from videos.services.transcoding.heartbeat import Heartbeat
from videos.services.transcoding.laying_out import begin_next
from videos.services.transcoding.memory import remember, run_of
from videos.services.transcoding.patience import when_the_database_answers
from videos.services.transcoding.progress import announce_now
from videos.services.transcoding.publication import complete_chunk, extend_early
from videos.services.transcoding.samples import sample_of
from videos.services.transcoding.sources import NoRoom, local_source, room_is_short
from videos.services.transcoding.stopping import AtWork, Stop, how_to_stop

logger = logging.getLogger(__name__)

NO_ROOM_S = 60
STORE_AWAY_S = 30
NEARLY = 0.85  # of a chunk: what is left takes seconds, doing it again takes longer


def work_once() -> bool:
    """Do what is wanted most: look at a new source, else make one chunk. False when nothing waits.

    Every doorbell means the same, so that a clip's first look never queues behind a film's chunks.
    Errors go back into the row.
    """
    if how_to_stop() != Stop.NO:
        # The doorbell is for somebody who stays.
        enqueue_after_commit("videos.transcode.work")
        return False
    if room_is_short():
        logger.warning(
            "No work is claimed here: %s is nearly full. Free some room.", settings.SCRATCH_DIR
        )
        enqueue_after_commit("videos.transcode.work", delay_s=NO_ROOM_S)
        return False
    with AtWork():
        if begin_next():
            return True
        chunk = claim_next()
        if chunk is None:
            return False
        _make(chunk)
    return True


def _make(chunk: Chunk) -> None:
    scratch = Path(settings.SCRATCH_DIR) / "claims" / str(chunk.claim)
    control = ClaimControl(chunk, scratch)
    try:
        with control.heartbeat:
            result = _run(chunk, scratch, control)
            control.store(result.files)
            # Still beating: what is finished is not made again because the database is away.
            when_the_database_answers(partial(complete_chunk, chunk=chunk, result=result))
    except NotYet as later:
        when_the_database_answers(partial(put_off, chunk, later))
    except EncodeFailed as failure:
        _failed(chunk, control, failure)
    except ObjectMissing:
        _give_back(chunk, EncodeFailed("source-missing", permanent=True))
    except NoRoom as full:
        logger.warning("Chunk %s of %s waits: %s", chunk, chunk.transcode, full)
        when_the_database_answers(
            partial(put_off, chunk, NotYet(NO_ROOM_S, str(full), waits_for="disk-full"))
        )
    except StoreFailed as trouble:
        _store_failed(chunk, trouble)
    except OSError as error:
        _give_back(chunk, EncodeFailed("storage", stderr_tail=str(error)))
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
        forget_if_erased(chunk.transcode)


def _failed(chunk: Chunk, control: "ClaimControl", failure: EncodeFailed) -> None:
    if control.heartbeat.leaving.is_set():
        hand_back(chunk)
    elif not control.heartbeat.lost.is_set():
        _give_back(chunk, failure)


def _give_back(chunk: Chunk, failure: EncodeFailed) -> None:
    when_the_database_answers(partial(give_back, chunk, failure))


def _store_failed(chunk: Chunk, trouble: StoreFailed) -> None:
    logger.warning("Chunk %s of %s: the store failed: %s", chunk, chunk.transcode, trouble)
    if trouble.retryable:
        # An outage says nothing about the chunk: however long it lasts, no attempt is spent on it.
        when_the_database_answers(
            partial(put_off, chunk, NotYet(STORE_AWAY_S, str(trouble), waits_for="storage"))
        )
    else:
        _give_back(chunk, EncodeFailed("storage", stderr_tail=str(trouble)))


def _run(chunk: Chunk, scratch: Path, control: "ClaimControl") -> JobResult:
    transcode = chunk.transcode
    plan = Plan.from_json(transcode.plan or {})

    def open_source() -> AbstractContextManager[Path]:
        if transcode.engine == LIVE:
            return sample_of(transcode, scratch)
        return local_source(transcode.source)

    assignment = Assignment(
        run=run_of(transcode),
        job=plan.job(chunk.key),
        plan=plan,
        probe=Probe.from_json(transcode.source.probe or {}),
        out=scratch,
        open_source=open_source,
        threads=settings.TRANSCODE_THREADS,
    )
    return engine_named(transcode.engine).run(assignment, control)


class ClaimControl:
    """What a job at work may ask for, on behalf of one claim (see `videos.adapters.engines.Control`)."""

    def __init__(self, chunk: Chunk, scratch: Path) -> None:
        self.chunk = chunk
        self.scratch = scratch
        self.frames = 0
        self.heartbeat = Heartbeat(self._beat, self._nearly_done)

    def progress(self, frames: int) -> None:
        self.frames = frames

    def stopped(self) -> bool:
        return self.heartbeat.must_stop()

    def store(self, names: Iterable[str]) -> None:
        # What was stopped may be about to be erased: nothing is added to it any more.
        if self.heartbeat.lost.is_set():
            raise EncodeFailed("cancelled")
        _store(self.chunk.transcode, self.scratch, names)

    def ready(self, rendition: Ready) -> None:
        try:
            extend_early(chunk=self.chunk, rendition=rendition)
        except OperationalError as trouble:
            # The end of the job says it again.
            logger.warning("Not playable early: the database does not answer: %s", trouble)
            close_old_connections()

    def remember(self, **facts: Any) -> dict[str, Any]:
        return remember(chunk=self.chunk, **facts)

    def _beat(self) -> bool:
        if not beat(self.chunk, min(self.frames, self.chunk.frames)):
            return False
        announce_now(self.chunk.transcode)
        return True

    def _nearly_done(self) -> bool:
        return self.frames >= NEARLY * self.chunk.frames


def _store(transcode: Transcode, scratch: Path, files: Iterable[str] | Sequence[str]) -> None:
    """Names are fixed by the plan, so a chunk that is made twice writes the same keys again."""
    store = object_store()
    for name in files:
        store.put_file(transcode.prefix + name, scratch / name, content_type=media_type(name))
