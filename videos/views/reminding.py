"""The reminder button of a premiere without scripts."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.models import User
from core.problems import Problem
from videos.services.access import get_watchable, is_unlocked, may_watch
from videos.services.premieres.reminding import drop_reminder, set_reminder


@require_POST
@login_required
def reminder(request: HttpRequest, public_id: str) -> HttpResponse:
    """`remind` is 1 to be told by mail, anything else not to be."""
    assert isinstance(request.user, User)  # noqa: S101  (behind login_required)
    video = get_watchable(request, public_id)
    if may_watch(request.user, video, is_unlocked(request, video)).reason == "password":
        raise Http404
    if request.POST.get("remind") != "1":
        drop_reminder(video=video, user=request.user)
        return redirect(video)
    try:
        set_reminder(video=video, user=request.user)
    except Problem as refused:
        messages.error(request, str(refused.detail))
    else:
        messages.success(request, _("We will write to you when it begins."))
    return redirect(video)
