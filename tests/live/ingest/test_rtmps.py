"""RTMP inside TLS, ended by the ingest itself."""

from pathlib import Path

import pytest
from pytest_django.live_server_helper import LiveServer

from live.models import PublishSession
from tests.live.process import IngestProcess, PublisherProcess, wait_until
from tests.site.certificate import self_signed


@pytest.mark.django_db(transaction=True)
def test_a_publisher_may_come_by_rtmps(live_server: LiveServer, tmp_path: Path, key: str) -> None:
    certificate, secret = self_signed(tmp_path)
    files = {"LIVE_TLS_CERTIFICATE": str(certificate), "LIVE_TLS_KEY": str(secret)}
    ingest = IngestProcess(live_server.url, tmp_path, **files)
    address = f"rtmps://127.0.0.1:{ingest.rtmps_port}/live/{key}"
    publisher = PublisherProcess(address, seconds=3, paced=False, SSL_CERT_FILE=str(certificate))
    complaints = publisher.finish()
    assert publisher.process.returncode == 0, complaints
    session = wait_until(lambda: PublishSession.objects.filter(left_at__isnull=False).first(), "it left")  # fmt: skip
    assert ingest.get(f"p/{session.public_id}/master.m3u8").status_code == 200
    wait_until(ingest.is_quiet, "nothing is left of it")
    ingest.stop()
