"""What staff see and do in the administration."""

from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse

from accounts.models import User
from live.models import Broadcast, PublishSession, Stream, StreamKey
from tests.live.broadcasts import go_live

pytestmark = pytest.mark.django_db


def do(client: Client, model: type[Any], action: str, row: Any) -> int:
    address = reverse(f"admin:live_{model._meta.model_name}_changelist")
    sent = {"action": action, "_selected_action": [row.pk]}
    return client.post(address, sent, follow=True).status_code


@pytest.mark.parametrize(
    ("model", "action", "reason"),
    [
        (Stream, "end", "ended-by-staff"),
        (Stream, "remove", "ended-by-staff"),
        (Broadcast, "end", "ended-by-staff"),
        (PublishSession, "kick", None),
        (Stream, "take_key", None),
        (Stream, "make_private", None),
    ],
)
def test_actions_reach_whoever_publishes(
    stream: Stream,
    moderator: User,
    sign_in: Any,
    model: type[Any],
    action: str,
    reason: str | None,
) -> None:
    session = go_live(stream)
    row = {Stream: stream, Broadcast: session.broadcast, PublishSession: session}[model]
    client = sign_in(moderator)
    assert do(client, model, action, row) == 200
    assert LogEntry.objects.filter(user=moderator, object_id=str(row.pk)).count() == 1
    session.refresh_from_db()
    stream.refresh_from_db()
    if action == "make_private":
        assert stream.privacy == "private"
    else:
        assert session.state == "ended"
        assert Broadcast.objects.get().end_reason == (reason or "")
    if action == "remove":
        assert stream.state == "removed"
    # Again changes nothing and is not written down.
    do(client, model, action, row)
    assert LogEntry.objects.count() == 1


def test_a_digest_is_shown_to_nobody(stream: Stream, moderator: User, sign_in: Any) -> None:
    go_live(stream)
    key = StreamKey.objects.get()
    client = sign_in(moderator)
    for address in (
        reverse("admin:live_streamkey_changelist"),
        reverse("admin:live_streamkey_change", args=[key.pk]),
    ):
        page = client.get(address).content.decode()
        assert key.ending in page
        assert key.digest not in page


def test_looking_is_not_acting(stream: Stream, stranger: User, sign_in: Any) -> None:
    go_live(stream)
    stranger.is_staff = True
    stranger.save()
    stranger.user_permissions.set(Permission.objects.filter(codename="view_stream"))
    client = sign_in(stranger)
    assert client.get(reverse("admin:live_stream_changelist")).status_code == 200
    for action in ("end", "remove", "take_key", "make_private"):
        do(client, Stream, action, stream)
    stream.refresh_from_db()
    assert (stream.state, stream.privacy) == ("live", "public")
