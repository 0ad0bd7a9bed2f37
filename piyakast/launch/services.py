"""Postgres and Redis for `make run`: the ones that are configured, else embedded ones."""

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from core.embedded.postgres import EmbeddedPostgres
from core.embedded.process import stop_together
from core.embedded.redis import EmbeddedRedis
from piyakast.launch.farewell import SERVICES_BY_S, Farewell
from piyakast.launch.given import check_postgres, check_redis

Embedded = EmbeddedPostgres | EmbeddedRedis


@dataclass
class Services:
    """The environment variables that name the services, and those of them that we started."""

    addresses: dict[str, str] = field(default_factory=dict)
    started: dict[str, Embedded] = field(default_factory=dict)

    def add(self, name: str, variable: str, service: Embedded) -> None:
        """One more that runs."""
        self.started[name] = service
        self.addresses[variable] = service.url

    def dead(self) -> str | None:
        """What has ended though nobody asked it to: `PostgreSQL` or `Redis`."""
        return next((name for name, each in self.started.items() if has_ended(each)), None)

    def stop(self, farewell: Farewell) -> None:
        """Stop all that we started, at once: nothing uses them any more."""
        stop_together(
            [(each.process, each.stop_signal) for each in self.started.values() if each.process],
            left=lambda: farewell.left(SERVICES_BY_S),
        )


def has_ended(service: Embedded) -> bool:
    """Whether its process is gone; asking also lets the system forget it."""
    return service.process is not None and service.process.poll() is not None


@contextmanager
def services(folder: Path, farewell: Farewell) -> Iterator[Services]:
    """Yield the services; stop at the end what was started, in the time that `farewell` leaves.

    Raises `core.embedded.process.EmbeddedServiceError` with a sentence when one cannot start, and `ServiceAway` when one
    that is given does not answer.
    """
    given = {name: os.environ.get(name) for name in ("DATABASE_URL", "REDIS_URL")}
    if address := given["DATABASE_URL"]:
        check_postgres(address)
    if address := given["REDIS_URL"]:
        check_redis(address)
    with ExitStack() as stack:
        found = Services()
        if not given["DATABASE_URL"]:
            postgres = stack.enter_context(EmbeddedPostgres(folder / "postgres"))
            found.add("PostgreSQL", "DATABASE_URL", postgres)
        if not given["REDIS_URL"]:
            redis = stack.enter_context(EmbeddedRedis(folder / "redis"))
            found.add("Redis", "REDIS_URL", redis)
        stack.callback(found.stop, farewell)
        yield found
