"""Lighthouse on a phone: home and watch of a production-like site with clips that really went through the pipeline.

The bar is 95 in each category, and 40 KB (gzip) of scripts on the watch page before anybody presses play. Lighthouse is
fetched by npm into a folder that goes at the end. LIGHTHOUSE_VIDEOS says how many demo clips to make (default 6).

One run says as much of the machine's other work as of the page: each page is measured LIGHTHOUSE_RUNS times (default 3), and
the run in the middle counts, as Lighthouse's own advice is. The scores of all are told below.
"""

import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any

from core.embedded.postgres import EmbeddedPostgres
from core.embedded.redis import EmbeddedRedis
from tests.look.production import production_site

VERSION = "13.5.0"
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
TRIES = 3
CHROME_FLAGS = "--headless=new --no-sandbox --disable-gpu --disable-quic"


def main() -> None:
    """Make the site, measure both pages, print the table."""
    with tempfile.TemporaryDirectory(prefix="piyakast-bench-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        lighthouse = _install(folder / "npm")
        with _filled_site(folder) as (site, video):
            reports = [(page, _runs(lighthouse, f"{site}{page}", folder)) for page in ("/", video)]
    names = ["page", *CATEGORIES, "LCP s", "TBT ms", "CLS", "script KB"]
    print(" | ".join(f"{text:>14}" for text in names))
    for page, runs in reports:
        print(" | ".join(f"{cell:>14}" for cell in _row(page, runs[len(runs) // 2])))
    for page, runs in reports:
        print(f"performance of {page}: {', '.join(f'{_performance(run):.0f}' for run in runs)}")


def _install(folder: Path) -> Path:
    folder.mkdir()
    npm = [
        "npm",
        "install",
        "--silent",
        "--ignore-scripts",
        "--no-audit",
        "--no-fund",
        f"lighthouse@{VERSION}",
    ]
    subprocess.run(npm, cwd=folder, check=True)
    return folder / "node_modules" / ".bin" / "lighthouse"


@contextmanager
def _filled_site(folder: Path) -> Iterator[tuple[str, str]]:
    with EmbeddedPostgres(folder / "pg") as postgres, EmbeddedRedis(folder / "rd") as redis:
        services = {
            "DATABASE_URL": postgres.url,
            "REDIS_URL": redis.url,
            "MEDIA_ROOT": str(folder / "media"),
            "SCRATCH_DIR": str(folder / "scratch"),
        }
        os.environ |= services | {
            "DJANGO_SETTINGS_MODULE": "piyakast.settings.test",
            "PIYAKAST_ENV": "test",
            "PIYAKAST_TEST_DIR": str(folder),
            "PIYAKAST_VAR_DIR": str(folder),
            "LOG_LEVEL": "ERROR",
        }
        video = _make_clips(int(os.environ.get("LIGHTHOUSE_VIDEOS", "6")))
        with production_site(folder, services) as site:
            yield site, video


def _make_clips(count: int) -> str:
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connections

    from videos.models import Video
    from videos.services import transcoding
    from videos.services.demo import create_demo_videos, write_demo_file

    call_command("migrate", interactive=False, verbosity=0)
    write_demo_file(whole=False)
    for _title in islice(create_demo_videos(), count):
        while transcoding.work_once():
            pass
    video = Video.objects.listed().filter(state=Video.State.READY).order_by("pk").first()
    if video is None:
        raise RuntimeError("No demo clip became ready.")
    address = video.get_absolute_url()
    connections.close_all()
    return address


def _runs(lighthouse: Path, url: str, folder: Path) -> list[dict[str, Any]]:
    """Several reports of a page, the worst first."""
    count = int(os.environ.get("LIGHTHOUSE_RUNS", "3"))
    return sorted((_run(lighthouse, url, folder) for _ in range(count)), key=_performance)


def _performance(report: dict[str, Any]) -> float:
    return float(report["categories"]["performance"]["score"] * 100)


def _run(lighthouse: Path, url: str, folder: Path) -> dict[str, Any]:
    output = folder / "report.json"
    chrome = {"CHROME_PATH": shutil.which("chromium") or shutil.which("google-chrome") or ""}
    command = [str(lighthouse), url, "--quiet", "--output=json", f"--output-path={output}", "--form-factor=mobile",
               f"--only-categories={','.join(CATEGORIES)}", f"--chrome-flags={CHROME_FLAGS}"]  # fmt: skip
    # On a busy machine Chromium now and then loses the trace (NO_NAVSTART): once more then.
    for _try in range(TRIES):
        if subprocess.run(command, env=os.environ | chrome, check=False).returncode == 0:
            break
    else:
        raise RuntimeError(f"Lighthouse could not measure {url}.")
    report: dict[str, Any] = json.loads(output.read_text())
    return report


def _row(page: str, report: dict[str, Any]) -> list[str]:
    scores = [f"{report['categories'][name]['score'] * 100:.0f}" for name in CATEGORIES]
    audits = report["audits"]
    requests = audits["network-requests"]["details"]["items"]
    scripts = sum(each["transferSize"] for each in requests if each.get("resourceType") == "Script")
    return [
        page[:14],
        *scores,
        f"{audits['largest-contentful-paint']['numericValue'] / 1000:.2f}",
        f"{audits['total-blocking-time']['numericValue']:.0f}",
        f"{audits['cumulative-layout-shift']['numericValue']:.3f}",
        f"{scripts / 1024:.1f}",
    ]
