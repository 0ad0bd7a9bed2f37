"""A probe whose child dies is no unreadable file: staff read how it ended, and what may pass is tried once more."""

from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.urls import reverse

from accounts.models import Channel, User
from core.adapters.object_store import object_store
from tests.videos.pipeline import store_source
from videos.adapters.media import EncodeFailed, Limits, SourceRefused, probe, probe_source
from videos.models import Transcode, Video
from videos.services.transcoding import start_transcode
from videos.services.transcoding.laying_out import begin
from videos.services.transcoding.reasons import failure_sentence

State = Transcode.State


@pytest.fixture(autouse=True)
def _dying_child(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(probe, "CHILD", "tests.videos.transcoding.dying_child")


@pytest.mark.parametrize(
    ("words", "code", "permanent", "detail"),
    [
        ("signal SIGSEGV", "probe-crashed", True, "signal SIGSEGV"),
        ("signal SIGABRT", "probe-crashed", True, "signal SIGABRT"),
        ("signal SIGKILL", "probe-crashed", False, "signal SIGKILL"),
        ("exit 3", "probe-crashed", False, "exit code 3: MemoryError"),
        ("signal SIGXCPU", "timeout", True, "signal SIGXCPU"),
    ],
)
def test_how_a_child_ended_is_told(
    words: str, code: str, permanent: bool, detail: str, tmp_path: Path
) -> None:
    source = tmp_path / "a.mp4"
    source.write_text(words)
    with pytest.raises(EncodeFailed) as failed:
        probe_source(source, Limits())
    assert (failed.value.code, failed.value.permanent) == (code, permanent)
    assert failed.value.stderr_tail == detail
    assert failure_sentence(code) != failure_sentence("no such code")


def test_a_file_that_is_no_film_is_still_unreadable(tmp_path: Path) -> None:
    source = tmp_path / "a.mp4"
    source.write_bytes(bytes(range(256)) * 40)
    with pytest.raises(SourceRefused) as refused:
        probe_source(source, Limits())
    assert refused.value.code == "unreadable"


@pytest.fixture
def started(
    channel: Channel, tmp_path: Path, settings: LazySettings, silent_queue: None
) -> Transcode:
    """A run whose source nobody has looked at; its child will be killed from outside."""
    settings.TRANSCODE_ENGINE = "ffmpeg"
    file = tmp_path / "film.mp4"
    file.write_text("signal SIGKILL")
    return start_transcode(source=store_source(channel, file))


def looked_at(run: Transcode) -> Transcode:
    begin(transcode_id=run.pk)
    run.refresh_from_db()
    return run


@pytest.mark.django_db
def test_what_may_pass_is_tried_once_more(
    started: Transcode, clip: Path, moderator: User, sign_in: Any
) -> None:
    run = looked_at(started)
    assert (run.state, run.failure_detail) == (State.QUEUED, "signal SIGKILL")
    assert run.not_before is not None
    assert Video.objects.get().state == Video.State.PROCESSING

    run = looked_at(run)
    assert (run.state, run.failure) == (State.FAILED, "probe-crashed")
    assert Video.objects.get().state == Video.State.FAILED
    page = sign_in(moderator).get(reverse("admin:videos_transcode_change", args=[run.pk])).text
    assert "signal SIGKILL" in page
    assert "could not be examined" in page


@pytest.mark.django_db
def test_a_second_look_that_succeeds_goes_on(started: Transcode, clip: Path) -> None:
    run = looked_at(started)
    object_store().put_bytes(run.source.storage_key, clip.read_bytes(), content_type="video/mp4")
    run = looked_at(run)
    assert (run.state, run.failure_detail) == (State.RUNNING, "")


@pytest.mark.django_db
def test_what_the_file_does_to_its_reader_is_not_repeated(started: Transcode) -> None:
    object_store().put_bytes(
        started.source.storage_key, b"signal SIGSEGV", content_type="video/mp4"
    )
    run = looked_at(started)
    assert (run.state, run.failure) == (State.FAILED, "probe-crashed")
    assert run.failure_detail == "signal SIGSEGV"
