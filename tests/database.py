"""Emptying the test's database after a test whose rows were committed, and cutting off its connections."""

import psycopg
from django.db import IntegrityError, OperationalError, connection
from django.db.backends.base.base import BaseDatabaseWrapper

# What the models themselves say, once a run.
KEPT = ("django_content_type", "auth_permission", "django_site")
FILLED = """
    SELECT quote_ident(relname), pg_relation_size(oid) > %s FROM pg_class
    WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND NOT relname = ANY(%s) AND pg_relation_size(oid) > 0
"""
# To give a table new files, and all that refer to it, takes a tenth of a second: only many rows are worth that.
LARGE_BYTES = 256 * 1024
MOST_TRIES = 10


def empty_database() -> None:
    """Empty every table that holds rows.

    A request that a closed browser left behind may still hold what is emptied: where Postgres ends this one of the
    two to free the other, it is tried again, so that no row is left to the next test.
    """
    for left in reversed(range(MOST_TRIES)):
        try:
            with connection.cursor() as cursor:
                cursor.execute(FILLED, [LARGE_BYTES, list(KEPT)])
                filled = cursor.fetchall()
                large = [name for name, is_large in filled if is_large]
                if large:
                    cursor.execute(f"TRUNCATE {', '.join(large)} CASCADE")
                # All at once, which is one transaction: who refers to whom is looked at when it ends.
                if filled:
                    cursor.execute(";".join(f"DELETE FROM {name}" for name, _is_large in filled))  # noqa: S608
        except (OperationalError, IntegrityError):
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
