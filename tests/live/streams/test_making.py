"""Making, changing, removing and reopening streams."""

from datetime import timedelta
from typing import Any

import pytest
from django.conf import LazySettings
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.models import Channel, User
from accounts.services.suspension import suspend_user
from live.models import Broadcast, Reminder, Stream
from live.services import streams
from live.services.publishing import PublishRefused
from tests.live.broadcasts import go_live, publish, soon
from tests.live.factories import StreamFactory
from videos.models import Video

pytestmark = pytest.mark.django_db


def make(channel: Channel, **values: Any) -> Stream:
    return streams.create_stream(channel=channel, values={"title": "Evening", **values})


def test_a_stream_is_made_with_what_people_want_most(channel: Channel) -> None:
    stream = make(channel, title="  Baking\u202e bread ", tags=["#Bread", "bread", ""])
    assert (stream.title, stream.tags) == ("Baking bread", ["Bread"])
    assert (stream.state, stream.privacy, stream.latency) == ("waiting", "public", "low")
    assert stream.records
    assert stream.repeats
    assert not stream.is_test


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"title": ""}, "title"),
        ({"title": "\u200b\u2060"}, "title"),
        ({"title": "x" * 121}, "title"),
        ({"description": "x" * 10_001}, "description"),
        ({"tags": ["x" * 41]}, "tags"),
        ({"category": "nothing"}, "category"),
        ({"language": "xx"}, "language"),
        ({"latency": "none"}, "latency"),
        ({"privacy": "secret"}, "privacy"),
        ({"privacy": "password"}, "password"),
        ({"password": "x" * 101, "privacy": "password"}, "password"),
        ({"dvr_s": -1}, "dvr_s"),
        ({"dvr_s": 12 * 3600 + 1}, "dvr_s"),
        ({"dvr_s": float("nan")}, "dvr_s"),
        ({"starts_at": soon(days=-1)}, "starts_at"),
        ({"starts_at": soon(days=400)}, "starts_at"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(
    channel: Channel, values: dict[str, Any], field: str
) -> None:
    with pytest.raises(ValidationError) as refused:
        make(channel, **values)
    assert list(refused.value.message_dict) == [field]
    assert not Stream.objects.exists()


def test_a_channel_has_so_many_streams(channel: Channel, settings: LazySettings) -> None:
    settings.LIVE_STREAMS_PER_CHANNEL = 2
    first = make(channel)
    make(channel)
    with pytest.raises(streams.StreamsFull):
        make(channel)
    streams.remove_stream(stream=first)
    make(channel)


def test_what_is_left_out_stays_and_a_password_is_kept_as_a_hash(stream: Stream) -> None:
    changes = {"privacy": "password", "password": "sesame"}
    changed = streams.update_stream(stream=stream, changes=changes)
    assert changed.title == "Baking bread"
    assert "sesame" not in changed.password
    assert changed.check_password("sesame")
    again = streams.update_stream(stream=stream, changes={"title": "Cake"})
    assert again.check_password("sesame")
    with pytest.raises(ValidationError):
        streams.update_stream(stream=stream, changes={"password": ""})


def test_two_windows_do_not_undo_each_other(stream: Stream) -> None:
    opened = streams.stream_version(stream)
    streams.update_stream(stream=stream, changes={"title": "Cake"}, version=opened)
    with pytest.raises(streams.StreamChanged):
        streams.update_stream(stream=stream, changes={"title": "Pie"}, version=opened)
    # Going live is no change of what the form shows.
    stream.refresh_from_db()
    opened = streams.stream_version(stream)
    go_live(stream)
    streams.update_stream(stream=stream, changes={"title": "Pie"}, version=opened)


def test_the_title_of_what_is_on_air_changes_with_it(stream: Stream) -> None:
    session = go_live(stream)
    streams.update_stream(stream=stream, changes={"title": "Cake"})
    session.broadcast.refresh_from_db()
    assert session.broadcast.title == "Cake"


def test_sending_back_the_announced_time_is_no_change(stream: Stream, viewer: User) -> None:
    when = soon(hours=1)
    streams.update_stream(stream=stream, changes={"starts_at": when})
    Reminder.objects.create(stream=stream, user=viewer, sent_at=timezone.now())
    Stream.objects.filter(pk=stream.pk).update(starts_at=soon(minutes=-5))
    stream.refresh_from_db()
    passed = stream.starts_at
    streams.update_stream(stream=stream, changes={"starts_at": passed, "title": "Late"})
    assert Reminder.objects.get().sent_at
    streams.update_stream(stream=stream, changes={"starts_at": soon(hours=2)})
    assert Reminder.objects.get().sent_at is None  # a new date: told again
    assert streams.update_stream(stream=stream, changes={"starts_at": None}).starts_at is None


def test_removing_ends_it_and_nobody_publishes_any_more(stream: Stream) -> None:
    session = go_live(stream)
    assert streams.remove_stream(stream=stream)
    assert not streams.remove_stream(stream=stream)
    stream.refresh_from_db()
    assert stream.state == "removed"
    assert Broadcast.objects.get().end_reason == "removed"
    session.refresh_from_db()
    assert session.state == "ended"
    with pytest.raises(PublishRefused):
        publish(stream)


def test_an_ended_stream_is_opened_again(channel: Channel) -> None:
    stream = StreamFactory(channel=channel, repeats=False)
    assert not streams.reopen_stream(stream=stream)
    go_live(stream)
    assert streams.stop_broadcast(stream=stream, reason="ended-by-owner")
    assert not streams.stop_broadcast(stream=stream, reason="ended-by-owner")
    stream.refresh_from_db()
    assert stream.state == "ended"
    assert streams.reopen_stream(stream=stream)
    # An encoder that was not stopped must not begin anew by itself.
    Broadcast.objects.update(ended_at=timezone.now() - timedelta(minutes=1))
    go_live(stream)
    assert stream.state == "live"


def test_a_suspended_creator_goes_off_the_air(
    stream: Stream, creator: User, moderator: User
) -> None:
    go_live(stream)
    suspend_user(user=creator, actor=moderator, reason="spam")
    stream.refresh_from_db()
    assert stream.state == "waiting"
    assert Broadcast.objects.get().end_reason == "account-closed"
    assert not Stream.objects.listed().exists()


def test_only_public_streams_are_listed(channel: Channel) -> None:
    public = StreamFactory(channel=channel)
    for privacy in ("unlisted", "private", "password"):
        StreamFactory(channel=channel, privacy=privacy)
    StreamFactory(channel=channel, is_test=True)
    StreamFactory(channel=channel, state=Stream.State.REMOVED)
    assert list(Stream.objects.listed()) == [public]
    assert public.privacy == Video.Privacy.PUBLIC
    assert public.dvr == timedelta(hours=4)
