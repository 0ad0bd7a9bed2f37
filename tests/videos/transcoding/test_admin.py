"""What staff see and do in the admin: facts, logged actions, and nothing beyond their permissions."""

from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import Channel, User
from tests.factories import UserFactory, VideoFactory
from tests.videos.transcoding.laid_out import lay_out_film
from videos.adapters.media import EncodeFailed
from videos.models import Chunk, Transcode, Video
from videos.services.transcoding.claims import claim_next, give_back
from videos.services.transcoding.lifecycle import fail_transcode

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("silent_queue")]
MODELS = ("video", "transcode", "chunk", "upload", "source", "caption")


@pytest.fixture
def staff(moderator: User, sign_in: Any) -> Client:
    client: Client = sign_in(moderator)
    return client


@pytest.fixture
def transcode(channel: Channel, tmp_path: Path, settings: LazySettings) -> Transcode:
    settings.TRANSCODE_ENGINE = "fake"
    return lay_out_film(channel, tmp_path, seconds=12)


def act(client: Client, model: str, action: str, *rows: Any) -> Any:
    return client.post(
        reverse(f"admin:videos_{model}_changelist"),
        {"action": action, "_selected_action": [row.pk for row in rows]},
        follow=True,
    )


@pytest.mark.parametrize("model", MODELS)
def test_lists_cost_the_same_queries_however_long(
    staff: Client, transcode: Transcode, model: str, tmp_path: Path, channel: Channel
) -> None:
    address = reverse(f"admin:videos_{model}_changelist")
    staff.get(address)
    with CaptureQueriesContext(connection) as few:
        assert staff.get(address).status_code == 200
    for _more in range(3):
        lay_out_film(channel, tmp_path, seconds=12)
    with CaptureQueriesContext(connection) as many:
        assert staff.get(address, {"q": ""}).status_code == 200
    assert len(many) <= len(few)


@pytest.mark.parametrize("model", MODELS)
def test_only_staff_with_permission_enter(
    creator: User, sign_in: Any, transcode: Transcode, model: str
) -> None:
    address = reverse(f"admin:videos_{model}_changelist")
    assert Client().get(address).status_code == 302
    assert sign_in(creator).get(address).status_code == 302
    without = UserFactory(email="helper@example.com", is_staff=True)
    assert sign_in(without).get(address).status_code == 403


def test_looking_is_not_changing(sign_in: Any, transcode: Transcode) -> None:
    looker = UserFactory(email="looker@example.com", is_staff=True)
    looker.user_permissions.set(Permission.objects.filter(codename__startswith="view_"))
    client = sign_in(looker)
    assert client.get(reverse("admin:videos_transcode_changelist")).status_code == 200
    act(client, "transcode", "cancel", transcode)
    act(client, "video", "delete", transcode.source.video)
    transcode.refresh_from_db()
    assert transcode.state == Transcode.State.RUNNING
    assert Video.objects.get().state == Video.State.PROCESSING
    assert not LogEntry.objects.exists()


def test_a_failed_transcode_shows_why_and_is_retried(staff: Client, transcode: Transcode) -> None:
    chunk = claim_next()
    assert chunk is not None
    give_back(chunk, EncodeFailed("ffmpeg", permanent=True, stderr_tail="<b>moov atom</b> gone"))
    page = staff.get(reverse("admin:videos_transcode_change", args=[transcode.pk]))
    text = page.content.decode()
    assert "&lt;b&gt;moov atom&lt;/b&gt; gone" in text
    assert chunk.worker in text
    assert "could not be converted" in text
    assert 'name="_save"' not in text, "there is nothing to save"

    act(staff, "transcode", "retry", transcode)
    transcode.refresh_from_db()
    assert transcode.state == Transcode.State.RUNNING
    entry = LogEntry.objects.get()
    assert entry.object_id == str(transcode.pk)
    assert entry.user.email == "moderator@example.com"


def test_cancelling_a_transcode_and_one_attempt(staff: Client, transcode: Transcode) -> None:
    chunk = claim_next()
    assert chunk is not None
    act(staff, "chunk", "cancel", chunk)
    assert Chunk.objects.get(pk=chunk.pk).state == Chunk.State.WAITING
    act(staff, "transcode", "cancel", transcode)
    transcode.refresh_from_db()
    assert transcode.state == Transcode.State.CANCELLED
    answer = act(staff, "transcode", "cancel", transcode)
    assert "cannot be done in its state" in answer.content.decode()
    assert LogEntry.objects.count() == 2


def test_one_chunk_is_retried_with_its_transcode(staff: Client, transcode: Transcode) -> None:
    fail_transcode(transcode=transcode, code="ffmpeg")
    act(staff, "chunk", "retry", transcode.chunks.first())
    transcode.refresh_from_db()
    assert transcode.state == Transcode.State.RUNNING
    page = staff.get(reverse("admin:videos_chunk_change", args=[transcode.chunks.all()[0].pk]))
    assert page.status_code == 200


def test_videos_are_hidden_deleted_and_processed_again(
    staff: Client, channel: Channel, transcode: Transcode
) -> None:
    video = VideoFactory(channel=channel)
    act(staff, "video", "make_private", video)
    video.refresh_from_db()
    assert video.privacy == Video.Privacy.PRIVATE
    act(staff, "video", "delete", video)
    video.refresh_from_db()
    assert video.state == Video.State.DELETED

    fail_transcode(transcode=transcode, code="no-sound")
    failed = reverse("admin:videos_video_change", args=[transcode.source.video_id])
    assert "retry_processing" not in staff.get(failed).content.decode(), "it would fail again"
    act(staff, "video", "retry_processing", transcode.source.video)
    assert Video.objects.get(pk=transcode.source.video_id).state == Video.State.FAILED
    Transcode.objects.filter(pk=transcode.pk).update(failure="ffmpeg")
    assert "retry_processing" in staff.get(failed).content.decode()
    act(staff, "video", "retry_processing", transcode.source.video)
    assert Video.objects.get(pk=transcode.source.video_id).state == Video.State.PROCESSING
    assert LogEntry.objects.count() == 3
    page = staff.get(reverse("admin:videos_video_change", args=[video.pk]))
    assert page.status_code == 200
    assert "password" not in page.context["adminform"].form.fields


def test_searching_finds_by_title_and_id(staff: Client, channel: Channel) -> None:
    video = VideoFactory(channel=channel, title="Otters at play")
    VideoFactory(channel=channel, title="Something else")
    address = reverse("admin:videos_video_changelist")
    for wanted in ("otters", video.public_id, "creator otters"):
        text = staff.get(address, {"q": wanted}).content.decode()
        assert "Otters at play" in text
        assert "Something else" not in text


def test_the_admin_has_a_policy_of_its_own_and_the_site_keeps_its_strict_one(
    staff: Client,
) -> None:
    policy = staff.get(reverse("admin:index"))["Content-Security-Policy"]
    assert "script-src 'self' 'unsafe-eval';" in policy + ";"
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in staff.get("/")["Content-Security-Policy"]


def test_signing_in_goes_through_our_own_form() -> None:
    answer = Client().get(reverse("admin:login"))
    assert answer.status_code == 302
    assert answer["Location"].startswith("/accounts/login/")
