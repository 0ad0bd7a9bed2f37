"""Whether a database was prepared by exactly this code, asked without starting Django.

The answer is kept in the database itself, as the comment on Django's table of migrations, so that it goes wherever the
data go. It counts the migrations too: whoever migrates backwards by hand is prepared again at the next start.
"""

import hashlib
from pathlib import Path

import psycopg

ROOT = Path(__file__).resolve().parents[1]
PARTS = ("*/migrations/*.py", "requirements/*.txt")
_STATE = """
SELECT obj_description(to_regclass('django_migrations'), 'pg_class'), (SELECT count(*) FROM django_migrations)
"""


def code_digest() -> str:
    """The digest of our migrations and of the pinned packages, whose migrations run too."""
    digest = hashlib.sha256()
    for path in sorted(each for pattern in PARTS for each in ROOT.glob(pattern)):
        digest.update(f"{path.relative_to(ROOT)}\0".encode() + path.read_bytes())
    return digest.hexdigest()


def is_prepared(database_url: str) -> bool:
    """Whether `remember_prepared` was the last to change the migrations there, with this code."""
    try:
        with psycopg.connect(database_url, connect_timeout=5) as connection:
            row = connection.execute(_STATE).fetchone()
    except psycopg.Error:
        return False  # no table yet, or no answer: the preparation says what is wrong
    return row is not None and row[0] == _comment(int(row[1]))


def remember_prepared(cursor: psycopg.Cursor[tuple[object, ...]]) -> None:
    """Say in the database that all migrations of this code ran. Call it after them."""
    cursor.execute("SELECT count(*) FROM django_migrations")
    (count,) = cursor.fetchone() or (0,)
    cursor.execute(f"COMMENT ON TABLE django_migrations IS '{_comment(int(str(count)))}'")


def _comment(count: int) -> str:
    return f"prepared by {code_digest()} after {count}"
