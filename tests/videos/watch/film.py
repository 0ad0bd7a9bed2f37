"""A short film that went through the real engine, and a server of it that tests can upset."""

import json
import threading
from dataclasses import asdict, dataclass, field
from fcntl import LOCK_EX, flock
from functools import cache
from pathlib import Path

from django.http import FileResponse, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt

from tests.videos.transcoding.numbered import run
from videos.adapters.media import EncodeSettings, Limits, make_plan, probe_source, run_job
from videos.adapters.media.playlists import Track, Variant, master_playlist, media_playlist

DURATION_S = 40
TYPES = {".m4s": "video/iso.segment", ".mp4": "video/mp4", ".vtt": "text/vtt", ".jpg": "image/jpeg"}


@dataclass(frozen=True)
class Film:
    """Its files under `folder/<rendition>/`, and the real lengths of every rendition's segments."""

    folder: Path
    lengths: dict[str, list[float]]
    sizes: dict[str, tuple[int, int]]
    codecs: dict[str, str]
    fps: float


def make_film(folder: Path) -> Film:
    """Render and encode it in chunks of eight seconds, so that it has joins.

    Twelve pictures a second: each of them costs every test that plays it.
    """
    clip = folder / "clip.mp4"
    seconds = ["-t", str(DURATION_S)]
    picture = ["-f", "lavfi", *seconds, "-i", "smptehdbars=s=320x240:r=12"]
    sound = ["-f", "lavfi", *seconds, "-i", "sine=f=220:r=48000"]
    run(
        *picture,
        *sound,
        "-c:v",
        "libx264",
        "-preset",
        "ultrafast",
        "-pix_fmt",
        "yuv420p",
        str(clip),
    )
    probe = probe_source(clip, Limits())
    plan = make_plan(probe, EncodeSettings(chunk_s=8, segment_s=2, preset="ultrafast"))
    out = folder / "out"
    lengths: dict[str, list[float]] = {}
    for job in sorted(plan.jobs, key=lambda job: (job.kind, job.start_frame)):
        made = run_job(clip, probe, plan, job, folder / "jobs" / job.key)
        for name, durations in made.segments.items():
            lengths.setdefault(name, []).extend(durations)
        for file in made.files:
            target = out / file
            target.parent.mkdir(parents=True, exist_ok=True)
            (folder / "jobs" / job.key / file).replace(target)
    (out / "captions").mkdir()
    for language, line in (("en", "Hello from the test card"), ("ko", "시험 화면에서 인사합니다")):
        cues = f"WEBVTT\n\n00:00.000 --> 00:39.000\n{line}\n"
        (out / "captions" / f"{language}.vtt").write_text(cues, encoding="utf-8")
    return Film(
        out,
        lengths,
        {each.name: (each.width, each.height) for each in plan.renditions},
        {each.name: each.codecs for each in plan.renditions},
        float(plan.rate),
    )


@cache
def film_of_the_run(folder: Path) -> Film:
    """The film, made once however many folders of tests and processes ask for it."""
    folder.mkdir(exist_ok=True)
    facts = folder / "film.json"
    with (folder / "lock").open("w") as lock:
        flock(lock, LOCK_EX)
        if not facts.exists():
            facts.write_text(json.dumps(asdict(make_film(folder)), default=str))
    told = json.loads(facts.read_text())
    sizes = {name: (width, height) for name, (width, height) in told["sizes"].items()}
    return Film(Path(told["folder"]), told["lengths"], sizes, told["codecs"], told["fps"])


@dataclass
class Projector:
    """Serves the film at the media addresses; what goes wrong is switched here."""

    film: Film
    ready_segments: int | None = None
    refused_tokens: set[str] = field(default_factory=set)
    broken: int = 0
    renewed_url: str = ""
    playback_status: int = 200
    heartbeats: list[dict[str, object]] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def answer(self, token: str, name: str) -> HttpResponse | FileResponse:
        """One media request."""
        with self.lock:
            self.asked.append(f"{token}:{name}")
        if self.broken:
            return HttpResponse(status=self.broken)
        if token in self.refused_tokens:
            return HttpResponse(status=403)
        if name == "master.m3u8":
            return _playlist(self._master())
        if name.endswith("/index.m3u8"):
            return _playlist(self._media(name.partition("/")[0]))
        path = self.film.folder / name
        if not path.is_file():
            return HttpResponse(status=404)
        return FileResponse(path.open("rb"), content_type=TYPES[path.suffix])

    def _master(self) -> str:
        variants = [
            Variant(
                f"{name}/index.m3u8",
                60_000 * height // 100,
                50_000 * height // 100,
                f"{self.film.codecs[name]},mp4a.40.2",
                width,
                height,
                self.film.fps,
            )
            for name, (width, height) in self.film.sizes.items()
        ]
        return master_playlist(
            variants,
            audio_uri="audio/index.m3u8",
            captions=[
                Track("English", "en", "captions/en.m3u8"),
                Track("한국어", "ko", "captions/ko.m3u8"),
            ],
        )

    def _media(self, rendition: str) -> str:
        lengths = self.film.lengths[rendition]
        if self.ready_segments is not None:
            seconds = 2.0 * self.ready_segments
            count = next(
                (n for n in range(len(lengths)) if sum(lengths[: n + 1]) > seconds + 0.1),
                len(lengths),
            )
            lengths = lengths[:count]
        return media_playlist(
            lengths, url=lambda name: name, complete=self.ready_segments is None, target_s=2
        )


PROJECTORS: dict[str, Projector] = {}


def _playlist(text: str) -> HttpResponse:
    response = HttpResponse(text, content_type="application/vnd.apple.mpegurl")
    response["Cache-Control"] = "no-store"
    return response


def public_media(
    request: HttpRequest, public_id: str, version: str, name: str
) -> HttpResponse | FileResponse:
    return PROJECTORS["film"].answer("public", name)


def token_media(
    request: HttpRequest, token: str, version: str, name: str
) -> HttpResponse | FileResponse:
    return PROJECTORS["film"].answer(token, name)


def playback(request: HttpRequest, public_id: str) -> HttpResponse:
    projector = PROJECTORS["film"]
    if projector.playback_status != 200:
        return JsonResponse({}, status=projector.playback_status)
    return JsonResponse({"master_url": projector.renewed_url, "captions": []})


@csrf_exempt
def watching(request: HttpRequest, public_id: str) -> HttpResponse:
    PROJECTORS["film"].heartbeats.append(json.loads(request.body))
    return HttpResponse(status=204)
