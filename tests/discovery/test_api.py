"""The JSON API: valid description, no private fact, conditional answers, and no input that breaks it."""

import json
import random
import re
import shlex
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openapi_spec_validator import OpenAPIV31SpecValidator, validate

from accounts.models import User
from tests.discovery.conftest import MakeVideo
from tests.factories import ChannelFactory
from videos.models import Video
from videos.services.catalogue_cache import forget_video

pytestmark = pytest.mark.django_db


def test_the_description_is_valid_openapi_3_1(client: Client) -> None:
    schema = client.get("/api/v1/openapi.json").json()
    assert schema["openapi"].startswith("3.1")
    validate(schema, cls=OpenAPIV31SpecValidator)
    ids = [
        operation["operationId"]
        for path in schema["paths"].values()
        for operation in path.values()
        if isinstance(operation, dict) and "operationId" in operation
    ]
    assert len(ids) == len(set(ids))


def test_every_operation_says_what_its_refusals_look_like(client: Client) -> None:
    schema = client.get("/api/v1/openapi.json").json()
    operations = [each for path in schema["paths"].values() for each in path.values()]
    for operation in operations:
        refusal = operation["responses"]["default"]["content"]["application/problem+json"]
        assert refusal["schema"] == {"$ref": "#/components/schemas/Problem"}
    told = schema["components"]["schemas"]["Problem"]
    for path in ("/api/v1/videos?limit=0", "/api/v1/videos?cursor=x", "/api/v1/me"):
        refused = client.get(path).json()
        assert set(told["required"]) <= set(refused) <= set(told["properties"]), path


def test_the_docs_page_shows_every_operation_without_foreign_code(client: Client) -> None:
    schema = client.get("/api/v1/openapi.json").json()
    response = client.get("/api/v1/docs")
    body = response.content.decode()
    for path in schema["paths"]:
        assert path in body
    assert not re.findall(r'(?:src|href)="(?:https?:)?//(?!testserver)', body)
    assert "'unsafe" not in response["Content-Security-Policy"]


