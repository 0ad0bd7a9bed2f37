"""What the site's rows say to the monitoring, read at every scrape in a few counting queries."""

from collections.abc import Iterator

from django.conf import settings
from django.db.models import Count, Min, Sum
from django.utils import timezone
from prometheus_client.core import GaugeMetricFamily, Metric

from core.metrics import describe, register_reader
from videos.models import Chunk, Transcode, Upload, Video
from videos.services.transcoding.claims import claimable
from videos.services.transcoding.sources import free_bytes

UNENDED = (Chunk.State.WAITING, Chunk.State.RUNNING)


def install() -> None:
    """Tell the metrics page of what videos have to say."""
    describe("piyakast_chunks_ended_total", "Attempts at chunks that ended: done, retried, failed.")
    describe("piyakast_chunk_seconds", "How long finished chunks took.")
    describe("piyakast_playable_seconds", "From the end of an upload to the first frame.")
    describe("piyakast_views_flushed_total", "Views that were brought into the database.")
    register_reader(read_rows)


def read_rows() -> Iterator[Metric]:
    """Gauges of chunks, transcodes, uploads and videos."""
    yield _chunks()
    yield _oldest()
    yield _by_state("piyakast_transcodes", "Transcodes by state.", Transcode)
    yield _by_state("piyakast_videos", "Videos by state.", Video)
    yield from _uploads()
    yield GaugeMetricFamily(
        "piyakast_scratch_free_bytes",
        f"Free room where this machine encodes; below {settings.SCRATCH_LEAST_FREE_BYTES} it claims nothing.",
        value=free_bytes(),
    )


def _chunks() -> Metric:
    # Only what has not ended: finished chunks are counted by the workers, and there are many.
    family = GaugeMetricFamily("piyakast_chunks", "Chunks that have not ended.", labels=["state"])
    rows = Chunk.objects.filter(state__in=UNENDED).values_list("state").annotate(n=Count("pk"))
    found = dict(rows)
    for state in UNENDED:
        family.add_metric([state], found.get(state, 0))
    return family


def _oldest() -> Metric:
    now = timezone.now()
    first = claimable(now).order_by().aggregate(first=Min("transcode__planned_at"))["first"] or now
    return GaugeMetricFamily(
        "piyakast_oldest_waiting_seconds",
        "How long the oldest transcode that still has chunks to claim has waited.",
        value=max(0.0, (now - first).total_seconds()),
    )


def _by_state(name: str, text: str, model: type[Transcode | Video]) -> Metric:
    family = GaugeMetricFamily(name, text, labels=["state"])
    found = dict(model._default_manager.values_list("state").annotate(n=Count("pk")).order_by())
    for state in model.State.values:
        family.add_metric([state], found.get(state, 0))
    return family


def _uploads() -> Iterator[Metric]:
    uploads = GaugeMetricFamily("piyakast_uploads", "Uploads by state.", labels=["state"])
    sizes = GaugeMetricFamily(
        "piyakast_upload_bytes", "Announced bytes of uploads by state.", labels=["state"]
    )
    found = {
        state: (number, size)
        for state, number, size in Upload.objects.values_list("state").annotate(
            number=Count("pk"), size=Sum("size_bytes")
        )
    }
    for state in Upload.State.values:
        number, size = found.get(state, (0, 0))
        uploads.add_metric([state], number)
        sizes.add_metric([state], size or 0)
    yield uploads
    yield sizes
