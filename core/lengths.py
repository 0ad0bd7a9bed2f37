"""Lengths of time as people read them."""

from django.utils.formats import number_format
from django.utils.translation import gettext as _


def clock_words(milliseconds: int | None) -> str:
    """As on a player: 0:07, 12:34, 1:02:03. Nothing that has a length lasts 0:00."""
    seconds = max(round((milliseconds or 0) / 1000), 1 if milliseconds else 0)
    hours, rest = divmod(seconds, 3600)
    minutes, seconds = divmod(rest, 60)
    return f"{hours}:{minutes:02d}:{seconds:02d}" if hours else f"{minutes}:{seconds:02d}"


def length_words(seconds: float) -> str:
    """Below a minute in seconds, with one decimal where it says something: 3.2 s; from then on as on a player."""
    if seconds >= 60:
        return clock_words(round(seconds * 1000))
    tenths = round(seconds * 10)
    places = 0 if tenths % 10 == 0 else 1
    return _("%(n)s s") % {"n": number_format(tenths / 10, places)}
