"""A start skips the preparation of a database only when this very code prepared it."""

import os
from collections.abc import Iterator

import psycopg
import pytest

from core import prepared
from core.prepared import is_prepared, remember_prepared

NAME = f"prepared_{os.getpid()}"


@pytest.fixture
def url() -> Iterator[str]:
    """An empty database of its own: the one of the tests has no table of migrations."""
    server = os.environ["DATABASE_URL"].rpartition("/")[0]
    with psycopg.connect(f"{server}/postgres", autocommit=True) as postgres:
        postgres.execute(f"CREATE DATABASE {NAME}")
        yield f"{server}/{NAME}"
        postgres.execute(f"DROP DATABASE {NAME}")


def test_a_database_says_itself_what_code_prepared_it(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not is_prepared("postgresql://nobody@127.0.0.1:1/nothing")
    assert not is_prepared(url)
    with psycopg.connect(url, autocommit=True) as connection, connection.cursor() as cursor:
        cursor.execute("CREATE TABLE django_migrations (id serial, name text)")
        cursor.execute("INSERT INTO django_migrations (name) VALUES ('0001'), ('0002')")
        assert not is_prepared(url)
        remember_prepared(cursor)
        assert is_prepared(url)

        cursor.execute("DELETE FROM django_migrations WHERE name = '0002'")  # migrated backwards
        assert not is_prepared(url)
        remember_prepared(cursor)
        assert is_prepared(url)

    monkeypatch.setattr(prepared, "code_digest", lambda: "of other code")
    assert not is_prepared(url)
