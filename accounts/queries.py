"""Questions about channels and exports that forms, pages and the API ask."""

import re

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.models import Channel, DataExport, User
from accounts.models.handles import HANDLE_PATTERN, is_reserved


def tidy_handle(text: str) -> str:
    """A handle as people type it (@Name, upper case, spaces around) as it is kept."""
    return text.strip().removeprefix("@").lower()


def why_not(handle: str, *, own: str = "") -> str:
    """Why `handle` cannot be had, as a sentence; empty when it can. `own` is what the asker has now."""
    if handle == own and own:
        return ""
    if not re.match(HANDLE_PATTERN, handle):
        return _("Use 3 to 30 letters a-z, digits, dots, dashes or underscores.")
    if is_reserved(handle) or Channel.objects.filter(handle=handle).exists():
        return _("@%(handle)s is taken.") % {"handle": handle}
    return ""


def latest_exports(user: User) -> QuerySet[DataExport]:
    """The copies of their data that a person asked for last, without those that they ended."""
    return DataExport.objects.filter(user=user, ended_at=None).order_by("-created_at")[:3]
