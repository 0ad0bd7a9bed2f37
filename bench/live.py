"""Live: how soon a publisher is seen, what the ingest costs, how soon a long broadcast is a video.

Bars: publish to playable at most 3 s; 20 publishers of 1.6 Mb/s, copied, at most 20 % of a core for the ingest process; a
recording of two hours playable at most 5 s after its broadcast ended. `LIVE_BENCH_S` is how long the 20 publish (20).
"""

import os
import shutil
import statistics
import tempfile
import time
from pathlib import Path

import httpx

from bench._film import ffmpeg
from bench._live import camera_film, live_site, new_stream
from bench._table import Cell, print_table
from tests.asking import PLAIN

ROUNDS = 5
PUBLISHERS = 20
HOURS = 2
SEGMENT_S = 2.0
LADDER = {"source": (1280, 720, 1500), "480p": (854, 480, 1000), "240p": (426, 240, 350)}


def main() -> None:
    """Measure, print the table."""
    with tempfile.TemporaryDirectory(prefix="piyakast-bench-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        with live_site(folder) as site:
            film = camera_film(folder / "film.flv")
            rows = [*_playable(site, folder, film), *_many(site, folder, film), *_recording(folder)]
    print_table(["what", "measured", "unit", "bar"], rows)


def _playable(site: str, folder: Path, film: Path) -> list[list[Cell]]:
    from tests.live.process import IngestProcess, PublisherProcess

    rows: list[list[Cell]] = []
    ingest = IngestProcess(site, folder)
    for latency in ("normal", "low", "ultra-low"):
        times = []
        for _round in range(ROUNDS):
            key = new_stream(latency=latency, records=False)
            began = time.monotonic()
            publisher = PublisherProcess(
                ingest.url(key), inputs=["-i", str(film)], codecs=["-c", "copy"]
            )
            _first_playlist(ingest.address)
            times.append(time.monotonic() - began)
            publisher.kill()
            _wait_until_alone()
        rows.append([f"publish to playable, {latency}", statistics.median(times), "s", "3"])
    ingest.stop()
    return rows


def _first_playlist(address: str) -> None:
    """Until a player that knows the address has a playlist with something to play in it."""
    from live.models import PublishSession

    with httpx.Client(base_url=f"{address}/hls/p", timeout=30, verify=PLAIN) as player:
        while True:
            session = PublishSession.objects.exclude(state="ended").last()
            if session and player.get(f"/{session.public_id}/master.m3u8").status_code == 200:
                text = player.get(f"/{session.public_id}/source/index.m3u8").text
                if "#EXT-X-PART:" in text or "#EXTINF" in text:
                    return
            time.sleep(0.01)


def _wait_until_alone() -> None:
    from live.models import PublishSession

    while PublishSession.objects.exclude(state="ended").exists():
        time.sleep(0.1)


def _many(site: str, folder: Path, film: Path) -> list[list[Cell]]:
    from live.models import PublishSession
    from tests.live.process import IngestProcess, PublisherProcess

    ingest = IngestProcess(site, folder, LIVE_FRONT_IPS="127.0.0.1")
    looped = ["-stream_loop", "-1", "-i", str(film)]
    publishers = [
        PublisherProcess(ingest.url(new_stream()), inputs=looped, codecs=["-c", "copy"], seconds=3600)
        for _ in range(PUBLISHERS)
    ]  # fmt: skip
    while PublishSession.objects.filter(state="publishing").count() < PUBLISHERS:
        time.sleep(0.1)
    span = float(os.environ.get("LIVE_BENCH_S", "20"))
    pids = [ingest.process.pid, *ingest.children()]
    before, began = [_cpu_s(pid) for pid in pids], time.monotonic()
    time.sleep(span)
    passed = time.monotonic() - began
    spent = [_cpu_s(pid) - was for pid, was in zip(pids, before, strict=True)]
    memory = int(Path(f"/proc/{ingest.process.pid}/statm").read_text().split()[1]) * 4096 / 1e6
    alive = PublishSession.objects.filter(state="publishing").count()
    for publisher in publishers:
        publisher.kill()
    _wait_until_alone()
    ingest.stop()
    return [
        [f"ingest, {alive} publishers copied", 100 * spent[0] / passed, "% of a core", "20"],
        ["ingest, memory", memory, "MB", ""],
        ["each packager", 100 * sum(spent[1:]) / passed / PUBLISHERS, "% of a core", ""],
    ]


def _cpu_s(pid: int) -> float:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _recording(folder: Path) -> list[list[Cell]]:
    """Fabricate what two hours leave in the store, end the broadcast, and ask as a player does."""
    from django.test import Client
    from django.utils import timezone

    from core.adapters.object_store import object_store
    from live.models import Broadcast
    from live.services import publishing, recording
    from videos.models import Video
    from videos.services import transcoding
    from videos.services.playback import playback_for

    rows: list[list[Cell]] = []
    for crashed in (False, True):
        publisher = publishing.Publisher(engine="piyakast", engine_session=f"{crashed}", node="http://127.0.0.1:1")  # fmt: skip
        session = publishing.accept_publisher(key=new_stream(), publisher=publisher)
        publishing.session_plays(session=session)
        where = folder / "media" / recording.session_folder(session)
        _fabricate(where, folder, whole=not crashed)
        # What the rows' changes ring for is measured below, not inside.
        began = time.monotonic()
        type(session).objects.filter(pk=session.pk).update(left_at=timezone.now())
        Broadcast.objects.filter(pk=session.broadcast_id).update(ended_at=timezone.now())
        from unittest.mock import patch

        with patch("videos.services.recordings.enqueue_after_commit"):
            recording.finish_recording(broadcast_id=session.broadcast_id)
        video = Video.objects.select_related("channel", "current").get(
            broadcast=session.broadcast_id
        )
        player = Client()
        base = playback_for(video, None).master_url.rpartition("/")[0]
        for name in ("master", "720p/index", "audio/index"):
            assert player.get(f"{base}/{name}.m3u8").status_code == 200, name
        spent = time.monotonic() - began
        assert abs(video.duration_ms / 1000 - HOURS * 3600) < SEGMENT_S * 2, video.duration_ms
        label = "stop to recording, 2 h" + (", node killed, no manifest" if crashed else "")
        rows.append([label, spent, "s", "5"])
        if not crashed:
            began = time.monotonic()
            while transcoding.work_once():
                pass
            rows.append(["its pictures", time.monotonic() - began, "s", ""])
            video.refresh_from_db()
            assert object_store().size(video.poster)
    return rows


def _fabricate(target: Path, folder: Path, *, whole: bool) -> None:
    """Two hours of segments: a few real ones, linked again and again."""
    from live.adapters.manifest import NAME, Manifest, RunLog, TrackLog

    count = round(HOURS * 3600 / SEGMENT_S)
    manifest = Manifest(ended=whole)
    for name, made in _segments(folder).items():
        (target / name).mkdir(parents=True)
        shutil.copy(made[0], target / name / "init.mp4")
        for number in range(count):
            os.link(made[1 + number % (len(made) - 1)], target / name / f"seg_{number:05d}.m4s")
        sizes = [made[1 + number % (len(made) - 1)].stat().st_size for number in range(count)]
        run = RunLog(0, "init.mp4", 0, "2026-01-01T00:00:00+00:00", [SEGMENT_S] * count, sizes)
        manifest.tracks[name] = TrackLog(0.0 if name == "audio" else 30.0, [run])
    if whole:
        (target / NAME).write_bytes(manifest.as_bytes())


def _segments(folder: Path) -> dict[str, list[Path]]:
    """Each track's init and its first segments."""
    found: dict[str, list[Path]] = {}
    for name, (width, height, kbps) in LADDER.items():
        picture = ["-f", "lavfi", "-i", f"testsrc2=s={width}x{height}:r=30", "-c:v", "libx264", "-preset", "ultrafast",
                   "-b:v", f"{kbps}k", "-g", "60", "-pix_fmt", "yuv420p"]  # fmt: skip
        found[name] = _cut(folder / "made" / name, picture)
    sound = ["-f", "lavfi", "-i", "sine=f=330:r=48000", "-c:a", "aac"]
    found["audio"] = _cut(folder / "made" / "audio", sound)
    return found


def _cut(target: Path, source: list[str]) -> list[Path]:
    if not target.exists():
        target.mkdir(parents=True)
        ffmpeg(*source, "-t", "20", "-f", "hls", "-hls_time", "2", "-hls_list_size", "0", "-hls_segment_type", "fmp4",
               "-hls_segment_filename", str(target / "s%02d.m4s"), str(target / "list.m3u8"))  # fmt: skip
    segments = sorted(target.glob("*.m4s"))
    return [target / "init.mp4", *segments[: -1 or None]]
