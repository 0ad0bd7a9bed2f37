"""How long somebody has to wait, in words."""

import math

from django.utils.translation import ngettext


def wait_words(seconds: float) -> str:
    """A length to wait in whole seconds, minutes or hours, never less than it really is: "40 seconds"."""
    whole = max(1, math.ceil(seconds))
    if whole <= 90:
        return ngettext("%(n)d second", "%(n)d seconds", whole) % {"n": whole}
    minutes = math.ceil(whole / 60)
    if minutes <= 90:
        return ngettext("%(n)d minute", "%(n)d minutes", minutes) % {"n": minutes}
    hours = math.ceil(minutes / 60)
    return ngettext("%(n)d hour", "%(n)d hours", hours) % {"n": hours}
