"""Which chunk is next: what makes a video playable, the short before the long, nobody passed for ever."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.db import connection
from django.utils import timezone

from accounts.models import Channel
from tests.factories import ChannelFactory
from tests.videos.pipeline import store_source
from tests.videos.transcoding.laid_out import lay_out_film
from videos.models import Chunk, Transcode
from videos.services import transcoding
from videos.services.transcoding.claims import (
    claim_next,
    claimable,
)

WAITING = Chunk.State.WAITING


@pytest.fixture(autouse=True)
def _fake_engine(settings: LazySettings) -> None:
    settings.TRANSCODE_ENGINE = "fake"


@pytest.mark.django_db
class TestOrder:
    """Who is served first."""

    def claims(self, number: int) -> list[Chunk]:
        found = [claim_next() for _each in range(number)]
        return [chunk for chunk in found if chunk]

    def test_what_makes_it_playable_comes_first(self, channel: Channel, tmp_path: Path) -> None:
        lay_out_film(channel, tmp_path, seconds=2400, height=1080)
        keys = [chunk.key for chunk in self.claims(6)]
        beginning = ["head-low", "posters", "head-high", "extras"]
        assert keys == [*beginning, "chunk-00000", "chunk-00001"]

    def test_a_clip_passes_a_film_that_is_under_way(self, channel: Channel, tmp_path: Path) -> None:
        film = lay_out_film(channel, tmp_path, seconds=7200)
        self.claims(5)
        clip = lay_out_film(ChannelFactory(), tmp_path, seconds=12)
        number = clip.chunks.count()
        # At most a stretch or two of the film stand between.
        assert sum(c.transcode_id == clip.pk for c in self.claims(number + 2)) == number
        assert film.chunks.filter(state=WAITING).exists()

    def test_a_film_is_not_passed_for_ever(self, channel: Channel, tmp_path: Path) -> None:
        film = lay_out_film(channel, tmp_path, seconds=7200)
        self.claims(3)
        # It has waited as long as the rest of its line; a flood of new clips comes in.
        film.chunks.filter(state=WAITING).update(due_at=timezone.now() - timedelta(hours=1))
        for _clip in range(4):
            lay_out_film(ChannelFactory(), tmp_path, seconds=12)
        assert {chunk.transcode_id for chunk in self.claims(10)} == {film.pk}

    def test_the_hundredth_upload_of_one_owner_does_not_hold_up_others(
        self, channel: Channel, tmp_path: Path
    ) -> None:
        for _clip in range(10):
            lay_out_film(channel, tmp_path, seconds=12)
        other = lay_out_film(ChannelFactory(), tmp_path, seconds=12)
        heads = Chunk.objects.filter(priority__lt=10).count()
        claims = self.claims(heads + 2 * other.chunks.filter(priority__gte=10).count())
        assert other.pk in {chunk.transcode_id for chunk in claims[:2]}
        # Everybody's beginnings, the first upload's rest, and all of it: before the second upload's.
        assert sum(chunk.transcode_id == other.pk for chunk in claims) == other.chunks.count()

    def test_a_new_source_is_looked_at_before_chunks_are_made(
        self, channel: Channel, tmp_path: Path
    ) -> None:

        lay_out_film(channel, tmp_path, seconds=12)
        file = tmp_path / "new.mp4"
        file.write_bytes(b"anything")
        waiting = transcoding.start_transcode(source=store_source(channel, file))
        assert transcoding.work_once()
        waiting.refresh_from_db()
        assert waiting.state == Transcode.State.RUNNING
        assert not Chunk.objects.exclude(state=WAITING).exists()


@pytest.mark.django_db
def test_a_claim_among_a_hundred_thousand_chunks_touches_few_rows(
    channel: Channel, tmp_path: Path
) -> None:
    transcode = lay_out_film(channel, tmp_path, seconds=12)
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO videos_chunk (transcode_id, kind, key, priority, state, due_at, attempts,
                failures, weight, frames, frames_done, worker, stderr_tail)
            SELECT %s, 'video', 'k' || n, 20, CASE WHEN n %% 5 = 0 THEN 'waiting' ELSE 'done' END,
                now() + n * interval '1 second', 0, 0, 1, 1, 0, '', ''
            FROM generate_series(1, 100000) AS n
            """,
            [transcode.pk],
        )
        cursor.execute("ANALYZE videos_chunk")
        cursor.execute("ANALYZE videos_transcode")
    query = claimable(timezone.now()).select_for_update(skip_locked=True, of=("self",))[:1]
    plan = json.loads(query.explain(format="json", analyze=True))[0]["Plan"]

    assert most_rows(plan) <= 20, json.dumps(plan, indent=1)


def most_rows(node: dict[str, Any]) -> float:
    """The most rows that any step of an executed plan has looked at."""
    here: float = (node["Actual Rows"] + node.get("Rows Removed by Filter", 0)) * node[
        "Actual Loops"
    ]
    return max([here, *(most_rows(child) for child in node.get("Plans", []))])
