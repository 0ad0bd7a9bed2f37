"""The list of rooms one keeps, and the settings of one room."""

from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import Channel
from chat.forms import PersonForm, RulesForm, WordForm
from chat.protocol import acts
from chat.queries.keeping import (
    has_chat_beside_premieres,
    has_chat_beside_videos,
    kept_rooms,
    log_of,
    moderators_of,
    quiet_people,
    with_names,
    words_of,
)
from chat.services.overlay import overlay_token
from chat.services.rooms import open_beside_premieres, open_beside_videos
from chat.views.studio.access import Keeper, act_and_return, keeper, signed_in
from core.pagination import paginate
from core.problems import Problem

PAGE_SIZE = 30
LOG_SIZE = 50


@require_safe
@login_required
def rooms(request: HttpRequest) -> HttpResponse:
    """Rooms of one's own channel, and those one keeps order in."""
    user = signed_in(request)
    try:
        page = paginate(
            kept_rooms(user),
            order_by="-created_at",
            cursor=request.GET.get("cursor"),
            limit=PAGE_SIZE,
        )
    except Problem:
        # A link cut short: the first page is what is meant.
        return redirect("studio-chat")
    own = Channel.objects.filter(owner=user).first()
    context = {
        "rooms": page.items,
        "next_cursor": page.next_cursor,
        "own_channel": own,
        "beside_videos": own is not None and has_chat_beside_videos(own),
        "beside_premieres": own is not None and has_chat_beside_premieres(own),
    }
    return render(request, "chat/studio/rooms.html", context)


@require_POST
@login_required
def beside_videos(request: HttpRequest) -> HttpResponse:
    """Have chat beside every video of one's own channel, or beside none."""
    own = Channel.objects.filter(owner=signed_in(request)).first()
    if own is None:
        raise Http404
    wanted = request.POST.get("wanted") == "1"
    open_beside_videos(channel_id=own.pk, wanted=wanted)
    messages.success(
        request,
        _("Your videos have a chat now.") if wanted else _("Your videos have no chat any more."),
    )
    return redirect("studio-chat")


@require_POST
@login_required
def beside_premieres(request: HttpRequest) -> HttpResponse:
    """Have chat beside every premiere of one's own channel, or beside none."""
    own = Channel.objects.filter(owner=signed_in(request)).first()
    if own is None:
        raise Http404
    wanted = request.POST.get("wanted") == "1"
    open_beside_premieres(channel_id=own.pk, wanted=wanted)
    said = (
        _("Your premieres have a chat now.")
        if wanted
        else _("Your premieres have no chat any more.")
    )
    messages.success(request, said)
    return redirect("studio-chat")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def room(request: HttpRequest, public_id: str) -> HttpResponse:
    """The rules (which this form changes), words, people and log of a room."""
    kept = keeper(request, public_id)
    form = RulesForm(request.POST or None, instance=kept.room)
    if request.method == "POST" and form.is_valid():
        change = acts.ChangeRules(cid=str(uuid4()), rules=acts.RulesChange(**form.rules()))
        return act_and_return(request, kept, change, "rules")
    status = 422 if form.errors else 200
    return render(request, "chat/studio/room.html", _page(request, kept, form), status=status)


def _page(request: HttpRequest, kept: Keeper, form: RulesForm) -> dict[str, Any]:
    # The form has written into its instance; the page speaks of the room as it is kept.
    kept.room.refresh_from_db()
    channel = kept.room.channel
    context: dict[str, Any] = {
        "room": kept.room,
        "owns": kept.owns,
        "form": form,
        "word_form": WordForm(auto_id="word_%s"),
        "words": words_of(channel),
        "quiet": quiet_people(channel),
        "log": with_names(channel, list(log_of(channel)[:LOG_SIZE])),
    }
    if kept.owns:
        path = f"/chat/{kept.room.public_id}/overlay?token={overlay_token(kept.room)}"
        context |= {
            "moderators": moderators_of(channel),
            "person_form": PersonForm(auto_id="person_%s"),
            "overlay_url": request.build_absolute_uri(path),
        }
    return context
