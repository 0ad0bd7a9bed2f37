"""Rings after commit: a broker that is down never undoes what was committed."""

import subprocess
import sys

import pytest
from celery import current_app
from django.db import transaction
from kombu.exceptions import OperationalError

from core.jobs import enqueue_after_commit


@pytest.mark.django_db(transaction=True)
def test_a_broker_that_is_down_leaves_the_commit_standing(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def refuse(**_options: object) -> None:
        raise OperationalError("no broker")

    monkeypatch.setattr(current_app.tasks["videos.transcode.work"], "apply_async", refuse)
    with transaction.atomic():
        enqueue_after_commit("videos.transcode.work")

    assert "no broker" in caplog.text


def test_a_process_knows_every_task_by_name_and_loads_the_api_only_with_its_addresses() -> None:
    code = (
        "import sys, django; django.setup()\n"
        "assert 'ninja' not in sys.modules  # a fifth of what a worker takes to start\n"
        "from celery import current_app\n"
        "assert 'videos.transcode.begin' in current_app.tasks and 'core.send_email' in current_app.tasks"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
