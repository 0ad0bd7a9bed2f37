"""Postgres that was started again: the connections a process kept are dead, and nobody notices."""

from collections.abc import Iterator

import pytest
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.utils import ConnectionHandler

from piyakast.settings import data
from tests.database import cut_off

pytestmark = pytest.mark.django_db


@pytest.fixture
def pooled() -> Iterator[BaseDatabaseWrapper]:
    """The test database through a pool as the site has it."""
    ours = connections["default"].settings_dict
    facts = {name: ours[name] for name in ("ENGINE", "NAME", "USER", "PASSWORD", "HOST", "PORT")}
    site = (
        data.DATABASES["default"]
        | facts
        | {"OPTIONS": {"pool": data.DATABASE_POOL | {"max_size": 1}}}
    )
    database = ConnectionHandler({"default": site})["default"]
    database._connection_pools = {}  # type: ignore[attr-defined]  # not the one of the tests
    yield database
    database.close()
    database.close_pool()  # type: ignore[attr-defined]


def ask(database: BaseDatabaseWrapper) -> int:
    """One request's use of the database: the number of the backend that answered."""
    with database.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (backend,) = cursor.fetchone()
    database.close()
    return int(backend)


def test_a_connection_that_postgres_dropped_is_replaced_before_it_is_used(
    pooled: BaseDatabaseWrapper,
) -> None:
    first = ask(pooled)
    assert ask(pooled) == first  # it was kept
    cut_off(pooled, first)
    assert ask(pooled) != first


def test_the_site_waits_briefly_for_a_database_that_is_away() -> None:
    assert data.DATABASE_POOL["timeout"] <= 10
    assert data.DATABASE_POOL["reconnect_timeout"] <= 5