def test_cursors_walk_the_whole_list_once(client: Client, make_video: MakeVideo) -> None:
    made = {
        make_video(f"sea {n}", hours_old=n // 3, view_count=n // 4).public_id for n in range(23)
    }
    for sort in ("newest", "views", "trending"):
        seen: list[str] = []
        url = f"/api/v1/videos?limit=5&sort={sort}"
        cursor = ""
        while True:
            page = client.get(f"{url}{cursor}").json()
            seen += [item["id"] for item in page["items"]]
            if page["next_cursor"] is None:
                break
            cursor = f"&cursor={page['next_cursor']}"
        assert len(seen) == len(set(seen)) == 23
        assert set(seen) == made


def test_the_list_filters_and_says_what_it_knows(client: Client, make_video: MakeVideo) -> None:
    make_video("one", category="music", language="ko")
    make_video("two", category="games", channel=ChannelFactory(handle="other"))

    def ids(query: str) -> list[str]:
        return [item["title"] for item in client.get(f"/api/v1/videos?{query}").json()["items"]]

    assert ids("category=music") == ["one"]
    assert ids("language=ko") == ["one"]
    assert ids("channel=OTHER") == ["two"]
    assert ids("") == ["two", "one"]
    refused = client.get("/api/v1/videos?category=cooking")
    assert refused.status_code == 422
    assert refused["Content-Type"] == "application/problem+json"
    assert "music" in refused.json()["errors"][0]["message"]


def test_a_detail_tells_public_facts_and_keeps_secrets(
    client: Client, make_video: MakeVideo, creator: User
) -> None:
    video = make_video("sea", description="about it", tags=["a", "b"])
    video.set_password("hidden words")
    video.save()
    video.captions.create(language="ko", label="한국어", storage_key="media/secret-key")
    for starts_ms, title in ((0, "Start"), (1500, "Middle")):
        video.chapters.create(starts_ms=starts_ms, title=title)
    detail = client.get(f"/api/v1/videos/{video.public_id}").json()
    assert detail["chapters"] == [
        {"starts_s": 0.0, "title": "Start"},
        {"starts_s": 1.5, "title": "Middle"},
    ]
    assert detail["captions"] == [{"language": "ko", "label": "한국어"}]
    assert detail["tags"] == ["a", "b"]
    assert detail["channel"]["handle"] == "creator"
    assert detail["url"] == f"http://testserver/watch/{video.public_id}"
    told = json.dumps(detail)
    for secret in (video.password, creator.email, "secret-key", "sources/", "trending"):
        assert secret not in told


def test_only_what_everybody_may_see_has_a_detail(
    client: Client, sign_in: Any, creator: User, hidden_videos: list[Video]
) -> None:
    for video in hidden_videos:
        response = client.get(f"/api/v1/videos/{video.public_id}")
        expected = 200 if video.privacy == Video.Privacy.UNLISTED else 404
        assert response.status_code == expected, video.title
        # Cached answers are public: signing in must not change them.
        assert sign_in(creator).get(f"/api/v1/videos/{video.public_id}").status_code == expected


def test_a_cached_detail_is_dropped_on_write_and_never_outlives_the_right(
    client: Client, make_video: MakeVideo
) -> None:
    video = make_video("sea")
    url = f"/api/v1/videos/{video.public_id}"
    assert client.get(url).json()["title"] == "sea"
    with CaptureQueriesContext(connection) as queries:
        client.get(url)
    assert len(queries) == 1
    Video.objects.filter(pk=video.pk).update(title="ocean")
    assert client.get(url).json()["title"] == "sea"
    forget_video(video.public_id)
    assert client.get(url).json()["title"] == "ocean"
    Video.objects.filter(pk=video.pk).update(privacy=Video.Privacy.PRIVATE)
    assert client.get(url).status_code == 404


@pytest.mark.parametrize(
    "path", ["videos", "search?q=sea", "trending", "categories", "channels", "channels/creator"]
)
def test_reads_are_conditional_and_cacheable(
    client: Client, make_video: MakeVideo, path: str
) -> None:
    make_video("sea")
    first = client.get(f"/api/v1/{path}")
    assert "public" in first["Cache-Control"]
    again = client.get(f"/api/v1/{path}", headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304
    assert again.content == b""


def test_refusals_are_not_kept(client: Client) -> None:
    response = client.get("/api/v1/videos/nothinghere")
    assert response.status_code == 404
    assert response["Cache-Control"] == "no-store"


def test_too_many_requests_are_told_when_to_come_back(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    from core import ratelimit
    from videos.api.responses import SEARCH_LIMIT

    monkeypatch.setattr(
        ratelimit, "hit", lambda limit, who: ratelimit.Verdict(limit != SEARCH_LIMIT, 0, 7)
    )
    refused = client.get("/api/v1/search?q=a")
    assert refused.status_code == 429
    assert refused["Retry-After"] == "7"
    assert refused["Content-Type"] == "application/problem+json"
    assert client.get("/api/v1/videos").status_code == 200


def test_the_category_names_follow_the_language(client: Client) -> None:
    korean = client.get("/api/v1/categories", headers={"Accept-Language": "ko"})
    assert "Accept-Language" in korean["Vary"]
    assert {"id": "music", "name": "Music"} in client.get("/api/v1/categories").json()


WORDS = [
    "",
    "a",
    "노을",
    "\x00",
    "\ud800",
    "-1",
    "0",
    "1e9",
    "null",
    "[]",
    "' OR 1=1 --",
    "%",
    "../..",
    "🐥" * 300,
    "9" * 40,
    "true",
    "é",
    "()&|!:*",
    "newest",
]


def test_no_read_breaks_whatever_it_is_asked(client: Client, make_video: MakeVideo) -> None:
    """Every GET of the description, with seeded random values in paths and queries, anonymous."""
    make_video("sea")
    client.raise_request_exception = False
    rng = random.Random(11)
    schema = client.get("/api/v1/openapi.json").json()
    for path, item in schema["paths"].items():
        if "get" not in item:
            continue
        parameters = item["get"].get("parameters", [])
        for _round in range(25):
            url = path
            query = {}
            for parameter in parameters:
                value = rng.choice(WORDS).encode("utf-8", "replace").decode()
                if parameter["in"] == "path":
                    url = url.replace(
                        f"{{{parameter['name']}}}", value.replace("/", "").replace("?", "") or "x"
                    )
                elif rng.random() < 0.6:
                    query[parameter["name"]] = value
            response = client.get(url, query)
            assert response.status_code < 500, (url, query)


@pytest.mark.parametrize("page", ["/", "/trending", "/search", "/search/suggest", "/@creator"])
def test_no_page_breaks_whatever_it_is_asked(
    client: Client, make_video: MakeVideo, page: str
) -> None:
    make_video("sea")
    client.raise_request_exception = False
    rng = random.Random(12)
    names = [
        "q",
        "cursor",
        "page",
        "start",
        "category",
        "sort",
        "duration",
        "uploaded",
        "language",
        "captions",
        "fragment",
    ]
    for _round in range(40):
        query = {
            rng.choice(names): rng.choice(WORDS).encode("utf-8", "replace").decode()
            for _ in range(rng.randrange(5))
        }
        assert client.get(page, query).status_code < 500, (page, query)


def test_every_example_of_the_docs_works(client: Client, make_video: MakeVideo) -> None:
    """The curl lines of docs/api.md, asked of this site."""
    video = make_video(
        "노을이 지는 바다", channel=ChannelFactory(handle="sunny"), category="travel"
    )
    text = (Path(settings.BASE_DIR) / "docs" / "api.md").read_text()
    lines = re.findall(r"^curl .+$", text, re.MULTILINE)
    assert len(lines) >= 6
    for line in lines:
        words = shlex.split(line.replace("VIDEO_ID", video.public_id))
        url = next(word for word in words if word.startswith("http"))
        headers = dict(
            words[place + 1].split(": ", 1) for place, word in enumerate(words) if word == "-H"
        )
        response = client.get(url.removeprefix("http://localhost:8000"), headers=headers)
        assert response.status_code in {200, 304}, line
