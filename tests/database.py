"""Emptying the test's database after a test whose rows were committed."""

from django.db import OperationalError, connection

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
