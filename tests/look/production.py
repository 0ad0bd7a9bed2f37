"""The site as a deployment runs it: Daphne, settings of production, static files collected and compressed."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import httpx

from core.embedded.process import free_port
from tests import asking

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_S = 300


@contextmanager
def production_site(folder: Path, services: Mapping[str, str]) -> Iterator[str]:
    """Serve the database and media that `services` name (environment variables); yields the address."""
    address = f"http://localhost:{free_port()}"
    static_root = folder / "static"
    environment = (
        os.environ
        | services
        | {
            "DJANGO_SETTINGS_MODULE": "tests.look.production_settings",
            "PIYAKAST_ENV": "prod",
            "PRODUCTION_STATIC_ROOT": str(static_root),
            "SECRET_KEY": "a key for this run alone",
            "SITE_URL": address,
            "LOG_LEVEL": "ERROR",
        }
    )
    collect = [sys.executable, "manage.py", "collectstatic", "--no-input", "--verbosity=0"]
    subprocess.run(collect, cwd=ROOT, env=environment, check=True)
    serve = [
        sys.executable,
        "-m",
        "daphne",
        "-b",
        "127.0.0.1",
        "-p",
        address.rpartition(":")[2],
        "piyakast.asgi:application",
    ]
    web = subprocess.Popen(serve, cwd=ROOT, env=environment)
    try:
        _wait_until_up(f"{address}/health/live", web)
        yield address
    finally:
        web.terminate()
        web.wait(60)


def _wait_until_up(url: str, web: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline:
        try:
            if asking.get(url, timeout=10).is_success:
                return
        except httpx.TransportError:
            if web.poll() is not None:
                break
            time.sleep(0.2)
    raise RuntimeError("The site did not start as in production.")
