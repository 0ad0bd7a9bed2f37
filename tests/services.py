"""pytest plugin: starts a throw-away Postgres and Redis before Django reads its settings.

With DATABASE_URL or REDIS_URL set those are used instead. Loaded early by `-p tests.services`. Tests that run in
several processes share the Postgres (each has a database of its own there); each process has its own Redis, since
channels and a flush know no database.
"""

import atexit
import os
import shutil
import tempfile
from contextlib import ExitStack
from pathlib import Path

from core.embedded.postgres import EmbeddedPostgres
from core.embedded.redis import EmbeddedRedis
from tools.compile_messages import compile_all

os.environ["PIYAKAST_ENV"] = "test"
os.environ["DJANGO_SETTINGS_MODULE"] = "piyakast.settings.test"
# Playwright's sync API runs a loop in the test's thread; Django must not refuse the ORM there.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"


WORKER = "PYTEST_XDIST_WORKER" in os.environ


def _start() -> None:
    compile_all()
    stack = ExitStack()
    folder = Path(tempfile.mkdtemp(prefix="piyakast-test-"))
    folder.chmod(0o755)
    stack.callback(shutil.rmtree, folder, ignore_errors=True)
    os.environ["PIYAKAST_TEST_DIR"] = str(folder)
    if "DATABASE_URL" not in os.environ:
        postgres = stack.enter_context(EmbeddedPostgres(folder / "postgres", durable=False))
        os.environ["DATABASE_URL"] = postgres.url
    if "REDIS_URL" not in os.environ or WORKER:
        redis = stack.enter_context(EmbeddedRedis(folder / "redis", durable=False))
        os.environ["REDIS_URL"] = redis.url
    atexit.register(stack.close)


if WORKER or "PIYAKAST_TEST_DIR" not in os.environ:
    _start()
