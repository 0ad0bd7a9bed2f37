"""Values of the admin as people read them."""

import json
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from django.db import models
from django.template.defaultfilters import filesizeformat
from django.utils.formats import number_format
from django.utils.html import format_html

from core.lengths import length_words
from core.waiting import wait_words

# What stands where there is nothing to say.
NOTHING = "—"
NUMBERS = (models.IntegerField, models.FloatField)


def number(value: float) -> str:
    """With separators of thousands; two decimals where there are any."""
    decimals = None if isinstance(value, int) else 2
    return number_format(value, decimal_pos=decimals, force_grouping=True)


def size(value: int) -> str:
    """In the unit that suits it, and exactly."""
    return f"{filesizeformat(value)} ({number(value)})"


def span(value: timedelta) -> str:
    """A span that somebody has set: "4 hours"."""
    return wait_words(value.total_seconds()) if value else NOTHING


def structure(value: Any) -> str:
    """Facts as they are kept, one a line."""
    text = json.dumps(value, ensure_ascii=False, indent=2, default=str)
    return format_html('<pre class="piyak-log">{}</pre>', text)


# By the unit at the end of a field's name.
BY_UNIT: Mapping[str, Callable[[Any], str]] = {
    "_bytes": size,
    "_ms": lambda value: length_words(value / 1000),
    "_s": length_words,
}


def in_words(words: Mapping[str, Any]) -> Callable[[str], str]:
    """How a code of `words` is said; one that is not among them (a sentence of another server) as it is."""
    return lambda code: str(words.get(code, code))


def how_said(field: Any) -> Callable[[Any], str] | None:
    """How values of a field are said that has no words of its own; None leaves it to Django."""
    if isinstance(field, models.JSONField):
        return structure
    if isinstance(field, models.DurationField):
        return span
    if field.primary_key or field.choices or not isinstance(field, NUMBERS):
        return None
    return next((say for end, say in BY_UNIT.items() if field.name.endswith(end)), number)


def is_nothing(value: Any) -> bool:
    """Whether there is nothing to say: no value, no text, an empty list or mapping. Zero is something."""
    return value is None or value in ("", [], {})
