"""The end of an upload to the first frame on the watch page, in a browser, for a 10 and a 60 min 1080p source.

The whole site runs as `make run` starts it. The clock starts when the last request of the upload is answered and stops
when the browser has shown a frame. Bars: at most 8 s for 10 min, and within 2 s of that for 60 min.
"""

import hashlib
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
from imageio_ffmpeg import get_ffmpeg_exe
from playwright.sync_api import BrowserContext, Page, sync_playwright

from bench._table import print_table
from core.embedded.postgres import EmbeddedPostgres
from core.embedded.process import free_port
from core.embedded.redis import EmbeddedRedis
from tests.chromium import CHROMIUM_FLAGS, whole_chromium_path
from tests.launch.site import ROOT, StartedSite

LOOP_S = 30
MINUTES = (10, 60)
ROUNDS = 2
PATIENCE_S = 600
SHOWN = "(v => v && v.getVideoPlaybackQuality().totalVideoFrames > 0 && v.currentTime > 0)"


def main() -> None:
    """Render the sources, upload each, print the table."""
    with tempfile.TemporaryDirectory(prefix="piyakast-bench-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        sources = {minutes: _source(folder, minutes) for minutes in MINUTES}
        rows = []
        for number in range(ROUNDS):
            for minutes, file in sources.items():
                # A site of its own for each: nothing else is being encoded.
                with _site(folder / f"{number}-{minutes}") as site, _signed_in(site) as context:
                    rows.append(_row(context, site, minutes, file))
        print_table(["source", "size MB", "upload MB/s", "playable s", "first frame s"], rows)


def _source(folder: Path, minutes: int) -> Path:
    loop, target = folder / "loop.mp4", folder / f"{minutes}.mp4"
    ffmpeg = [get_ffmpeg_exe(), "-hide_banner", "-loglevel", "error", "-y"]
    if not loop.exists():
        picture = f"testsrc2=s=1920x1080:r=30:d={LOOP_S},noise=alls=6:allf=t"
        sound = f"sine=f=220:d={LOOP_S}"
        subprocess.run([*ffmpeg, "-f", "lavfi", "-i", picture, "-f", "lavfi", "-i", sound, "-c:v", "libx264",
                        "-preset", "ultrafast", "-b:v", "4M", "-maxrate", "4M", "-bufsize", "8M", "-pix_fmt", "yuv420p",
                        "-c:a", "aac", str(loop)], check=True)  # fmt: skip
    times = minutes * 60 // LOOP_S - 1
    subprocess.run([*ffmpeg, "-stream_loop", str(times), "-i", str(loop), "-c", "copy", str(target)], check=True)  # fmt: skip
    return target


@contextmanager
def _site(var: Path) -> Iterator[StartedSite]:
    var.mkdir(mode=0o755)
    with EmbeddedPostgres(var / "pg") as postgres, EmbeddedRedis(var / "rd") as redis:
        services = {"DATABASE_URL": postgres.url, "REDIS_URL": redis.url}
        site = StartedSite(var, free_port(), "--no-demo", **services)
        site.read_until("PIYAKast is ready")
        environment = os.environ | services | {"PIYAKAST_ENV": "dev", "PIYAKAST_VAR_DIR": str(var)}
        environment["DJANGO_SETTINGS_MODULE"] = "piyakast.settings.dev"
        command = [sys.executable, "manage.py", "prepare", "--accounts"]
        subprocess.run(command, cwd=ROOT, env=environment, check=True)
        try:
            yield site
        finally:
            site.stop()


@contextmanager
def _signed_in(site: StartedSite) -> Iterator[BrowserContext]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=whole_chromium_path(), args=CHROMIUM_FLAGS
        )
        context = browser.new_context(base_url=f"http://localhost:{site.port}", locale="en-US")
        page = context.new_page()
        page.goto("/accounts/login/")
        page.fill("input[name=login]", "creator@piyakast.example")
        page.fill("input[name=password]", "piyak-piyak")
        page.keyboard.press("Enter")
        page.wait_for_selector("body[data-user]")
        page.close()
        yield context
        browser.close()


def _row(
    context: BrowserContext, site: StartedSite, minutes: int, file: Path
) -> list[str | float | int]:
    cookies = {cookie["name"]: cookie["value"] for cookie in context.cookies()}
    size = file.stat().st_size
    with httpx.Client(
        base_url=f"http://localhost:{site.port}", cookies=cookies, timeout=PATIENCE_S
    ) as http:
        http.headers.update({"X-CSRFToken": _csrf(http), "Referer": str(http.base_url)})
        began = time.monotonic()
        upload, digests = _send(http, file, size)
        ended_sending = time.monotonic()
        digest = hashlib.sha256(b"".join(digests)).hexdigest()
        http.post(
            f"/api/v1/uploads/{upload['id']}/complete", json={"digest": digest}
        ).raise_for_status()
    ended = time.monotonic()
    page = context.new_page()
    page.goto(f"/watch/{upload['video']}", wait_until="commit")
    playable = _wait_for_player(page) - ended
    # Asked from here: the site's policy lets no page compile a string.
    while not page.evaluate(f"{SHOWN}(document.querySelector('video'))"):
        page.wait_for_timeout(20)
    shown = time.monotonic() - ended
    page.close()
    speed = size / 1e6 / (ended_sending - began)
    return [f"{minutes} min 1080p", size // 10**6, speed, playable, shown]


def _csrf(http: httpx.Client) -> str:
    page = http.get("/studio/upload/")
    page.raise_for_status()
    return page.text.split('data-csrf="')[1].split('"')[0]


def _send(http: httpx.Client, file: Path, size: int) -> tuple[dict[str, Any], list[bytes]]:
    asked = {"name": file.name, "size": size, "type": "video/mp4"}
    upload = http.post("/api/v1/uploads", json=asked).raise_for_status().json()
    digests = []
    with file.open("rb") as source:
        for number in range(1, upload["part_count"] + 1):
            part = source.read(upload["part_bytes"])
            digests.append(hashlib.sha256(part).digest())
            http.put(
                f"/api/v1/uploads/{upload['id']}/parts/{number}", content=part
            ).raise_for_status()
    return upload, digests


def _wait_for_player(page: Page) -> float:
    """Press play as soon as there is something to play; when that was."""
    page.locator("[data-player-start]").click(timeout=0)
    return time.monotonic()
