"""Where a message is repeated: in answers to it, and where it was pinned. What is removed goes from there too."""

from collections.abc import Sequence

from django.db import connection

from chat.models import Entry

_TABLE = Entry._meta.db_table
# Both find their rows by the index of what they answer.
_QUOTES = f"""
UPDATE {_TABLE} SET shown = jsonb_set(jsonb_set(shown, '{{reply,text}}', '""'), '{{reply,name}}', CASE WHEN %s THEN '""' ELSE shown #> '{{reply,name}}' END)
WHERE reply_to_id = ANY(%s) AND jsonb_typeof(shown -> 'reply') = 'object'
"""  # noqa: S608  (a name of a table)
_PINS = f"""
UPDATE {_TABLE} SET shown = jsonb_set(shown, '{{message}}', 'null')
WHERE reply_to_id = ANY(%s) AND kind = %s
"""  # noqa: S608  (a name of a table)


def blank_copies(ids: Sequence[int], *, names: bool = False) -> None:
    """Take the words of these messages out of whatever repeats them; with `names` also who said them."""
    with connection.cursor() as cursor:
        cursor.execute(_QUOTES, [names, list(ids)])
        cursor.execute(_PINS, [list(ids), Entry.Kind.PINNED])
