"""Postgres and Redis for `make run`: the ones that are configured, else embedded ones."""

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from core.embedded.postgres import EmbeddedPostgres
from core.embedded.redis import EmbeddedRedis


@contextmanager
def services(folder: Path) -> Iterator[dict[str, str]]:
    """Yield the environment variables that name the services; stop at the end what was started.

    Raises `core.embedded.process.EmbeddedServiceError` with a sentence when one cannot start.
    """
    with ExitStack() as stack:
        addresses: dict[str, str] = {}
        if not os.environ.get("DATABASE_URL"):
            addresses["DATABASE_URL"] = stack.enter_context(
                EmbeddedPostgres(folder / "postgres")
            ).url
        if not os.environ.get("REDIS_URL"):
            addresses["REDIS_URL"] = stack.enter_context(EmbeddedRedis(folder / "redis")).url
        yield addresses
