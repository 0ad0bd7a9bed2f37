"""A test that commits leaves nothing behind, though a request that it forgot still holds what is to be emptied."""

import threading
import time

import pytest
from django.db import OperationalError, connection, transaction

from accounts.models import User
from tests.database import FILLED, KEPT, LARGE_BYTES, empty_database


@pytest.mark.django_db(transaction=True)
def test_a_deadlock_leaves_no_row_behind(creator: User) -> None:
    with connection.cursor() as cursor:
        cursor.execute(FILLED, [LARGE_BYTES, list(KEPT)])
        filled = [name for name, _is_large in cursor]
    first, last = sorted(("accounts_user", "accounts_channel"), key=filled.index)
    held = threading.Event()
    ends: list[str] = []

    def forgotten() -> None:
        """Takes the rows the other way round, and is patient: Postgres ends the one that empties them."""
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute("SET LOCAL deadlock_timeout = '60s'")
                cursor.execute(f"SELECT id FROM {last} FOR UPDATE")  # noqa: S608  (a table of ours)
                held.set()
                wait_for_the_other()
                cursor.execute(f"SELECT id FROM {first} FOR UPDATE")  # noqa: S608
            ends.append("done")
        except OperationalError as error:
            ends.append(str(error))
        finally:
            connection.close()

    def wait_for_the_other() -> None:
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            with connection.cursor() as cursor:
                cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
                if cursor.fetchone()[0]:
                    return

    request = threading.Thread(target=forgotten)
    request.start()
    held.wait()
    empty_database()
    request.join()
    assert ends == ["done"], "Postgres was to end the one that empties"
    assert not User.objects.exists()
