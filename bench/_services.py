"""A throw-away Postgres and Redis with the site's tables, for benchmarks that measure the code in this process."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import django
from django.core.management import call_command

from core.embedded.postgres import EmbeddedPostgres
from core.embedded.redis import EmbeddedRedis


@contextmanager
def site_in_this_process() -> Iterator[None]:
    """Start the services, set Django up with the test settings, migrate; everything goes at the end."""
    with tempfile.TemporaryDirectory(prefix="piyakast-bench-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        with (
            EmbeddedPostgres(folder / "postgres") as postgres,
            EmbeddedRedis(folder / "redis", durable=False) as redis,
        ):
            os.environ |= {
                "DATABASE_URL": postgres.url,
                "REDIS_URL": redis.url,
                "PIYAKAST_ENV": "test",
                "DJANGO_SETTINGS_MODULE": "piyakast.settings.test",
                "PIYAKAST_TEST_DIR": str(folder),
                "LOG_LEVEL": "ERROR",
            }
            django.setup()
            call_command("migrate", interactive=False, verbosity=0)
            yield
            close_connections()


def close_connections() -> None:
    """Let go of the database before it stops."""
    from django.db import connections

    connections.close_all()
