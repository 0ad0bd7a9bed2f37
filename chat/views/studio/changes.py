"""Single changes from the settings of a room; each goes back to where it was made."""

from uuid import uuid4

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from chat.forms import PersonForm, SomebodyForm, WordForm
from chat.protocol import acts
from chat.services.overlay import renew_overlay
from chat.views.studio.access import Keeper, act_and_return, back_to, keeper


@require_POST
@login_required
def block_word(request: HttpRequest, public_id: str) -> HttpResponse:
    """Refuse or hold messages with a word from now on."""
    kept = keeper(request, public_id)
    form = WordForm(request.POST)
    if not form.is_valid():
        return _invalid(request, kept, form, "words")
    return act_and_return(request, kept, acts.Block(cid=str(uuid4()), **form.cleaned_data), "words")


@require_POST
@login_required
def allow_word(request: HttpRequest, public_id: str) -> HttpResponse:
    """Allow it again."""
    kept = keeper(request, public_id)
    form = WordForm({**request.POST.dict(), "effect": "refuse"})
    if not form.is_valid():
        return _invalid(request, kept, form, "words")
    word = {name: form.cleaned_data[name] for name in ("pattern", "kind")}
    return act_and_return(request, kept, acts.Unblock(cid=str(uuid4()), **word), "words")


@require_POST
@login_required
def add_moderator(request: HttpRequest, public_id: str) -> HttpResponse:
    """Let somebody keep order in all rooms of the channel."""
    kept = keeper(request, public_id, owning=True)
    form = PersonForm(request.POST)
    if not form.is_valid():
        return _invalid(request, kept, form, "moderators")
    act = acts.AddModerator(cid=str(uuid4()), user=form.person())
    return act_and_return(request, kept, act, "moderators")


@require_POST
@login_required
def remove_moderator(request: HttpRequest, public_id: str) -> HttpResponse:
    """Let them no longer."""
    kept = keeper(request, public_id, owning=True)
    form = SomebodyForm(request.POST)
    if not form.is_valid():
        return _invalid(request, kept, form, "moderators")
    act = acts.RemoveModerator(cid=str(uuid4()), user=form.cleaned_data["user"])
    return act_and_return(request, kept, act, "moderators")


@require_POST
@login_required
def lift_sanction(request: HttpRequest, public_id: str) -> HttpResponse:
    """Let somebody write again."""
    kept = keeper(request, public_id)
    form = SomebodyForm(request.POST)
    if not form.is_valid():
        return _invalid(request, kept, form, "quiet")
    act = acts.Unban(cid=str(uuid4()), user=form.cleaned_data["user"])
    return act_and_return(request, kept, act, "quiet")


@require_POST
@login_required
def renew_address(request: HttpRequest, public_id: str) -> HttpResponse:
    """Make the overlay addresses that were given out useless, and show a new one."""
    kept = keeper(request, public_id, owning=True)
    renew_overlay(room=kept.room)
    messages.success(
        request, _("The overlay has a new address. The old one opens nothing any more.")
    )
    return back_to(kept.room, "overlay")


def _invalid(request: HttpRequest, kept: Keeper, form: BaseForm, part: str) -> HttpResponse:
    sentences = [str(error) for errors in form.errors.values() for error in errors]
    messages.error(request, " ".join(sentences))
    return back_to(kept.room, part)
