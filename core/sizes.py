"""Sizes of files as people read them, counted as the pages' own scripts count them (static/js/lib/upload/words.js)."""

from django.utils.formats import number_format

UNITS = ("B", "KB", "MB", "GB", "TB")


def size_words(count: int) -> str:
    """`20 GB`, `1.5 MB`: steps of 1024, one decimal only where it says something."""
    value, unit = float(count), 0
    while value >= 1024 and unit < len(UNITS) - 1:
        value, unit = value / 1024, unit + 1
    places = 1 if value < 10 and unit > 1 else 0
    rounded = round(value, places)
    return f"{number_format(rounded, 0 if rounded == int(rounded) else places, force_grouping=True)} {UNITS[unit]}"
