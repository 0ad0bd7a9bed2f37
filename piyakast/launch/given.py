"""Services that the operator gives: asked once before anything starts, so that what is wrong is one sentence and not a page of each part's."""

from urllib.parse import urlsplit

import psycopg
from environ import Env
from redis import Redis
from redis.exceptions import RedisError

ANSWER_S = 5
POSTGRES = frozenset({"postgres", "postgresql", "psql", "pgsql"})
REDIS = frozenset({"redis", "rediss", "unix"})


class ServiceAway(Exception):
    """A given service cannot be used; the message is a sentence for the operator, without any password."""


def check_postgres(url: str) -> None:
    """Raise `ServiceAway` unless a Postgres answers at the address `DATABASE_URL`."""
    _check_scheme("DATABASE_URL", url, POSTGRES, "postgresql://user:password@host:5432/name")
    found = Env.db_url_config(url)
    try:
        psycopg.connect(
            host=found["HOST"] or None,
            port=found["PORT"] or None,
            user=found["USER"] or None,
            password=found["PASSWORD"] or None,
            dbname=found["NAME"] or None,
            connect_timeout=ANSWER_S,
            **found.get("OPTIONS", {}),
        ).close()
    except psycopg.Error as error:
        raise _away("PostgreSQL", "DATABASE_URL", url, error) from error


def check_redis(url: str) -> None:
    """Raise `ServiceAway` unless a Redis answers at the address `REDIS_URL`."""
    _check_scheme("REDIS_URL", url, REDIS, "redis://host:6379/0")
    try:
        with Redis.from_url(
            url, socket_connect_timeout=ANSWER_S, socket_timeout=ANSWER_S
        ) as client:
            client.ping()
    except (RedisError, ValueError) as error:
        raise _away("Redis", "REDIS_URL", url, error) from error


def _check_scheme(name: str, url: str, schemes: frozenset[str], example: str) -> None:
    if url.partition("://")[0] not in schemes:
        raise ServiceAway(
            f"{name} is not an address that it can use. Write it like {example}, or unset it:"
            " then `make run` starts a service of its own."
        )


def _away(service: str, name: str, url: str, error: Exception) -> ServiceAway:
    parts = urlsplit(url)
    try:
        place = f"{parts.hostname}:{parts.port}" if parts.port else parts.hostname or parts.path
    except ValueError:  # a port that is no number
        place = parts.hostname or "?"
    # The first line has the reason, behind what was tried; the others are advice or other tries.
    reason = str(error).strip().splitlines()[0].rpartition(" failed: ")[2].strip().rstrip(".")
    return ServiceAway(
        f"{service} at {place} ({name}) cannot be used: {reason}. Start or correct it, or unset {name}:"
        " then `make run` starts a service of its own."
    )
