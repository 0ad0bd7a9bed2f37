"""The video that an address names, for whoever may watch it."""

from django.http import HttpRequest
from django.utils.translation import gettext as _

from core.problems import Problem
from videos.models import Video
from videos.services.access import get_watchable, is_unlocked, may_watch


def watchable(request: HttpRequest, public_id: str) -> Video:
    """The video, unless it is locked (403 `password-required`) or not there for the caller (404)."""
    video = get_watchable(request, public_id)
    if not may_watch(request.user, video, is_unlocked(request, video)).allowed:
        raise Problem(403, "password-required", _("This video opens with a password."))
    return video
