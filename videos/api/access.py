"""The video that an address names, for whoever may watch it."""

from django.http import HttpRequest
from django.utils.translation import gettext as _

from core.problems import Problem
from videos.models import Video
from videos.services.access import Verdict, get_watchable, is_unlocked, may_watch


def watchable(request: HttpRequest, public_id: str) -> Video:
    """The video, unless it is locked (403 `password-required`), a premiere still to come (409 `not-begun`) or not there
    for the caller (404)."""
    video = get_watchable(request, public_id)
    _raise_refusal(may_watch(request.user, video, is_unlocked(request, video)))
    return video


def knowable(request: HttpRequest, public_id: str) -> Video:
    """The video as `watchable` gives it, and a premiere before it begins: for what is no media."""
    video = get_watchable(request, public_id)
    verdict = may_watch(request.user, video, is_unlocked(request, video))
    if verdict.reason != "premiere":
        _raise_refusal(verdict)
    return video


def _raise_refusal(verdict: Verdict) -> None:
    if verdict.reason == "premiere":
        raise Problem(409, "not-begun", _("This premiere has not begun yet."))
    if not verdict.allowed:
        raise Problem(403, "password-required", _("This video opens with a password."))
