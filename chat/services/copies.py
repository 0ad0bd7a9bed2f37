"""Where a message is repeated: in answers to it, where it or they were pinned. What is removed goes from there too, and comes back with it."""

from collections.abc import Sequence

from django.db import connection

from chat.models import Entry
from chat.services.composing import QUOTED

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
_QUOTES_IN_PINS = f"""
UPDATE {_TABLE} pin SET shown = jsonb_set(jsonb_set(pin.shown, '{{message,reply,text}}', '""'), '{{message,reply,name}}', CASE WHEN %s THEN '""' ELSE pin.shown #> '{{message,reply,name}}' END)
FROM {_TABLE} answer
WHERE pin.reply_to_id = answer.id AND pin.kind = %s AND answer.reply_to_id = ANY(%s) AND jsonb_typeof(pin.shown #> '{{message,reply}}') = 'object'
"""  # noqa: S608  (a name of a table)
_AGAIN = f"""
UPDATE {_TABLE} answer SET shown = jsonb_set(answer.shown, '{{reply,text}}', to_jsonb(left(said.text, %s)))
FROM {_TABLE} said
WHERE answer.reply_to_id = said.id AND said.id = ANY(%s) AND jsonb_typeof(answer.shown -> 'reply') = 'object'
"""  # noqa: S608  (a name of a table)


def blank_copies(ids: Sequence[int], *, names: bool = False) -> None:
    """Take the words of these messages out of whatever repeats them; with `names` also who said them."""
    with connection.cursor() as cursor:
        cursor.execute(_QUOTES, [names, list(ids)])
        cursor.execute(_PINS, [list(ids), Entry.Kind.PINNED])
        cursor.execute(_QUOTES_IN_PINS, [names, Entry.Kind.PINNED, list(ids)])


def repeat_again(ids: Sequence[int]) -> None:
    """Answers to these messages, which are seen again, quote them again."""
    with connection.cursor() as cursor:
        cursor.execute(_AGAIN, [QUOTED, list(ids)])
