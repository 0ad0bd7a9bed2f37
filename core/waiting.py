"""How long somebody has to wait, in words."""

import math

from django.utils.translation import ngettext


def wait_words(seconds: float) -> str:
    """A length to wait in whole seconds, minutes, hours, days or weeks, never less than it really is: "40 seconds"."""
    whole = max(1, math.ceil(seconds))
    if whole <= 90:
        return ngettext("%(n)d second", "%(n)d seconds", whole) % {"n": whole}
    minutes = math.ceil(whole / 60)
    if minutes <= 90:
        return ngettext("%(n)d minute", "%(n)d minutes", minutes) % {"n": minutes}
    hours = math.ceil(minutes / 60)
    if hours <= 36:
        return ngettext("%(n)d hour", "%(n)d hours", hours) % {"n": hours}
    days = math.ceil(hours / 24)
    weeks, rest = divmod(days, 7)
    if rest:
        return ngettext("%(n)d day", "%(n)d days", days) % {"n": days}
    return ngettext("%(n)d week", "%(n)d weeks", weeks) % {"n": weeks}
