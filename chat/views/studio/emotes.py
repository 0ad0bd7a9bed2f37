"""The channel's own emotes: seen, uploaded, renamed, removed."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from accounts.models import Channel
from chat.forms import CodeForm, PicturesForm, code_from
from chat.models import Emote
from chat.models.emote import MOST_EMOTES
from chat.queries.tools import emotes_of
from chat.services.emotes import add_emote, remove_emote, rename_emote
from chat.services.refusals import Refused
from chat.views.studio.access import signed_in
from chat.views.studio.owning import for_own_channel, refuse_at

LONGEST_FILENAME = 80


@dataclass(frozen=True)
class Failure:
    """A file that became no emote, and why."""

    name: str
    sentence: str


@require_http_methods(["GET", "HEAD", "POST"])
@for_own_channel
def emotes(request: HttpRequest, channel: Channel) -> HttpResponse:
    """All of them, with a form that takes several pictures at once."""
    if request.method != "POST":
        return _page(request, channel, PicturesForm())
    form = PicturesForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, channel, form, status=422)
    failures = _keep(request, channel, form.cleaned_data["pictures"])
    kept = len(form.cleaned_data["pictures"]) - len(failures)
    if kept:
        text = ngettext(
            "%(n)d emote uploaded. It can be used once it is approved.",
            "%(n)d emotes uploaded. They can be used once they are approved.",
            kept,
        )
        messages.success(request, text % {"n": kept})
    if failures:
        return _page(request, channel, PicturesForm(), failures, status=422)
    return redirect("studio-chat-emotes")


@require_http_methods(["GET", "HEAD", "POST"])
@for_own_channel
def rename(request: HttpRequest, channel: Channel, code: str) -> HttpResponse:
    """Another code."""
    emote = _one(channel, code)
    posted = request.POST if request.method == "POST" else None
    form = CodeForm(posted, initial={"code": emote.code})
    if form.is_valid():
        try:
            if rename_emote(emote=emote, code=form.cleaned_data["code"]):
                messages.success(request, _("Renamed. It can be used again once it is approved."))
            return redirect("studio-chat-emotes")
        except Refused as refused:
            refuse_at(form, refused, {"bad-code": "code", "code-taken": "code"})
    context = {"emote": emote, "form": form}
    status = 422 if form.errors else 200
    return render(request, "chat/studio/emote_rename.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@for_own_channel
def remove(request: HttpRequest, channel: Channel, code: str) -> HttpResponse:
    """Ask, then take it away."""
    emote = _one(channel, code)
    if request.method != "POST":
        return render(request, "chat/studio/emote_remove.html", {"emote": emote})
    remove_emote(emote=emote)
    messages.success(request, _("Emote removed."))
    return redirect("studio-chat-emotes")


def _keep(
    request: HttpRequest, channel: Channel, pictures: "list[UploadedFile[bytes]]"
) -> list[Failure]:  # fmt: skip
    taken = {emote.code for emote in emotes_of(channel)}
    failures = []
    for picture in pictures:
        name = picture.name or ""
        code = code_from(name, taken)
        try:
            file = picture.file or picture
            add_emote(channel=channel, user=signed_in(request), code=code, picture=file)
        except Refused as refused:
            failures.append(Failure(name[:LONGEST_FILENAME], str(refused.detail)))
        else:
            taken.add(code)
    return failures


def _one(channel: Channel, code: str) -> Emote:
    emote = Emote.objects.filter(channel=channel, code=code).first()
    if emote is None:
        raise Http404
    return emote


def _page(
    request: HttpRequest,
    channel: Channel,
    form: PicturesForm,
    failures: list[Failure] | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    found = emotes_of(channel)
    context: dict[str, Any] = {
        "channel": channel,
        "emotes": found,
        "most": MOST_EMOTES,
        "full": len(found) >= MOST_EMOTES,
        "approved": sum(emote.state == Emote.State.APPROVED for emote in found),
        "waiting": sum(emote.state == Emote.State.WAITING for emote in found),
        "form": form,
        "failures": failures or [],
        "decides": request.user.has_perm("chat.view_emote"),
    }
    return render(request, "chat/studio/emotes.html", context, status=status)
