"""One transcode whose workers are killed by SIGKILL again and again, at random moments of their work.

Bars: it is finished by the workers that come after, no finished chunk is encoded again, nothing is left in the scratch
folder or the store that no row knows, and no ffmpeg outlives its worker. How many kills: BENCH_KILLS (10).
"""

import os
import random
import tempfile
from pathlib import Path

from bench._film import render_film
from bench._services import site_in_this_process
from bench._table import print_table

FILM_S = 60
CHUNK_S = 4  # many pieces, so that a kill meets each kind of work


def main() -> None:
    """Kill and count, print the table."""
    kills = int(os.environ.get("BENCH_KILLS", "10"))
    with tempfile.TemporaryDirectory(prefix="piyakast-bench-") as name, site_in_this_process():
        print_table(*_killed(render_film(Path(name) / "film.mp4", FILM_S), kills))


def _killed(film: Path, kills: int) -> tuple[list[str], list[list[str | int | float]]]:
    from celery import current_app
    from django.conf import settings

    from core.adapters.object_store import object_store
    from tests.factories import ChannelFactory
    from tests.videos.pipeline import store_source
    from tests.videos.transcoding.test_kills import expected_keys
    from tests.videos.transcoding.workers import ffmpegs_of, kill_repeatedly
    from videos.models import Transcode
    from videos.services import transcoding

    current_app.conf.task_always_eager = False  # the workers look for themselves
    settings.TRANSCODE_CHUNK_S, settings.TRANSCODE_PRESET = CHUNK_S, "ultrafast"
    run = transcoding.start_transcode(source=store_source(ChannelFactory(), film))
    transcoding.begin(transcode_id=run.pk)
    story = kill_repeatedly(run, kills=kills, dice=random.Random(10))
    run.refresh_from_db()
    scratch = list(settings.SCRATCH_DIR.glob("claims/*"))
    strangers = set(object_store().list_prefix(run.prefix)) ^ expected_keys(run, FILM_S)
    header = ["kills", "chunks", "claims", "finished ones redone", "orphans in scratch", "in store", "processes", "finished"]  # fmt: skip
    chunks = list(run.chunks.all())
    row: list[str | int | float] = [
        story.kills, len(chunks), sum(chunk.attempts for chunk in chunks), len(story.redone), len(scratch),
        len(strangers), len(ffmpegs_of(settings.SCRATCH_DIR)), "yes" if run.state == Transcode.State.DONE else "NO",
    ]  # fmt: skip
    return header, [row]
