"""Who may read the metrics, and what they say."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.test import Client

from core.metrics import BUCKETS, count, observe

pytestmark = pytest.mark.django_db


def get(*, client: Client | None = None, address: str = "203.0.113.9", **headers: str) -> Any:
    return (client or Client()).get("/metrics", REMOTE_ADDR=address, headers=headers)


def ask(address: str, headers: dict[str, str]) -> Any:
    return Client().get("/metrics", REMOTE_ADDR=address, headers=headers)


def of_production(name: str) -> Any:
    """A setting of a deployed site that leaves it at its default."""
    environment = {
        "PATH": os.environ["PATH"],
        "DATABASE_URL": "postgresql://a@127.0.0.1/a",
        "SECRET_KEY": "of this test",
    }
    script = f"import json; from piyakast.settings import prod; print(json.dumps(prod.{name}))"
    command = [sys.executable, "-c", script]
    return json.loads(subprocess.check_output(command, env=environment, text=True))


def sample(text: str, name: str) -> float:
    """The value of one line, given as name{labels}."""
    (line,) = [line for line in text.splitlines() if line.startswith(f"{name} ")]
    return float(line.rpartition(" ")[2])


class TestWhoMay:
    def test_the_world_may_not(self) -> None:
        answer = get()
        assert answer.status_code == 403
        assert b"piyakast_" not in answer.content

    def test_this_machine_may(self) -> None:
        for address in ("127.0.0.1", "::1"):
            assert get(address=address).status_code == 200

    def test_a_proxy_that_we_were_not_told_of_is_not_this_machine(self) -> None:
        for header in ("X-Forwarded-For", "Forwarded", "X-Real-IP"):
            assert ask("127.0.0.1", {header: "127.0.0.1"}).status_code == 403

    def test_behind_a_proxy_the_callers_own_address_counts(self, settings: LazySettings) -> None:
        settings.TRUSTED_PROXY_COUNT = 1
        settings.METRICS_ALLOWED_IPS = ["10.0.0.0/8"]
        assert ask("127.0.0.1", {"X-Forwarded-For": "10.2.3.4"}).status_code == 200
        forged = {"X-Forwarded-For": "10.2.3.4, 203.0.113.9"}
        assert ask("127.0.0.1", forged).status_code == 403

    def test_monitoring_asks_the_web_process_itself_without_tls(
        self, settings: LazySettings
    ) -> None:
        """As a site behind nginx has it: see docs/metrics.md."""
        for name in ("SECURE_SSL_REDIRECT", "SECURE_REDIRECT_EXEMPT"):
            setattr(settings, name, of_production(name))
        assert settings.SECURE_SSL_REDIRECT
        settings.TRUSTED_PROXY_COUNT = 1
        settings.METRICS_ALLOWED_IPS = ["10.0.0.0/8"]
        assert ask("10.0.0.9", {}).status_code == 200
        assert ask("192.0.2.9", {}).status_code == 403
        settings.METRICS_TOKEN = "open sesame"
        assert ask("192.0.2.9", {"Authorization": "Bearer open sesame"}).status_code == 200
        assert Client().get("/metrics/no").status_code == 301

    def test_the_token_opens_from_anywhere_and_a_wrong_one_closes(
        self, settings: LazySettings
    ) -> None:
        assert get(Authorization="Bearer ").status_code == 403
        settings.METRICS_TOKEN = "open sesame"
        assert get(Authorization="Bearer open sesame").status_code == 200
        assert get(Authorization="Bearer öpen").status_code == 403
        assert get(address="127.0.0.1", Authorization="Bearer wrong").status_code == 403

    def test_staff_in_a_browser_have_no_need_of_it(self, moderator: Any, sign_in: Any) -> None:
        assert get(client=sign_in(moderator)).status_code == 403

    def test_only_reading(self) -> None:
        assert Client().post("/metrics", REMOTE_ADDR="127.0.0.1").status_code == 405


def test_counts_of_all_processes_are_added_up() -> None:
    count("piyakast_test_total", by=2, kind="a")
    count("piyakast_test_total", kind="a")
    count("piyakast_test_total", kind="b")
    text = get(address="127.0.0.1").content.decode()
    assert sample(text, 'piyakast_test_total{kind="a"}') == 3
    assert sample(text, 'piyakast_test_total{kind="b"}') == 1


def test_observations_become_a_cumulative_histogram() -> None:
    for seconds in (0.1, 0.5, 3, 9999):
        observe("piyakast_test_seconds", seconds, kind="a")
    text = get(address="127.0.0.1").content.decode()
    assert sample(text, 'piyakast_test_seconds_bucket{kind="a",le="0.5"}') == 2
    assert sample(text, 'piyakast_test_seconds_bucket{kind="a",le="5.0"}') == 3
    last = float(BUCKETS[-1])
    assert sample(text, f'piyakast_test_seconds_bucket{{kind="a",le="{last}"}}') == 3
    assert sample(text, 'piyakast_test_seconds_bucket{kind="a",le="+Inf"}') == 4
    assert sample(text, 'piyakast_test_seconds_count{kind="a"}') == 4
    assert sample(text, 'piyakast_test_seconds_sum{kind="a"}') == pytest.approx(10002.6)


def test_queues_are_measured_and_requests_counted() -> None:
    text = get(address="127.0.0.1").content.decode()
    for queue in ("default", "mail", "transcode"):
        assert sample(text, f'piyakast_queue_length{{queue="{queue}"}}') >= 0
    assert "django_http_requests_before_middlewares_total" in text


def test_several_web_processes_answer_as_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PROMETHEUS_MULTIPROC_DIR", str(tmp_path))
    text = get(address="127.0.0.1").content.decode()
    # What lies in queues and rows is told once, not once a process.
    assert text.count("# TYPE piyakast_queue_length gauge") == 1


def test_without_redis_the_rest_is_still_told(settings: LazySettings) -> None:
    settings.CELERY_BROKER_URL = "redis://127.0.0.1:9/0"
    settings.CACHES = {
        "default": settings.CACHES["default"] | {"LOCATION": "redis://127.0.0.1:9/0"}
    }
    count("piyakast_test_total", kind="lost")
    answer = get(address="127.0.0.1")
    assert answer.status_code == 200
    assert b"piyakast_transcodes" in answer.content
