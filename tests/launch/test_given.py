"""Services that are given but of no use: one sentence each, no password in it, and nothing was started."""

import os
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import pytest

from core.embedded.process import free_port
from piyakast.launch.given import ServiceAway, check_postgres, check_redis
from tests.launch.site import StartedSite


def with_password(url: str, password: str) -> str:
    """`url` for somebody who has it wrong."""
    parts = urlsplit(url)
    user = parts.username or ""
    return urlunsplit(parts._replace(netloc=f"{user}:{password}@{parts.hostname}:{parts.port}"))


def test_a_service_that_answers_passes() -> None:
    check_postgres(os.environ["DATABASE_URL"])
    check_redis(os.environ["REDIS_URL"])


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("postgresql://me:hidden@127.0.0.1:1/x", "PostgreSQL at 127.0.0.1:1 (DATABASE_URL) cannot be used: Connection refused."),
        ("postgresql://me:hidden@no.invalid/x", "PostgreSQL at no.invalid (DATABASE_URL) cannot be used: failed to resolve host"),
        ("mysql://me:hidden@127.0.0.1/x", "DATABASE_URL is not an address that it can use."),
        ("hidden", "DATABASE_URL is not an address that it can use."),
    ],
)  # fmt: skip
def test_a_database_that_cannot_be_used(url: str, reason: str) -> None:
    with pytest.raises(ServiceAway) as refused:
        check_postgres(url)
    says(refused.value, reason, "unset")


def test_a_database_that_refuses_the_password() -> None:
    with pytest.raises(ServiceAway) as refused:
        check_postgres(with_password(os.environ["DATABASE_URL"], "hidden"))
    says(refused.value, "password authentication failed")


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("redis://:hidden@127.0.0.1:1/0", "Redis at 127.0.0.1:1 (REDIS_URL) cannot be used:"),
        ("redis://:hidden@127.0.0.1:port/0", "Redis at 127.0.0.1 (REDIS_URL) cannot be used:"),
        ("hidden", "REDIS_URL is not an address that it can use."),
    ],
)
def test_a_redis_that_cannot_be_used(url: str, reason: str) -> None:
    with pytest.raises(ServiceAway) as refused:
        check_redis(url)
    says(refused.value, reason, "unset REDIS_URL" if "://" in url else "unset it")


def test_the_whole_start_says_it_and_nothing_more(tmp_path: Path) -> None:
    site = StartedSite(tmp_path, free_port(), REDIS_URL="redis://127.0.0.1:1/0")
    code, said = site.end()
    assert code == 1
    assert said.startswith("PIYAKast cannot start: Redis at 127.0.0.1:1 (REDIS_URL) cannot be used")
    assert said.count("\n") == 1
    assert list(tmp_path.iterdir()) == []
    assert site.processes() == []


def says(refusal: ServiceAway, *words: str) -> None:
    """All of `words`, in one line, and no password."""
    sentence = str(refusal)
    for word in words:
        assert word in sentence
    assert "hidden" not in sentence
    assert "\n" not in sentence
