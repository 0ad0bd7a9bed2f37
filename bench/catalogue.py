"""100,000 videos: what a page and an API answer cost the server.

Times are of the whole Django stack (every middleware, the view, JSON or HTML) in one process, without the network.
"cold" empties the cache before each request; "warm" repeats requests within the cache's life. Bar: p50 of list,
detail and search API at most 20 ms.
"""

import random
import statistics
import time
from collections.abc import Callable
from datetime import timedelta

from bench._services import site_in_this_process
from bench._table import print_table

VIDEOS = 100_000
CHANNELS = 500
ROUNDS = 60
BATCH = 2_000
ENGLISH = """
sea mountain night city river summer winter garden train coffee guitar piano cat dog kitchen recipe travel seoul
busan jeju walk run dance sing code python django camera lens light rain snow forest bird ocean island market
"""
KOREAN = """
노을 바다 산책 여행 요리 고양이 강아지 서울 부산 제주 기차 커피 기타 피아노 겨울 여름 정원 시장 노래 춤
카메라 비 눈 숲 새 섬 골목 하늘 별 도시
"""
QUERIES = (
    "노을", "바다 여행", "고양이", "제주 바다", "sea", "mountain night", "python django", "coffee -rain",
    '"seoul walk"', "산책 cat", "요리 recipe", "yy", "겨울 기차 커피", "별",
)  # fmt: skip


def main() -> None:
    """Fill the database and print the table."""
    with site_in_this_process():
        ids = _fill()
        print_table(["request", "cache", "p50 ms", "p95 ms", "max SQL"], _measure(ids))


def _fill() -> list[str]:
    from django.db import connection
    from django.utils import timezone

    from tests.factories import ChannelFactory
    from videos.models import Video
    from videos.services.search_index import reindex_all

    dice, now = random.Random(7), timezone.now()
    english, korean = ENGLISH.split(), KOREAN.split()
    channels = [ChannelFactory() for _ in range(CHANNELS)]
    started = time.monotonic()
    ids: list[str] = []
    for first in range(0, VIDEOS, BATCH):
        rows = [
            Video(
                channel=dice.choice(channels),
                title=" ".join(dice.sample(english, 3) + dice.sample(korean, 3)),
                description=" ".join(dice.choices(english + korean, k=40)),
                tags=dice.sample(english, 3),
                category=dice.choice(Video.Category.values),
                state=Video.State.READY,
                privacy=Video.Privacy.PUBLIC,
                published_at=now - timedelta(minutes=first + n),
                duration_ms=dice.randrange(10_000, 7_200_000),
                view_count=int(dice.paretovariate(0.7)),
                trending_score=dice.random(),
            )
            for n in range(BATCH)
        ]
        ids += [video.public_id for video in Video.objects.bulk_create(rows)]
    reindex_all()
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    print(f"{len(ids)} videos made and indexed in {time.monotonic() - started:.0f} s")
    return ids


def _measure(ids: list[str]) -> list[list[str | float | int]]:
    dice = random.Random(11)

    def some_id() -> str:
        return dice.choice(ids)

    requests: list[tuple[str, Callable[[], str]]] = [
        ("list API", lambda: "/api/v1/videos?limit=20"),
        ("list API, category", lambda: "/api/v1/videos?category=travel&sort=views"),
        ("detail API", lambda: f"/api/v1/videos/{some_id()}"),
        ("search API", lambda: f"/api/v1/search?q={dice.choice(QUERIES)}"),
        ("suggestions API", lambda: f"/api/v1/search/suggestions?q={dice.choice(QUERIES)[:2]}"),
        ("home page", lambda: "/"),
        ("search page", lambda: f"/search?q={dice.choice(QUERIES)}"),
        ("watch page", lambda: f"/watch/{some_id()}"),
    ]
    return [_row(name, make, cold=cold) for name, make in requests for cold in (True, False)]


def _row(name: str, make: Callable[[], str], *, cold: bool) -> list[str | float | int]:
    from django.core.cache import cache
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client, times, most = Client(), [], 0
    client.get(make())
    for _round in range(ROUNDS):
        address = make()
        if cold:
            cache.clear()
        started = time.perf_counter()
        answer = client.get(address)
        times.append(1000 * (time.perf_counter() - started))
        assert answer.status_code == 200, (address, answer.status_code)
    for _round in range(10):
        if cold:
            cache.clear()
        with CaptureQueriesContext(connection) as queries:
            client.get(make())
        most = max(most, len(queries))
    p95 = statistics.quantiles(times, n=20)[18]
    return [name, "cold" if cold else "warm", statistics.median(times), p95, most]
