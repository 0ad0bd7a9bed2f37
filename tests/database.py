"""Emptying the test's database after a test whose rows were committed, and cutting off its connections."""

import psycopg
from django.db import OperationalError, connection
from django.db.backends.base.base import BaseDatabaseWrapper

# What the models themselves say, once a run.
KEPT = ("django_content_type", "auth_permission", "django_site")
FILLED = """
    SELECT quote_ident(relname) FROM pg_class
    WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND NOT relname = ANY(%s) AND pg_relation_size(oid) > 0
"""
MOST_TRIES = 10


def empty_database() -> None:
    """Empty every table that holds rows.

    A request that a closed browser left behind may still hold what is emptied: where Postgres ends this one of the
    two to free the other, it is tried again, so that no row is left to the next test.
    """
    for left in reversed(range(MOST_TRIES)):
        try:
            with connection.cursor() as cursor:
                cursor.execute(FILLED, [list(KEPT)])
                filled = [name for (name,) in cursor]
                if filled:
                    cursor.execute(f"TRUNCATE {', '.join(filled)} CASCADE")
        except OperationalError:
            if not left:
                raise
        else:
            return


def cut_off(database: BaseDatabaseWrapper, backend: int) -> None:
    """End a connection to `database` as its operator does, and wait until it has ended."""
    facts = database.settings_dict
    with psycopg.connect(
        host=facts["HOST"],
        port=facts["PORT"],
        user=facts["USER"],
        password=facts["PASSWORD"],
        dbname=facts["NAME"],
        autocommit=True,
    ) as operator:
        operator.execute("SELECT pg_terminate_backend(%s, 10000)", [backend])
