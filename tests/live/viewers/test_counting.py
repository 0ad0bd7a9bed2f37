"""How many watch: each person once, through all processes, and nothing personal kept."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.utils import timezone

from accounts.models import User
from core.presence import CHUNK
from live.models import Broadcast, Stream, ViewerMinute
from live.services import viewers
from live.services.viewer_minutes import count_viewers
from live.services.viewers import beat, member, new_visit, read_visit, viewers_of
from tests.live.broadcasts import go_live


def test_each_is_counted_once_through_all_processes() -> None:
    assert beat({"a": ["one", "two"], "b": []}) == {"a": 2, "b": 0}
    assert beat({"a": ["two", "three"]}) == {"a": 3}  # another process
    assert viewers_of(["a", "b", "c"]) == {"a": 3, "b": 0, "c": 0}


def test_thousands_are_counted_in_pieces() -> None:
    everybody = [f"m{number}" for number in range(2 * CHUNK + 5)]
    assert beat({"a": everybody, "b": ["x"]}) == {"a": len(everybody), "b": 1}


def test_the_number_is_right_within_five_seconds() -> None:
    assert 2 * viewers.BEAT_S < viewers.ALIVE_S  # one beat may be late
    assert viewers.ALIVE_S + viewers.BEAT_S < 5


def test_whoever_has_left_is_not_counted_a_moment_later() -> None:
    beat({"a": ["one", "two"]})
    cache.client.get_client().zincrby("piyakast:live:viewers:a", -viewers.ALIVE_S, "one")  # type: ignore[attr-defined]
    assert beat({"a": ["two"]}) == {"a": 1}
    assert viewers_of(["a"]) == {"a": 1}


def test_ten_thousand_of_four_processes_are_right_again_five_seconds_after_half_have_left() -> None:
    crowd = [f"m{number}" for number in range(10_000)]
    processes = [crowd[first::4] for first in range(4)]
    for share in processes:
        beat({"a": share})
    assert viewers_of(["a"]) == {"a": 10_000}

    pipeline = cache.client.get_client().pipeline()  # type: ignore[attr-defined]
    for name in crowd:  # the clock is Redis's: what it noted is made five seconds older
        pipeline.zincrby("piyakast:live:viewers:a", -5, name)
    pipeline.execute()
    for share in processes:
        beat({"a": share[::2]})
    assert viewers_of(["a"]) == {"a": 5_000}


@pytest.mark.django_db
def test_who_they_are_is_not_kept(viewer: User) -> None:
    visit = read_visit(new_visit())
    names = [member(viewer, ""), member(AnonymousUser(), visit)]
    assert names[0] == member(viewer, "whatever")
    assert len(set(names)) == 2
    beat({"a": names})
    client = cache.client.get_client()  # type: ignore[attr-defined]
    [key] = client.keys("piyakast:live:viewers:*")
    kept = str(client.zrange(key, 0, -1))
    assert str(viewer.pk) not in kept.replace(names[0], "").replace(names[1], "")
    assert visit not in kept
    assert 0 < client.ttl(key) <= 60


def test_a_visit_that_we_did_not_make_is_nobody() -> None:
    for text in ("", "x", "a~b~c", new_visit()[:-2] + "zz"):
        assert read_visit(text) == ""


@pytest.mark.django_db
def test_minutes_peak_and_time_are_noted_once(stream: Stream) -> None:
    session = go_live(stream)
    now = timezone.now().replace(second=1)
    beat({stream.public_id: ["one", "two", "three"]})
    assert count_viewers(now=now) == 1
    assert count_viewers(now=now) == 0  # another worker, the same slot
    cache.client.get_client().delete(f"piyakast:live:viewers:{stream.public_id}")  # type: ignore[attr-defined]
    beat({stream.public_id: ["one"]})
    assert count_viewers(now=now + timedelta(seconds=15)) == 1
    assert count_viewers(now=now + timedelta(seconds=60)) == 1
    broadcast = Broadcast.objects.get(pk=session.broadcast_id)
    assert broadcast.peak_viewers == 3
    assert broadcast.watch_time_s == (3 + 1 + 1) * 15
    assert list(ViewerMinute.objects.order_by("minute").values_list("viewers", flat=True)) == [3, 1]


@pytest.mark.django_db
def test_what_is_not_on_air_is_not_noted(stream: Stream) -> None:
    beat({stream.public_id: ["one"]})
    assert count_viewers() == 0
