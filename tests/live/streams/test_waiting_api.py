"""By the JSON API: the streams of one channel, and those that one waits for."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from live.models import Reminder, Stream
from live.services.reminding import set_reminder
from tests.factories import ChannelFactory
from tests.live.broadcasts import go_live, soon
from tests.live.factories import StreamFactory

pytestmark = pytest.mark.django_db
MINE = "/api/v1/me/reminders"
SignIn = Callable[[User], Client]


def ids(answer: Any) -> list[str]:
    assert answer.status_code == 200, answer.content
    return [item["id"] for item in answer.json()["items"]]


def test_the_streams_of_one_channel(client: Client, stream: Stream) -> None:
    other, coming = StreamFactory(), StreamFactory(channel=stream.channel, starts_at=soon(days=1))
    StreamFactory(channel=stream.channel, starts_at=soon(days=1), privacy="unlisted")
    StreamFactory(starts_at=soon(days=1))
    for each in (stream, other):
        go_live(each)
    assert ids(client.get("/api/v1/live?channel=Creator")) == [stream.public_id]
    upcoming = client.get("/api/v1/live?show=upcoming&channel=creator")
    assert ids(upcoming) == [coming.public_id]
    assert ids(client.get("/api/v1/live?channel=nobody")) == []
    assert client.get("/api/v1/live?channel=%00").status_code == 422


def test_whether_one_is_reminded_and_of_what(
    stream: Stream, viewer: User, stranger: User, sign_in: SignIn
) -> None:
    me, other = sign_in(viewer), sign_in(stranger)
    one = f"/api/v1/live/{stream.public_id}/reminder"
    assert [Client().get(one).status_code, Client().get(MINE).status_code] == [401, 401]
    assert me.get(one).json() == {"reminded": False}
    me.put(one)
    assert me.get(one).json() == {"reminded": True}
    assert ids(me.get(MINE)) == [stream.public_id]
    assert other.get(one).json() == {"reminded": False}
    assert ids(other.get(MINE)) == []
    Reminder.objects.update(sent_at=timezone.now())
    assert ids(me.get(MINE)) == []


@pytest.mark.parametrize(
    "facts",
    [{"privacy": "private"}, {"privacy": "password"}, {"is_test": True}, {"state": "removed"}],
)
def test_what_was_hidden_since_is_not_told(
    stream: Stream, viewer: User, sign_in: SignIn, facts: dict[str, Any]
) -> None:
    set_reminder(stream=stream, user=viewer)
    Stream.objects.update(**facts)
    assert ids(sign_in(viewer).get(MINE)) == []
    assert sign_in(viewer).get(f"/api/v1/live/{stream.public_id}/reminder").status_code in {
        403,
        404,
    }


def test_a_longer_list_is_walked_once_and_asks_no_more(viewer: User, sign_in: SignIn) -> None:
    me = sign_in(viewer)

    def questions() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert ids(me.get(MINE))
        return len(queries)

    def wait_for_one() -> str:
        made: Stream = StreamFactory(channel=ChannelFactory(), starts_at=soon(days=1))
        set_reminder(stream=made, user=viewer)
        return made.public_id

    wanted = [wait_for_one()]
    few = questions()
    wanted += [wait_for_one() for _time in range(5)]
    assert questions() == few <= 4
    first = me.get(MINE, {"limit": "4"})
    rest = me.get(MINE, {"limit": "4", "cursor": first.json()["next_cursor"]})
    assert rest.json()["next_cursor"] is None
    assert ids(first) + ids(rest) == wanted[::-1]
