"""Workers die by kill -9: the film is finished, nothing is made twice, nothing is left lying about."""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from celery import current_app
from django.conf import LazySettings

from accounts.models import Channel
from core.adapters.object_store import object_store
from tests.videos.pipeline import store_source
from tests.videos.transcoding.workers import ffmpegs_of, kill_repeatedly
from videos.adapters.demo_clips import ClipSpec, render_clip
from videos.models import Chunk, Rendition, Transcode
from videos.services import transcoding


@pytest.fixture
def _nobody_answers() -> Iterator[None]:
    """Doorbells go to the broker, where nobody listens: these workers look for themselves."""
    current_app.conf.task_always_eager = False
    yield
    current_app.conf.task_always_eager = True


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("_nobody_answers")
def test_killed_workers_lose_nothing_but_their_own_piece(
    channel: Channel, tmp_path: Path, settings: LazySettings
) -> None:
    settings.TRANSCODE_CHUNK_S = 4
    film = tmp_path / "film.mp4"
    render_clip(ClipSpec("bars", 320, 240, 12, 220), film)
    run = transcoding.start_transcode(source=store_source(channel, film))
    transcoding.begin(transcode_id=run.pk)
    assert not run.chunks.exclude(state=Chunk.State.WAITING).exists()

    story = kill_repeatedly(run, kills=3, dice=random.Random(3))

    run.refresh_from_db()
    assert run.state == Transcode.State.DONE
    assert story.kills == 3
    assert story.redone == []
    assert ffmpegs_of(settings.SCRATCH_DIR) == []
    assert not list((settings.SCRATCH_DIR / "claims").glob("*"))
    assert set(object_store().list_prefix(run.prefix)) == expected_keys(run, 12)


def expected_keys(run: Transcode, film_s: float) -> set[str]:
    """Every file that the rows say there is, and no other."""
    names = [name for chunk in run.chunks.all() for name in (chunk.result or {})["files"]]
    for rendition in run.renditions.all():
        names += [f"{rendition.name}/init.mp4"]
        names += [f"{rendition.name}/seg_{n:05d}.m4s" for n in range(rendition.ready_segments)]
        assert rendition.complete
        assert rendition.kind == Rendition.Kind.AUDIO or abs(sum(rendition.lengths) - film_s) < 0.05
    return {run.prefix + name for name in names}
