"""The chat beside one video: opened or closed by its owner."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from chat.services.rooms import open_beside_video
from chat.views.studio.access import signed_in
from videos.models import Video


@require_POST
@login_required
def beside_video(request: HttpRequest, public_id: str) -> HttpResponse:
    """Let people chat there, or no longer. What was said stays, for when it is opened again."""
    video = Video.objects.select_related("channel").filter(public_id=public_id).first()
    if video is None or video.state == Video.State.DELETED or not video.is_owned_by(signed_in(request)):  # fmt: skip
        raise Http404
    wanted = request.POST.get("wanted") == "1"
    open_beside_video(video=video, is_open=wanted)
    messages.success(
        request,
        _("People can chat beside this video now.")
        if wanted
        else _("This video has no chat any more."),
    )
    response = redirect("studio-edit", public_id=video.public_id)
    response["Location"] += "#chat"
    return response
