"""Pages answer while Redis is really gone, and use it again when it is back."""

import pytest
from django.core.cache import caches
from django.test import Client, override_settings

from core.embedded.redis import EmbeddedRedis
from tests.discovery.conftest import MakeVideo


@pytest.mark.django_db
def test_every_page_answers_after_redis_was_killed(
    client: Client, make_video: MakeVideo, tmp_path: object
) -> None:
    from pathlib import Path

    assert isinstance(tmp_path, Path)
    with EmbeddedRedis(tmp_path / "redis", durable=False) as redis:
        setting = {
            "default": {
                "BACKEND": "django_redis.cache.RedisCache",
                "LOCATION": redis.url,
                "OPTIONS": {"IGNORE_EXCEPTIONS": True, "SOCKET_CONNECT_TIMEOUT": 2},
            }
        }
        with override_settings(CACHES=setting):
            video = make_video("sea")
            urls = [
                "/",
                "/trending",
                "/search?q=sea",
                "/search/suggest?q=se",
                "/@creator",
                "/sitemap.xml",
                "/api/v1/videos",
                "/api/v1/search?q=sea",
                "/api/v1/trending",
                f"/api/v1/videos/{video.public_id}",
            ]
            for url in urls:
                assert client.get(url).status_code == 200
            assert redis.process is not None
            redis.process.kill()
            redis.process.wait()
            for url in urls:
                response = client.get(url)
                assert response.status_code == 200, url
                assert "sea" in response.content.decode() or "sitemap" in url
            caches["default"].close()
