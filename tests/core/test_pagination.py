"""Cursors: every row once at any depth, under inserts and ties, and hostile ones are refused."""

import base64
import json
import random
from contextlib import suppress
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from core.pagination import paginate
from core.problems import Problem
from tests.factories import ChannelFactory, VideoFactory
from videos.models import Video

pytestmark = pytest.mark.django_db


def walk(order_by: str, limit: int) -> list[int]:
    seen: list[int] = []
    cursor = None
    while True:
        page = paginate(Video.objects.all(), order_by=order_by, cursor=cursor, limit=limit)
        seen += [video.pk for video in page.items]
        cursor = page.next_cursor
        if cursor is None:
            return seen


@pytest.mark.parametrize(
    "order_by", ["-published_at", "published_at", "-view_count", "title", "-trending_score"]
)
def test_every_row_comes_once_in_order_whatever_the_ties(order_by: str) -> None:
    channel = ChannelFactory()
    now = timezone.now()
    for number in range(23):
        VideoFactory(
            channel=channel,
            title=f"한글 {number % 4}",
            published_at=now - timedelta(days=number // 5),
            view_count=number // 3,
            trending_score=number // 2 / 3,
        )
    sign = "-pk" if order_by.startswith("-") else "pk"
    expected = list(Video.objects.order_by(order_by, sign).values_list("pk", flat=True))
    assert walk(order_by, 4) == expected
    assert walk(order_by, 1) == expected
    assert walk(order_by, 1000) == expected


def test_rows_that_come_meanwhile_neither_repeat_nor_hide_others() -> None:
    channel = ChannelFactory()
    for number in range(6):
        VideoFactory(channel=channel, published_at=timezone.now() - timedelta(days=number))
    first = paginate(Video.objects.all(), order_by="-published_at", cursor=None, limit=3)
    VideoFactory(channel=channel)
    second = paginate(
        Video.objects.all(), order_by="-published_at", cursor=first.next_cursor, limit=10
    )
    pks = [video.pk for video in [*first.items, *second.items]]
    assert len(pks) == len(set(pks)) == 6


def test_a_deep_page_is_bounded_in_the_index() -> None:
    """The cursor's value bounds the scan itself, instead of filtering everything before it."""
    channel = ChannelFactory()
    for number in range(4):
        VideoFactory(channel=channel, published_at=timezone.now() - timedelta(days=number))
    first = paginate(Video.objects.listed(), order_by="-published_at", cursor=None, limit=2)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        paginate(
            Video.objects.listed(), order_by="-published_at", cursor=first.next_cursor, limit=2
        )
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("SET LOCAL enable_sort = off")
        cursor.execute(f"EXPLAIN {queries[0]['sql']}")
        plan = "\n".join(line for (line,) in cursor.fetchall())
    condition = next(line for line in plan.splitlines() if "Index Cond" in line)
    assert condition.count("published_at <=") == 2


def pack(*parts: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(parts).encode()).decode().rstrip("=")


NOW = "2026-01-01T00:00:00+00:00"


@pytest.mark.parametrize(
    "cursor",
    [
        "x",
        "%%%%",
        "한글",
        "=" * 8,
        "A" * 100_000,
        "W" * 300,
        base64.urlsafe_b64encode(b"[" * 250).decode(),
        base64.urlsafe_b64encode(b"\xff\xfe").decode(),
        pack(),
        pack(NOW, 1),
        pack("-view_count", 3, 1),
        pack("-published_at", NOW, "1"),
        pack("-published_at", NOW, True),
        pack("-published_at", NOW, 10**40),
        pack("-published_at", NOW, None),
        pack("-published_at", None, 1),
        pack("-published_at", {"a": 1}, 1),
        pack("-published_at", 5, 1),
        pack("-published_at", "2026-01-01", 1),
        pack("-published_at", "99999-01-01T00:00:00+00:00", 1),
        pack("-published_at", "9999-12-31T23:59:59-23:59", 1),
        pack("-published_at", "0001-01-01T00:00:00+14:00", 1),
        pack("-password", "a", 1),
    ],
)
def test_a_cursor_not_made_here_is_a_400(cursor: str) -> None:
    with pytest.raises(Problem) as raised:
        paginate(Video.objects.all(), order_by="-published_at", cursor=cursor, limit=5)
    assert raised.value.status == 400
    assert raised.value.code == "bad-cursor"


@pytest.mark.parametrize(
    ("order_by", "value"),
    [
        ("-view_count", float("inf")),
        ("-view_count", 10**30),
        ("-view_count", "x"),
        ("-trending_score", "x"),
        ("-trending_score", []),
        ("title", "a\x00"),
        ("title", "\ud800"),
    ],
)
def test_a_value_of_the_wrong_kind_is_a_400(order_by: str, value: object) -> None:
    with pytest.raises(Problem):
        paginate(Video.objects.all(), order_by=order_by, cursor=pack(order_by, value, 1), limit=5)


def test_random_cursors_never_raise_anything_else() -> None:
    rng = random.Random(7)
    values = [0, -1, 1.5, "", "x", None, [], {}, True, float("nan"), 2**63, -(2**70), NOW]
    for _round in range(400):
        order_by = rng.choice(["-published_at", "-view_count", "-trending_score", "title"])
        cursor = pack(rng.choice([order_by, order_by, "x"]), rng.choice(values), rng.choice(values))
        limit = rng.choice([-5, 0, 3, 10**9])
        with suppress(Problem):
            paginate(Video.objects.all(), order_by=order_by, cursor=cursor, limit=limit)
