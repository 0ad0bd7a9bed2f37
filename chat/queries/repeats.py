"""What has been said before under the same client ids: a message that is sent again is the same message."""

from collections.abc import Collection

from django.db import connection

from chat.hub import Said
from chat.models import Entry

# By hand, as every batch of messages asks it.
_BEFORE = f"""
SELECT author_id, client_id, id, seq, state FROM {Entry._meta.db_table}
WHERE room_id = %s AND author_id = ANY(%s) AND client_id = ANY(%s)
"""  # noqa: S608  (a name of a table)


def said_before(room_id: int, keys: Collection[tuple[int, str]]) -> dict[tuple[int, str], Said]:
    """What is stored of these authors and client ids."""
    authors, client_ids = {author for author, _cid in keys}, {cid for _author, cid in keys}
    with connection.cursor() as cursor:
        cursor.execute(_BEFORE, [room_id, list(authors), list(client_ids)])
        return {
            (author, client_id): Said(pk, seq, state == Entry.State.HELD)
            for author, client_id, pk, seq, state in cursor.fetchall()
        }
