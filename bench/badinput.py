"""Two hundred damaged files through the whole pipeline: each must end as something that plays, or with a reason.

Real workers (processes of their own) look at the files and make everything of those that they accept; what they call
playable is decoded to the end. A worker that dies is counted and replaced. How many files: BENCH_MUTANTS (200).
"""

import io
import multiprocessing
import os
import tempfile
from collections import Counter, defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

from bench._services import site_in_this_process
from bench._table import Cell, print_table

if TYPE_CHECKING:
    from videos.models import Transcode

WORKERS = 2
REPLACED = 20  # deaths after which the bench gives up


def main() -> None:
    """Store the files, let workers end them all, print the table."""
    count = int(os.environ.get("BENCH_MUTANTS", "200"))
    with tempfile.TemporaryDirectory(prefix="piyakast-bench-") as name, site_in_this_process():
        kinds = _store(Path(name), count)
        deaths = _work(sorted(kinds))
        _report(kinds, deaths)


def _store(folder: Path, count: int) -> dict[int, str]:
    """The kind of damage by the transcode that it is for."""
    from celery import current_app

    from tests.factories import ChannelFactory
    from tests.videos.pipeline import store_source
    from tests.videos.transcoding.mutants import clips, mutants
    from videos.services import transcoding

    current_app.conf.task_always_eager = False  # the workers look for themselves
    kinds = {}
    for mutant in mutants(clips(folder), count):
        source = store_source(ChannelFactory(), mutant.write(folder))
        kinds[transcoding.start_transcode(source=source).pk] = mutant.kind
    return kinds


def _work(ids: list[int]) -> int:
    """Have all of them ended; how many workers died at it."""
    from django.db import connections

    connections.close_all()
    deaths = 0
    context = multiprocessing.get_context("spawn")
    while deaths < REPLACED:
        crew = [context.Process(target=_end_all, args=(ids[n::WORKERS],)) for n in range(WORKERS)]
        for worker in crew:
            worker.start()
        for worker in crew:
            worker.join()
        dead = sum(1 for worker in crew if worker.exitcode)
        if not dead:
            break
        deaths += dead
    return deaths


def _end_all(ids: list[int]) -> None:
    """One worker: everything that may be done about these transcodes, one after another."""
    import django

    django.setup()
    from celery import current_app

    from tests.videos.transcoding.engines import hurry
    from videos.models import Transcode
    from videos.services import transcoding
    from videos.services.transcoding.lifecycle import UNFINISHED

    current_app.conf.task_always_eager = False
    for pk in ids:
        transcoding.begin(transcode_id=pk)
        while True:
            run = Transcode.objects.get(pk=pk)
            if run.state not in UNFINISHED:
                break
            hurry(run)
            transcoding.work_once()


def _report(kinds: dict[int, str], deaths: int) -> None:
    from videos.models import Transcode
    from videos.services.transcoding.reasons import failure_sentence

    unknown = failure_sentence("no such code")
    ends: dict[str, Counter[str]] = defaultdict(Counter)
    for run in Transcode.objects.filter(pk__in=kinds):
        ends[kinds[run.pk]][_end_of(run, unknown)] += 1
    rows: list[list[Cell]] = []
    total = [0, 0, 0]
    for kind, counted in sorted(ends.items()):
        good = counted.pop("plays", 0)
        bad = sum(counted[end] for end in counted if end.startswith("BAD"))
        reasons = ", ".join(f"{end} {number}" for end, number in sorted(counted.items()))
        files = good + sum(counted.values())
        total = [a + b for a, b in zip(total, (files, good, bad), strict=True)]
        rows.append([kind, files, good, reasons, bad])
    rows.append(["all", total[0], total[1], f"worker deaths {deaths}", total[2]])
    print_table(["damage", "files", "play", "refused or failed with a reason", "neither"], rows)


def _end_of(run: "Transcode", unknown: str) -> str:
    from videos.models import Transcode
    from videos.services.transcoding.reasons import failure_sentence

    if run.state == Transcode.State.DONE:
        return "plays" if _plays(run) else "BAD does not play"
    sentence = failure_sentence(run.failure)
    if run.state != Transcode.State.FAILED or not sentence or sentence == unknown:
        return f"BAD {run.state} {run.failure}"
    return f"{'failed' if run.plan else 'refused'}: {run.failure}"


def _plays(run: "Transcode") -> bool:
    """Whether every rendition decodes, and is as long as it says."""
    import av

    from core.adapters.object_store import object_store

    store = object_store()
    for row in run.renditions.all():
        parts = ["init.mp4", *(f"seg_{n:05d}.m4s" for n in range(row.ready_segments))]
        data = b"".join(store.read(f"{run.prefix}{row.name}/{part}") for part in parts)
        with av.open(io.BytesIO(data)) as film:
            last = [float(frame.time or 0) for frame in film.decode(film.streams[0])][-1]
        if not row.complete or abs(last - sum(row.lengths)) > 1.5:
            return False
    return run.renditions.exists()
