"""What the pipeline tells the monitoring."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import Channel
from tests.core.test_metrics import sample
from tests.videos.transcoding.laid_out import lay_out_film
from videos.adapters.media import EncodeFailed
from videos.models import Transcode, Upload
from videos.services import transcoding
from videos.services.transcoding.claims import claim_next, give_back
from videos.tasks.transcode import work

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("silent_queue")]


def scrape() -> str:
    answer = Client().get("/metrics", REMOTE_ADDR="127.0.0.1")
    assert answer.status_code == 200
    return str(answer.content.decode())


@pytest.fixture
def transcode(channel: Channel, tmp_path: Path, settings: LazySettings) -> Transcode:
    settings.TRANSCODE_ENGINE = "fake"
    return lay_out_film(channel, tmp_path, seconds=12)


def test_waiting_work_and_its_age(transcode: Transcode) -> None:
    number = transcode.chunks.count()
    Transcode.objects.update(planned_at=timezone.now() - timedelta(minutes=5))
    claim_next()
    text = scrape()
    assert sample(text, 'piyakast_chunks{state="waiting"}') == number - 1
    assert sample(text, 'piyakast_chunks{state="running"}') == 1
    assert 300 <= sample(text, "piyakast_oldest_waiting_seconds") < 900
    assert sample(text, 'piyakast_transcodes{state="running"}') == 1
    assert sample(text, 'piyakast_transcodes{state="failed"}') == 0
    assert sample(text, 'piyakast_videos{state="processing"}') == 1
    assert sample(text, "piyakast_scratch_free_bytes") > 0


def test_outcomes_times_and_how_soon_it_plays(transcode: Transcode) -> None:
    chunk = claim_next()
    assert chunk is not None
    give_back(chunk, EncodeFailed("ffmpeg"))
    transcode.chunks.update(not_before=None)
    while transcoding.work_once():
        pass
    text = scrape()
    done = 'piyakast_chunks_ended_total{kind="video",outcome="done"}'
    assert sample(text, done) == transcode.chunks.filter(kind="video").count()
    assert sample(text, 'piyakast_chunks_ended_total{kind="video",outcome="retried"}') == 1
    pictures = transcode.chunks.filter(kind="extras").count()
    assert sample(text, 'piyakast_chunk_seconds_count{kind="extras"}') == pictures
    assert sample(text, 'piyakast_playable_seconds_count{engine="fake"}') == 1
    assert sample(text, "piyakast_oldest_waiting_seconds") == 0


def test_tasks_of_workers_reach_the_scrape(transcode: Transcode) -> None:
    work.apply()
    name = 'task="videos.transcode.work"'
    text = scrape()
    assert sample(text, f'piyakast_tasks_total{{state="SUCCESS",{name}}}') == 1
    assert sample(text, f"piyakast_task_seconds_count{{{name}}}") == 1


def test_uploads_by_state(transcode: Transcode) -> None:
    for size in (10, 20):
        Upload.objects.create(
            owner=transcode.source.video.channel.owner,
            video=transcode.source.video,
            filename="a.mp4",
            content_type="video/mp4",
            size_bytes=size,
            part_bytes=10,
            storage_key=f"sources/{size}.mp4",
            store_upload_id="x",
        )
    text = scrape()
    assert sample(text, 'piyakast_uploads{state="open"}') == 2
    assert sample(text, 'piyakast_upload_bytes{state="open"}') == 30
    assert sample(text, 'piyakast_uploads{state="aborted"}') == 0


def test_a_scrape_costs_a_fixed_number_of_queries(
    transcode: Transcode, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(5):
        scrape()
