"""A 2 GB upload through a real Daphne: how much memory the web process gains, and how fast it goes."""

import hashlib
import os
import secrets
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import httpx

from core.embedded.postgres import EmbeddedPostgres
from core.embedded.redis import EmbeddedRedis

ROOT = Path(__file__).resolve().parents[1]
SIZE = int(os.environ.get("BENCH_UPLOAD_BYTES") or 2 * 1024**3)
PART = 8 * 1024**2
AT_ONCE = 3  # as the page sends them
PORT = 20_731
# One part's bytes, sent again and again: what is measured is the server, not the generator.
BLOCK = os.urandom(PART)
SESSION = """
from django.contrib.auth import get_user_model
from django.test import Client
from accounts.models import Channel
user = get_user_model().objects.create_user(email="bench@example.com", password="x")
Channel.objects.create(owner=user, handle="bench", name="Bench")
client = Client()
client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
print(client.cookies["sessionid"].value)
"""


class Memory(threading.Thread):
    """Samples the resident memory of a process."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.status = Path(f"/proc/{pid}/status")
        self.peak = 0
        self.ended = threading.Event()

    def now(self) -> int:
        """Resident bytes at this moment."""
        line = next(x for x in self.status.read_text().splitlines() if x.startswith("VmRSS"))
        return int(line.split()[1]) * 1024

    def run(self) -> None:
        while not self.ended.wait(0.02):
            self.peak = max(self.peak, self.now())


def main() -> None:
    """Measure and print one table."""
    with tempfile.TemporaryDirectory(prefix="piyakast-bench-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        with _site(folder) as (web, client):
            # The first requests load code; they are no part of the upload.
            _upload(client, PART * 4)
            memory = Memory(web.pid)
            before = memory.now()
            memory.start()
            begun = time.perf_counter()
            took_finish = _upload(client, SIZE)
            took = time.perf_counter() - begun
            memory.ended.set()
            memory.join()
            after = memory.now()
    mb = 1024**2
    print("| file | parts at once | MB/s | completing | RSS before | peak | added | after |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- |")
    print(
        f"| {SIZE / mb:.0f} MB | {AT_ONCE} | {SIZE / took / 1e6:.0f} | {took_finish:.2f} s "
        f"| {before / mb:.1f} MB | {memory.peak / mb:.1f} MB | {(memory.peak - before) / mb:.1f} MB "
        f"| {after / mb:.1f} MB |"
    )


def _upload(client: httpx.Client, size: int) -> float:
    """Send a file of `size` bytes in parallel parts; the seconds that completing it took."""
    body = {"name": "bench.mp4", "size": size, "type": "video/mp4"}
    upload = client.post("/api/v1/uploads", json=body).raise_for_status().json()
    digest = hashlib.sha256(BLOCK)

    def send(number: int) -> None:
        url = f"/api/v1/uploads/{upload['id']}/parts/{number}"
        headers = {"X-Part-SHA256": digest.hexdigest()}
        client.put(url, content=BLOCK, headers=headers).raise_for_status()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        list(pool.map(send, range(1, upload["part_count"] + 1)))
    whole = hashlib.sha256(digest.digest() * upload["part_count"]).hexdigest()
    begun = time.perf_counter()
    client.post(
        f"/api/v1/uploads/{upload['id']}/complete", json={"digest": whole}
    ).raise_for_status()
    return time.perf_counter() - begun


@contextmanager
def _site(folder: Path) -> Iterator[tuple[subprocess.Popen[bytes], httpx.Client]]:
    """A web process on services of its own, and a signed-in client. No worker: nothing is transcoded."""
    with (
        EmbeddedPostgres(folder / "postgres", durable=False) as postgres,
        EmbeddedRedis(folder / "redis", durable=False) as redis,
    ):
        environment = os.environ | {
            "PIYAKAST_ENV": "dev",
            "DEBUG": "0",
            "DATABASE_URL": postgres.url,
            "REDIS_URL": redis.url,
            "MEDIA_ROOT": str(folder / "media"),
            "PIYAKAST_VAR_DIR": str(folder),
            "UPLOAD_PART_BYTES": str(PART),
        }
        manage = [sys.executable, "manage.py"]
        subprocess.run([*manage, "migrate", "-v", "0"], cwd=ROOT, env=environment, check=True)
        made = subprocess.run(
            [*manage, "shell", "-v", "0", "-c", SESSION],
            cwd=ROOT,
            env=environment,
            check=True,
            capture_output=True,
            text=True,
        )
        cookie, token = made.stdout.strip().splitlines()[-1], secrets.token_hex(16)
        web = subprocess.Popen(
            [sys.executable, "-m", "daphne", "-v", "0", "-b", "127.0.0.1", "-p", str(PORT),
             "piyakast.asgi:application"],
            cwd=ROOT,
            env=environment,
        )  # fmt: skip
        try:
            headers = {"Cookie": f"sessionid={cookie}; csrftoken={token}", "X-CSRFToken": token}
            with httpx.Client(
                base_url=f"http://127.0.0.1:{PORT}", headers=headers, timeout=300, trust_env=False
            ) as client:
                _wait(web, client)
                yield web, client
        finally:
            web.terminate()
            web.wait()


def _wait(web: subprocess.Popen[bytes], client: httpx.Client) -> None:
    while web.poll() is None:
        try:
            client.get("/health/live")
        except httpx.TransportError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError("the web process did not start")
