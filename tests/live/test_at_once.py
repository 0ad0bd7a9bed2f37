"""What two do at once to a stream: whoever comes second finds what the first has done."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import User
from accounts.services.suspension import suspend_user
from live.models import Broadcast, PublishSession, Stream
from live.services import publishing
from live.services.key_changes import replace_key, take_key_away
from live.services.publishing import PublishRefused
from tests.live.broadcasts import go_live, publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def meanwhile(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[], object]], None]:
    """Have something happen between a publisher's key being read and its stream being locked."""
    read = publishing.may_publish

    def set_up(happening: Callable[[], object]) -> None:
        def reading(key: str) -> Stream:
            found = read(key)
            monkeypatch.setattr(publishing, "may_publish", read)
            happening()
            return found

        monkeypatch.setattr(publishing, "may_publish", reading)

    return set_up


@pytest.mark.parametrize("change", [replace_key, take_key_away])
def test_a_key_that_is_taken_away_meanwhile_opens_nothing(
    stream: Stream, key: str, change: Any, meanwhile: Any
) -> None:
    meanwhile(lambda: change(stream=stream))
    with pytest.raises(PublishRefused, match="not valid"):
        publish(stream, key=key)
    assert not PublishSession.objects.exists()


def test_nobody_goes_live_whose_account_is_closed_meanwhile(
    stream: Stream, key: str, moderator: User, meanwhile: Any
) -> None:
    owner = stream.channel.owner
    meanwhile(lambda: suspend_user(user=owner, actor=moderator, reason="spam"))
    with pytest.raises(PublishRefused, match="may not go live"):
        publish(stream, key=key)


def test_the_sweeper_lets_be_what_was_heard_meanwhile(
    stream: Stream, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = go_live(stream)
    PublishSession.objects.update(heard_at=timezone.now() - timedelta(seconds=20))
    locked = publishing._locked

    def heard(found: PublishSession) -> Stream:
        PublishSession.objects.update(heard_at=timezone.now())
        return locked(found)

    monkeypatch.setattr(publishing, "_locked", heard)
    publishing.sweep_live()
    session.refresh_from_db()
    assert session.state == PublishSession.State.PUBLISHING


def test_the_sweeper_lets_be_a_broadcast_that_its_publisher_has_come_back_to(
    stream: Stream, key: str
) -> None:
    session = go_live(stream, key=key)
    publishing.session_ended(session=session, reason="closed")
    PublishSession.objects.update(ended_at=timezone.now() - timedelta(minutes=1))
    found = Broadcast.objects.get()
    again = publish(stream, key=key)
    publishing._end_if_alone(found)
    again.refresh_from_db()
    assert again.state == PublishSession.State.ACCEPTED
    assert Broadcast.objects.get().ended_at is None
