"""A real nginx with the production templates before a real Daphne, on free ports."""

import http.client
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.db import connection

from core.embedded.process import free_port

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = ROOT / "docker" / "nginx" / "templates"
TLS = ROOT / "docker" / "nginx" / "tls"
PATIENCE_S = 180
MAIN = """
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/error.log info;
worker_processes 1;
{user}
events {{ worker_connections 256; }}
http {{
    include {mime};
    default_type application/octet-stream;
    access_log {folder}/access.log;
    client_body_temp_path {folder}/temp/body;
    proxy_temp_path {folder}/temp/proxy;
    fastcgi_temp_path {folder}/temp/fastcgi;
    uwsgi_temp_path {folder}/temp/uwsgi;
    scgi_temp_path {folder}/temp/scgi;
    include conf.d/*.conf;
}}
"""


@dataclass
class Answer:
    """What came back; header names are lower case."""

    status: int
    headers: dict[str, str]
    body: bytes


@dataclass
class Front:
    """The running pair. `media` is the folder that both read."""

    port: int
    media: Path
    closed: Path
    daphne_log: Path

    def ask(
        self, target: str, method: str = "GET", body: bytes | None = None, **headers: str
    ) -> Answer:
        """Send `target` as it is: no client library tidies the path up."""
        wire = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE_S)
        wire.putrequest(method, target, skip_accept_encoding=True)
        for name, value in headers.items():
            wire.putheader(name.replace("_", "-"), value)
        if body is not None and "Content_Length" not in headers:
            wire.putheader("Content-Length", str(len(body)))
        wire.endheaders(body)
        answer = wire.getresponse()
        found = {name.lower(): value for name, value in answer.getheaders()}
        data = answer.read()
        wire.close()
        return Answer(answer.status, found, data)

    def until(self, target: str, status: int) -> float:
        """Ask until the status is `status`; how many seconds that took."""
        started = time.monotonic()
        while self.ask(target).status != status:
            assert time.monotonic() - started < PATIENCE_S, f"{target} is never {status}"
            time.sleep(0.05)
        return time.monotonic() - started

    def questions(self, words: str) -> int:
        """How many requests whose address holds `words` have reached Django."""
        return sum(words in line for line in self.daphne_log.read_text().splitlines())


def nginx_path() -> str:
    """The installed nginx."""
    found = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin:/usr/local/sbin")
    assert found, "nginx is not installed; tools/bootstrap.py installs it"
    return found


def write_configuration(folder: Path, values: Mapping[str, str]) -> None:
    """Fill the templates as the official image does, under `folder`/conf.d; with TLS where there is a key."""
    secured = [TLS / "tls.conf.template"] if (folder / "site.key").exists() else []
    for template in [*TEMPLATES.rglob("*.template"), *secured]:
        root = TLS if template.parent == TLS else TEMPLATES
        text = template.read_text()
        for name, value in values.items():
            text = text.replace(f"${{{name}}}", value)
        target = folder / "conf.d" / template.relative_to(root).with_suffix("")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text)
    (folder / "temp").mkdir(exist_ok=True)
    (folder / "cache").mkdir(exist_ok=True)
    (folder / "nginx.conf").write_text(
        MAIN.format(
            folder=folder,
            mime=_mime_types(),
            user="user root;" if os.geteuid() == 0 else "",
        )
    )


def usual_values(folder: Path, *, port: int, app_port: int) -> dict[str, str]:
    """docker/nginx/environment, with this machine's folders and ports."""
    lines = (ROOT / "docker" / "nginx" / "environment").read_text().splitlines()
    values = dict(line.split("=", 1) for line in lines if "=" in line and not line.startswith("#"))
    return values | {
        "LISTEN": f"127.0.0.1:{port}",
        "APP_SERVER": f"127.0.0.1:{app_port}",
        "MEDIA_ROOT": str(folder / "media"),
        "STATIC_ROOT": str(folder / "static"),
        "PAGES_DIR": str(ROOT / "docker" / "nginx" / "pages"),
        "CACHE_DIR": str(folder / "cache"),
        "MAINTENANCE_FILE": str(folder / "closed"),
        # Revocation is waited for in the tests.
        "MEDIA_AUTH_TTL": "2s",
        "PAGE_RATE": "1000r/s",
    }


@contextmanager
def running_front(
    folder: Path,
    *,
    values: Mapping[str, str] | None = None,
    environment: Mapping[str, str] | None = None,
) -> Iterator[Front]:
    """Start both, yield, and stop both. `values` are nginx's, `environment` is Daphne's."""
    port, app_port = free_port(), free_port()
    usual = usual_values(folder, port=port, app_port=app_port)
    write_configuration(folder, usual | dict(values or {}))
    front = Front(port, folder / "media", folder / "closed", folder / "daphne.log")
    daphne = [sys.executable, "-m", "daphne", "-b", "127.0.0.1", "-p", str(app_port), "-v", "0"]
    daphne += ["--access-log", str(front.daphne_log), "piyakast.asgi:application"]
    output = (folder / "output.log").open("w")
    started = [
        subprocess.Popen(daphne, env=_environment(folder) | dict(environment or {}), cwd=ROOT,
                         stdout=output, stderr=output),
        subprocess.Popen([nginx_path(), "-p", str(folder), "-c", "nginx.conf"], stdout=output,
                         stderr=output),
    ]  # fmt: skip
    try:
        _wait(front, started, folder)
        yield front
    finally:
        for each in started:
            each.terminate()
        for each in started:
            each.wait()
        output.close()


def _environment(folder: Path) -> dict[str, str]:
    database = os.environ["DATABASE_URL"].rsplit("/", 1)[0]
    return os.environ | {
        "DATABASE_URL": f"{database}/{connection.settings_dict['NAME']}",
        "PIYAKAST_TEST_DIR": str(folder),
        "MEDIA_ACCEL_PREFIX": "/_stored/",
        "TRUSTED_PROXY_COUNT": "1",
        "PYTHONWARNINGS": "default",
    }


def _wait(front: Front, started: list["subprocess.Popen[bytes]"], folder: Path) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while True:
        for each in started:
            assert each.poll() is None, (folder / "output.log").read_text()
        try:
            if front.ask("/health/live").status == 200:
                return
        except OSError:
            pass
        assert time.monotonic() < deadline, (folder / "output.log").read_text()
        time.sleep(0.1)


def _mime_types() -> str:
    for place in ("/etc/nginx/mime.types", "/usr/local/etc/nginx/mime.types"):
        if Path(place).is_file():
            return place
    raise AssertionError("nginx has no mime.types")
