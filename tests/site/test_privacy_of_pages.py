"""Lists, feeds, searches, studio and admin show of a video only what whoever asks may know."""

import pytest
from django.test import Client

from accounts.models import User
from tests.site.exhibits import Exhibit, body_of
from tests.site.forgetting import forget_all_but_sessions
from tests.site.routes import routes
from videos.models import Video, WatchProgress

# Where a public premiere that is still to come is announced; it plays nowhere.
ANNOUNCING = {
    "@<handle:handle>",
    "@<handle:handle>/live",
    "live",
    "search",
    "search/suggest",
    "api/v1/premieres",
    "api/v1/search",
    "api/v1/search/suggestions",
}

pytestmark = pytest.mark.django_db

METHODS = ("get", "post", "put", "patch", "delete")
# Whom the studio lets in does not depend on what the video is: these stand for all when somebody would change it.
CHANGED = {"public", "private", "deleted"}


def test_lists_feeds_searches_and_maps_show_only_what_anybody_may_find(
    exhibits: list[Exhibit], actors: dict[str, Client], stranger: User
) -> None:
    for exhibit in exhibits:
        # Even somebody who has watched or kept it does not find it in their lists once it is closed.
        WatchProgress.objects.create(user=stranger, video=exhibit.video, position_ms=5000)
    fill = {"<handle:handle>": "creator", "<handle>": "creator", "<int:number>": "1"}
    queries = [
        "",
        "?q=zq",
        "?q=title",
        "?q=description",
        "?q=tag",
        "?sort=views",
        "?fragment=1",
        "?limit=100",
    ]
    for pattern in routes("list"):
        address = "/" + filled(pattern, fill)
        found = False
        for actor in ("anonymous", "stranger"):
            for query in queries:
                forget_all_but_sessions()
                answer = actors[actor].get(address + query)
                assert answer.status_code < 500, (address, query)
                text = body_of(answer)
                found |= "zqpublictitle" in text
                for exhibit in exhibits:
                    # Somebody who has watched an unlisted video has its address.
                    knows = exhibit.audience == "key" and actor == "stranger"
                    if exhibit.audience == "all" or knows:
                        continue
                    secrets = [*exhibit.secrets, exhibit.video.public_id]
                    if exhibit.audience == "premiere" and pattern in ANNOUNCING:
                        secrets = [each for each in secrets if each.startswith("/media/")]
                    for secret in secrets:
                        assert secret not in text, (actor, address + query, exhibit.shape, secret)
        if pattern in {
            "",
            "trending",
            "@<handle:handle>",
            "api/v1/videos",
            "sitemap-videos-<int:number>.xml",
        }:
            # The walk would prove nothing if these showed nothing.
            assert found or "sitemap" in pattern, address


def filled(pattern: str, values: dict[str, str]) -> str:
    for name, value in values.items():
        pattern = pattern.replace(name, value)
    assert "<" not in pattern, f"say what stands for the parts of {pattern}"
    return pattern


def test_ones_own_pages_show_nothing_of_others(
    exhibits: list[Exhibit], actors: dict[str, Client], stranger: User
) -> None:
    for exhibit in exhibits:
        WatchProgress.objects.create(user=stranger, video=exhibit.video, position_ms=5000)
    plain = [pattern for pattern in routes("own") if "<" not in pattern]
    for pattern in plain:
        for actor in ("anonymous", "stranger"):
            answer = actors[actor].get(f"/{pattern}")
            assert answer.status_code < 500
            text = body_of(answer)
            if actor == "anonymous":
                assert answer.status_code in {302, 401, 403, 404, 405}, (
                    pattern,
                    answer.status_code,
                )
            for exhibit in exhibits:
                shown = actor == "stranger" and exhibit.audience in {"all", "key"}
                for secret in [] if shown else exhibit.secrets:
                    assert secret not in text, (actor, pattern, exhibit.shape, secret)


def test_the_studio_is_the_owners_alone(exhibits: list[Exhibit], actors: dict[str, Client]) -> None:
    before = list(Video.objects.order_by("pk").values())
    for exhibit in exhibits:
        key = exhibit.video.public_id
        fill = {
            "<publicid:public_id>": key,
            "<language:language>": "en",
        }
        for pattern in routes("studio"):
            address = "/" + filled(pattern, fill)
            for actor in ("anonymous", "stranger", "staff"):
                for method in METHODS if exhibit.shape in CHANGED else ("get",):
                    # Programs are told the same as people, without a whole page around it.
                    answer = getattr(actors[actor], method)(
                        address, data=b"{}", content_type="application/json", headers={"accept": "application/json"}
                    ) if method != "get" else actors[actor].get(address)  # fmt: skip
                    where = (actor, method, address, answer.status_code)
                    # 422: what was sent is judged before whose it is; it names nothing.
                    assert answer.status_code in {302, 401, 403, 404, 405, 415, 422, 400}, where
                    for secret in exhibit.secrets:
                        assert secret not in body_of(answer), (*where, secret)
            if exhibit.shape != "deleted":
                # What is about deleted videos does not know the others, nor has each a file to give back.
                elsewhere = "deleted" in pattern or "original" in pattern
                expected = {200, 302, 405} | ({404} if elsewhere else set())
                assert actors["owner"].get(address).status_code in expected, address
    assert list(Video.objects.order_by("pk").values()) == before


def test_the_administration_is_for_staff(actors: dict[str, Client]) -> None:
    for actor in ("anonymous", "stranger", "owner"):
        for address in ("/admin/", "/admin/videos/video/", "/admin/accounts/user/"):
            answer = actors[actor].get(address)
            assert answer.status_code in {302, 403, 404}, (actor, address)
            assert "zq" not in body_of(answer)
