"""The reminder button without scripts."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.models import User
from live.services.access import get_watchable, is_unlocked, may_watch
from live.services.reminding import drop_reminder, set_reminder


@require_POST
@login_required
def reminder(request: HttpRequest, public_id: str) -> HttpResponse:
    """`remind` is 1 to be told by mail, anything else not to be."""
    assert isinstance(request.user, User)  # noqa: S101  (behind login_required)
    stream = get_watchable(request, public_id)
    if not may_watch(request.user, stream, is_unlocked(request.session, stream)).allowed:
        raise Http404
    if request.POST.get("remind") == "1":
        set_reminder(stream=stream, user=request.user)
        messages.success(request, _("We will write to you when it begins."))
    else:
        drop_reminder(stream=stream, user=request.user)
    return redirect(stream)
