"""One token for all workers: renewed once, under a lock, and never by hammering the login."""

import json
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.conf import LazySettings
from django.core.cache import cache

from tests.videos.peertube.instance import FakePeerTube
from videos.adapters.peertube.client import PeerTube
from videos.adapters.peertube.errors import PeerTubeRefused, PeerTubeUnreachable
from videos.adapters.peertube.instance import configured_instance


def me(_number: int = 0) -> int:
    with PeerTube(configured_instance()) as client:
        return int(client.get("/api/v1/users/me")["id"])


def grants(peertube: FakePeerTube) -> int:
    return sum(1 for call in peertube.calls if call == "POST /api/v1/users/token")


def age_token(seconds: int) -> None:
    """As if the shared token had been made earlier."""
    with PeerTube(configured_instance()) as client:
        token = client.shared.token()
        assert token
        client.shared.keep(
            type(token)(
                token.access,
                token.refresh,
                token.expires_at - seconds,
                token.refresh_expires_at,
            )
        )


def test_many_workers_log_in_once(peertube: FakePeerTube) -> None:
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(me, range(16))) == [7] * 16
    assert grants(peertube) == 1


def test_a_token_that_runs_out_is_renewed_once_without_the_password(
    peertube: FakePeerTube,
) -> None:
    me()
    age_token(86_399)
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(me, range(16))) == [7] * 16
    assert grants(peertube) == 2
    assert peertube.logins == 1


def test_a_token_that_was_made_invalid_is_replaced_and_the_call_repeated(
    peertube: FakePeerTube,
) -> None:
    me()
    peertube.access.clear()
    assert me() == 7
    assert peertube.logins == 1


def test_a_renewal_whose_answer_was_lost_falls_back_to_the_password(
    peertube: FakePeerTube,
) -> None:
    me()
    age_token(86_399)
    peertube.fault("users/token", cut=True, after=True)
    with pytest.raises(PeerTubeUnreachable):
        me()
    assert me() == 7
    assert peertube.logins == 2


def test_a_wrong_password_is_not_tried_again_and_again(
    peertube: FakePeerTube, settings: LazySettings
) -> None:
    settings.PEERTUBE_PASSWORD = "wrong"
    for _try in range(5):
        with pytest.raises(PeerTubeRefused) as caught:
            me()
        assert caught.value.code == "peertube-credentials"
    assert peertube.logins == 1
    settings.PEERTUBE_PASSWORD = peertube.password
    assert me() == 7


def test_the_instance_is_called_by_its_own_name(
    peertube: FakePeerTube, settings: LazySettings
) -> None:
    settings.PEERTUBE_HOST = "127.0.0.1"
    with pytest.raises(PeerTubeRefused):
        me()


def test_a_plain_text_429_is_obeyed(peertube: FakePeerTube) -> None:
    from videos.adapters.peertube.errors import PeerTubeBusy

    me()
    peertube.fault("users/me", status=429, body="Too many", headers={"Retry-After": "9"})
    with pytest.raises(PeerTubeBusy) as caught:
        me()
    assert caught.value.retry_after_s == 9
    with pytest.raises(PeerTubeBusy):
        me()
    cache.clear()
    assert me() == 7


def test_redis_holds_no_password(peertube: FakePeerTube) -> None:
    me()
    client = cache.client.get_client()  # type: ignore[attr-defined]
    kept = [client.get(key) for key in client.scan_iter("piyakast:peertube:*:token")]
    assert len(kept) == 1
    assert "password" not in json.loads(kept[0])
    assert peertube.password.encode() not in kept[0]
