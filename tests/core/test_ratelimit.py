"""Rate limits count per person and window, say when to come back, and never close the site."""

import time

import pytest
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory, override_settings
from freezegun import freeze_time
from redis.exceptions import ConnectionError as RedisConnectionError

from core.problems import Problem
from core.ratelimit import Limit, client_ip, enforce, hit, parse_limit, rate_limited, visitor

LIMIT = Limit("test", 3, 60)


def test_one_too_many_is_refused_and_told_when_to_come_back() -> None:
    with freeze_time("2026-01-01 00:00:10"):
        assert [hit(LIMIT, "a").remaining for _ in range(3)] == [2, 1, 0]
        refused = hit(LIMIT, "a")
        assert not refused.allowed
        assert hit(LIMIT, "b").allowed
    with freeze_time("2026-01-01 00:00:10") as clock:
        clock.tick(refused.retry_after_s)
        assert hit(LIMIT, "a").allowed


def test_the_window_slides() -> None:
    """A burst at a window's end does not allow another at the next one's beginning."""
    with freeze_time("2026-01-01 00:00:59"):
        for _ in range(3):
            assert hit(LIMIT, "a").allowed
    with freeze_time("2026-01-01 00:01:01"):
        assert not hit(LIMIT, "a").allowed


@pytest.mark.parametrize("second", [0, 15, 45, 59])
@pytest.mark.parametrize("burst", [4, 7, 20])
def test_after_retry_after_the_next_request_passes(second: int, burst: int) -> None:
    with freeze_time(f"2026-01-01 00:00:{second:02}") as clock:
        verdicts = [hit(LIMIT, "a") for _ in range(burst)]
        clock.tick(verdicts[-1].retry_after_s)
        assert hit(LIMIT, "a").allowed


def test_enforce_raises_a_problem_with_retry_after() -> None:
    for _ in range(3):
        enforce(LIMIT, "a")
    with pytest.raises(Problem) as raised:
        enforce(LIMIT, "a")
    assert raised.value.status == 429
    assert raised.value.retry_after_s is not None
    assert raised.value.retry_after_s > 0


def test_without_redis_requests_pass(monkeypatch: pytest.MonkeyPatch) -> None:
    def down(*args: object, **kwargs: object) -> None:
        raise RedisConnectionError

    client = caches["default"].client  # type: ignore[attr-defined]
    monkeypatch.setattr(client, "get_client", down)
    assert all(hit(LIMIT, "a").allowed for _ in range(10))


def test_a_decorated_view_answers_429_with_the_header() -> None:
    @rate_limited(Limit("view", 1, 60))
    def view(request: HttpRequest) -> HttpResponse:
        return HttpResponse("ok")

    request = RequestFactory().get("/", headers={"Accept": "application/json"})
    first, second = view(request), view(request)
    assert first["RateLimit-Limit"] == "1"
    assert first["RateLimit-Remaining"] == "0"
    assert second.status_code == 429
    assert int(second["Retry-After"]) >= 1
    assert second["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize(
    ("hops", "forwarded", "address"),
    [
        (0, "6.6.6.6", "127.0.0.1"),
        (1, "6.6.6.6, 9.9.9.9", "9.9.9.9"),
        (2, "6.6.6.6, 9.9.9.9, 10.0.0.1", "9.9.9.9"),
        (2, "9.9.9.9", "127.0.0.1"),
        (1, "", "127.0.0.1"),
        (1, " , ", "127.0.0.1"),
        (2, "6.6.6.6, , 9.9.9.9, 10.0.0.1", "9.9.9.9"),
    ],
)
def test_only_our_own_proxies_are_believed(hops: int, forwarded: str, address: str) -> None:
    request = RequestFactory().get("/", headers={"X-Forwarded-For": forwarded})
    with override_settings(TRUSTED_PROXY_COUNT=hops):
        assert client_ip(request) == address


def test_people_who_come_without_the_proxy_are_told_apart() -> None:
    with override_settings(TRUSTED_PROXY_COUNT=1):
        people = {
            visitor(RequestFactory().get("/", REMOTE_ADDR=address))
            for address in ("10.0.0.5", "10.0.0.6")
        }
    assert people == {"ip:10.0.0.5", "ip:10.0.0.6"}


@pytest.mark.parametrize(
    ("address", "who"),
    [
        ("2001:db8:1:2:3:4:5:6", "ip:2001:db8:1:2::"),
        ("::ffff:9.9.9.9", "ip:9.9.9.9"),
        ("fe80::1:2%eth0", "ip:fe80::"),
        ("not an address", "ip:unknown"),
    ],
)
def test_an_address_counts_by_its_household(address: str, who: str) -> None:
    assert visitor(RequestFactory().get("/", REMOTE_ADDR=address)) == who


def test_a_rate_is_read_from_text() -> None:
    assert parse_limit("api", "120/60") == Limit("api", 120, 60)
    for bad in ("", "120", "0/60", "x/y"):
        with pytest.raises(ValueError, match=r".*"):
            parse_limit("api", bad)


def test_keys_go_away() -> None:
    hit(LIMIT, "gone")
    client = caches["default"].client.get_client()  # type: ignore[attr-defined]
    key = f"piyakast:rate:test:gone:{time.time() // 60:.0f}"
    assert 0 < client.ttl(key) <= 120
