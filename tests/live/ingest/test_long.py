"""Five hours of film as fast as they go: past 4 h 39 m a timestamp no longer fits 24 bits, and nothing may drift or grow."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings

from core.adapters.object_store import object_store
from live.models import PublishSession, Stream
from live.services.recording import session_folder
from tests.live.process import IngestProcess, PublisherProcess, wait_until
from tests.videos.transcoding.numbered import run
from videos.models import Rendition, Video

HOURS = 5
LENGTH_S = HOURS * 3600
# One reel, again and again. It ends with a frame of sound (1024 samples) and a group of pictures alike.
REEL_S = 640
SPARSE = ["-f", "lavfi", "-i", "testsrc2=size=64x64:rate=1", "-f", "lavfi", "-i", "anullsrc=r=8000:cl=mono"]  # fmt: skip
CODECS = ["-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-g", "2", "-bf", "0", "-c:a", "aac"]  # fmt: skip
MOST_GROWTH_MB = 40
LAST_S = 40


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_five_hours_neither_drift_nor_grow(
    publish: Callable[..., PublisherProcess], ingest: IngestProcess, stream: Stream, tmp_path: Path
) -> None:
    Stream.objects.filter(pk=stream.pk).update(dvr=timedelta(minutes=5))
    reel = tmp_path / "reel.flv"
    run(*SPARSE, "-t", str(REEL_S), *CODECS, str(reel))
    publisher = publish(seconds=LENGTH_S, paced=False, inputs=_hurried(reel), codecs=["-c", "copy"])
    wait_until(_half_an_hour_is_there, "half an hour is packaged")
    early = _memory_mb(ingest)
    complaints = publisher.finish()
    assert publisher.process.returncode == 0, complaints
    late = _memory_mb(ingest)
    assert late - early < MOST_GROWTH_MB
    video = wait_until(lambda: Video.objects.filter(state="ready").first(), "the recording plays")
    assert video.duration_ms == pytest.approx(LENGTH_S * 1000, abs=1100)
    lengths = {row.name: row for row in Rendition.objects.filter(transcode=video.current)}
    picture, sound = lengths["64p"], lengths["audio"]
    assert len(picture.pieces) == len(sound.pieces) == 1  # no jump was seen where there was none
    assert sum(sound.lengths) == pytest.approx(sum(picture.lengths), abs=1.2)
    # Two seconds each, and where a reel ends the frame of sound that it has more.
    assert max(picture.lengths) == pytest.approx(2, abs=0.13)
    assert object_store().size(video.poster) > 100


def _hurried(reel: Path) -> list[str]:
    """At full speed until shortly before the end: who closes while much is on its way may lose that."""
    pace = ["-readrate", "1", "-readrate_initial_burst", str(LENGTH_S - LAST_S)]
    return [*pace, "-stream_loop", "-1", "-i", str(reel)]


def _half_an_hour_is_there() -> bool:
    session = PublishSession.objects.select_related("broadcast__video").first()
    if session is None:
        return False
    return (settings.MEDIA_ROOT / session_folder(session) / "source/seg_01000.m4s").exists()


def _memory_mb(ingest: IngestProcess) -> float:
    pages = int(Path(f"/proc/{ingest.process.pid}/statm").read_text().split()[1])
    return pages * 4096 / 1e6
