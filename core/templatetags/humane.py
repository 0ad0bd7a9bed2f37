"""Numbers, times and lengths the way people say them, in Korean and English."""

from datetime import datetime

from django import template
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, ngettext_lazy

from core.lengths import clock_words
from core.sizes import size_words

register = template.Library()

# Made once: a lazy text is a class of its own, dearer than the card it stands on.
AGES = (
    (31_536_000, ngettext_lazy("%(n)d year ago", "%(n)d years ago", "n")),
    (2_592_000, ngettext_lazy("%(n)d month ago", "%(n)d months ago", "n")),
    (604_800, ngettext_lazy("%(n)d week ago", "%(n)d weeks ago", "n")),
    (86_400, ngettext_lazy("%(n)d day ago", "%(n)d days ago", "n")),
    (3600, ngettext_lazy("%(n)d hour ago", "%(n)d hours ago", "n")),
    (60, ngettext_lazy("%(n)d minute ago", "%(n)d minutes ago", "n")),
)


@register.filter
def size(value: int) -> str:
    """A size of a file."""
    return size_words(value)


@register.filter
def compact(value: int | None) -> str:
    """A count in a few characters: 1.2K and 3.4M, or 1.2만 and 3.4억 in Korean."""
    number = int(value or 0)
    korean = (translation.get_language() or "").startswith("ko")
    steps = (
        [(10**8, "억"), (10**4, "만"), (10**3, "천")]
        if korean
        else [(10**9, "B"), (10**6, "M"), (10**3, "K")]
    )
    for size, unit in steps:
        if number >= size:
            # Cut, never rounded up: 999,999 is not yet a million.
            tenths = number * 10 // size
            text = f"{tenths // 10}" if tenths >= 100 or tenths % 10 == 0 else f"{tenths / 10:.1f}"
            return f"{text}{unit}"
    return str(number)


@register.filter
def views(value: int | None) -> str:
    """A view count with its noun."""
    number = int(value or 0)
    return ngettext("%(count)s view", "%(count)s views", number) % {"count": compact(number)}


@register.filter
def followers(value: int | None) -> str:
    """A follower count with its noun."""
    number = int(value or 0)
    return ngettext("%(count)s follower", "%(count)s followers", number) % {
        "count": compact(number)
    }


@register.filter
def watching(value: int | None) -> str:
    """How many watch something live."""
    number = int(value or 0)
    return ngettext("%(count)s watching", "%(count)s watching", number) % {"count": compact(number)}


@register.filter
def waiting(value: int | None) -> str:
    """How many wait for something live."""
    number = int(value or 0)
    return ngettext("%(count)s waiting", "%(count)s waiting", number) % {"count": compact(number)}


@register.filter
def ago(value: datetime | None) -> str:
    """How long ago, in the largest whole unit: "3 days ago", "3일 전"."""
    if value is None:
        return ""
    seconds = int((timezone.now() - value).total_seconds())
    if seconds < 60:
        return _("just now")
    for size, text in AGES:
        if seconds >= size:
            return str(text % {"n": seconds // size})
    return ""


@register.filter
def clock(milliseconds: int | None) -> str:
    """A length as people read it on a player: 0:07, 12:34, 1:02:03. Nothing that has a length lasts 0:00."""
    return clock_words(milliseconds)
