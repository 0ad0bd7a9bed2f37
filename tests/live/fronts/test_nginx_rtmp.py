"""A real nginx with its RTMP module between a real publisher and the ingest."""

import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import LazySettings
from pytest_django.live_server_helper import LiveServer

from core.embedded.process import free_port
from live.models import Broadcast, PublishSession, Stream
from live.services import publishing
from live.services.fronts import hook_token
from tests.live.process import IngestProcess, PublisherProcess, wait_until

pytestmark = pytest.mark.django_db(transaction=True)
ROOT = Path(__file__).resolve().parents[3]
MODULE = Path("/usr/lib/nginx/modules/ngx_rtmp_module.so")
MAIN = """
load_module {module};
daemon off;
{user}
pid {folder}/nginx.pid;
error_log {folder}/error.log info;
events {{ worker_connections 64; }}
include {folder}/rtmp.conf;
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/control.conf;
}}
"""


@pytest.fixture
def front(
    live_server: LiveServer, ingest: IngestProcess, tmp_path: Path, settings: LazySettings
) -> Iterator[str]:
    """Where encoders publish."""
    folder = tmp_path / "nginx"
    folder.mkdir()
    rtmp, control = free_port(), free_port()
    settings.NGINX_RTMP_CONTROL_URL = f"http://127.0.0.1:{control}"
    values = {
        "RTMP_LISTEN": f"127.0.0.1:{rtmp}",
        "CONTROL_LISTEN": f"127.0.0.1:{control}",
        "SITE": live_server.url.removeprefix("http://"),
        "SITE_NET": "127.0.0.1",
        "HOOK": f"/internal/live/nginx-rtmp/{hook_token('nginx-rtmp')}",
        "INGEST": f"127.0.0.1:{ingest.rtmp_port}",
    }
    for template, name in (("nginx", "rtmp"), ("control", "control")):
        text = (ROOT / "docker" / "nginx-rtmp" / f"{template}.conf.template").read_text()
        for variable, value in values.items():
            text = text.replace(f"${{{variable}}}", value)
        text = text.replace("notify_update_timeout 5s", "notify_update_timeout 300ms")
        (folder / f"{name}.conf").write_text(text)
    user = "user root;" if Path("/proc/self").owner() == "root" else ""
    (folder / "main.conf").write_text(MAIN.format(module=MODULE, folder=folder, user=user))
    nginx = shutil.which("nginx", path="/usr/sbin:/usr/bin:/usr/local/sbin")
    assert nginx
    process = subprocess.Popen([nginx, "-p", str(folder), "-c", str(folder / "main.conf")])
    yield f"rtmp://127.0.0.1:{rtmp}/live"
    process.terminate()
    process.wait()


@pytest.fixture
def encoders() -> Iterator[Callable[[str], PublisherProcess]]:
    """Publishers that end with the test."""
    started: list[PublisherProcess] = []

    def start(url: str) -> PublisherProcess:
        started.append(PublisherProcess(url))
        return started[-1]

    yield start
    for each in started:
        each.kill()


def state(stream: Stream) -> str:
    stream.refresh_from_db()
    return str(stream.state)


def test_a_stream_goes_through_nginx_and_ends_there_when_the_site_says_so(
    front: str,
    stream: Stream,
    key: str,
    encoders: Callable[[str], PublisherProcess],
    tmp_path: Path,
) -> None:
    assert encoders(f"{front}/live-wrong").finish(), "a wrong key was let in"
    assert not Broadcast.objects.exists()

    encoder = encoders(f"{front}/{key}")
    wait_until(lambda: state(stream) == "live", "the stream is live")
    log = tmp_path / "nginx" / "error.log"
    asked = re.compile(r"notify: update '.*ngx-relay")
    wait_until(lambda: len(asked.findall(log.read_text())) > 1, "the way to the ingest goes on")
    assert PublishSession.objects.count() == 1
    assert publishing.end_broadcast(broadcast=Broadcast.objects.get(), reason="ended-by-owner")
    wait_until(lambda: encoder.process.poll() is not None, "the encoder was sent away")
    assert state(stream) == "waiting"
    assert Broadcast.objects.count() == 1
