"""The search vector finds what people mean, in Korean and English, and no input breaks a query."""

import random
import unicodedata

import pytest
from django.core.management import call_command
from django.db import connection

from accounts.models import Channel
from tests.factories import ChannelFactory, VideoFactory
from videos.models import Video
from videos.services.search_index import index_channel, index_video, parse_query

pytestmark = pytest.mark.django_db


def found(text: str, **options: bool) -> set[str]:
    query = parse_query(text, **options)
    if not query:
        return set()
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT title FROM videos_video WHERE search @@ {query.sql}",  # noqa: S608
            query.params,
        )
        return {title for (title,) in cursor.fetchall()}


@pytest.fixture
def titles() -> list[str]:
    channel = ChannelFactory(name="소리그림", handle="sori")
    titles = [
        "안개 낀 산길을 따라서",
        "노을이 지는 바다",
        "K팝 메들리",
        "Running through Seoul at night",
        "The office tour",
        "Café Müller live",
        "Conway's Game of Life",
        "東京の夜景",
        "바다",
    ]
    for title in titles:
        index_video(VideoFactory(channel=channel, title=title))
    return titles


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("산길", "안개 낀 산길을 따라서"),
        ("안개낀", "안개 낀 산길을 따라서"),
        ("안개 낀", "안개 낀 산길을 따라서"),
        ("산", "안개 낀 산길을 따라서"),
        ("길을", "안개 낀 산길을 따라서"),
        ("서", "안개 낀 산길을 따라서"),
        ("노을", "노을이 지는 바다"),
        (unicodedata.normalize("NFD", "노을"), "노을이 지는 바다"),
        ("k팝", "K팝 메들리"),
        ("run seoul", "Running through Seoul at night"),
        ("the night", "Running through Seoul at night"),
        ("the office", "The office tour"),
        ("cafe muller", "Café Müller live"),
        ("conway", "Conway's Game of Life"),
        ("conways", "Conway's Game of Life"),
        ('"game of life"', "Conway's Game of Life"),
        ("夜景", "東京の夜景"),
        ("Ｔｏｕｒ", "The office tour"),
    ],
)
def test_a_title_is_found_by(titles: list[str], text: str, title: str) -> None:
    assert title in found(text)


@pytest.mark.parametrize("text", ["을노", "다바", "낀안개", '"life of game"', "zebra", "tok"])
def test_other_words_find_nothing(titles: list[str], text: str) -> None:
    assert found(text) == set()


def test_quotes_keep_the_order_and_minus_leaves_out(titles: list[str]) -> None:
    assert found("바다") == {"노을이 지는 바다", "바다"}
    assert found("바다 -노을") == {"바다"}
    assert found('바다 -"지는 바다"') == {"바다"}
    assert found("-바다") == set()


def test_the_channel_name_finds_its_videos_and_follows_a_rename(titles: list[str]) -> None:
    assert found("소리그림") == set(titles)
    channel = Channel.objects.get(handle="sori")
    channel.name = "Wolken"
    channel.save()
    index_channel(channel)
    assert found("소리그림") == set()
    assert found("wolken") == set(titles)


def test_the_last_word_may_be_a_beginning(titles: list[str]) -> None:
    assert found("game of li", complete_last=True) == {"Conway's Game of Life"}
    assert found("game of li") == set()


def test_reindex_restores_every_vector(titles: list[str]) -> None:
    Video.objects.update(search=None)
    assert found("노을") == set()
    call_command("reindex")
    assert found("노을") == {"노을이 지는 바다"}


def test_any_text_can_be_indexed_and_looked_for() -> None:
    """A seeded fuzz over all of Unicode and over the query language's own signs."""
    rng = random.Random(20)
    signs = list("\"'-:*&|!()<>\\%_;$ \t가나다ab“”’#\u0301\u200d")
    video = VideoFactory()
    for _round in range(300):
        letters = [
            rng.choice(signs) if rng.random() < 0.5 else chr(rng.randrange(1, 0x110000))
            for _ in range(rng.randrange(1, 60))
        ]
        text = "".join(letters)
        found(text)
        found(text, complete_last=True)
        video.title = video.description = text.encode("utf-8", "ignore").decode()
        index_video(video)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "-",
        '"',
        '""',
        '-""',
        "\x00",
        "a\x00b",
        "\ud800",
        "yy",
        "a" * 5000,
        "가" * 5000,
        "a " * 999,
    ],
)
def test_odd_queries_answer(text: str) -> None:
    found(text)
    found(text, complete_last=True)


def test_stop_words_here_are_those_of_postgres() -> None:
    """A word we drop must be one that the English stemmer drops, or it would be lost."""
    from videos.services.search_index.query import STOP_WORDS

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT word FROM unnest(%s::text[]) AS word WHERE to_tsvector('english', word) <> ''",
            [sorted(STOP_WORDS)],
        )
        assert cursor.fetchall() == []
