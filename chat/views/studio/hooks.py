"""The channel's webhooks: added, tried, paused, given new secrets, removed; and what was posted to them."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.models import Channel
from chat.forms import HookForm
from chat.models import Delivery, Hook
from chat.models.hook import MOST_HOOKS
from chat.queries.tools import hooks_of
from chat.services.hook_posts import send_again, send_test
from chat.services.hooks import add_hook, pause_hook, remove_hook, renew_secret, resume_hook
from chat.services.refusals import Refused
from chat.views.studio.owning import for_own_channel, refuse_at

URL_CODES = ("bad-url", "private-url", "no-such-host", "url-taken")
# What a server gets.
EXAMPLE = """POST /chat
X-Piyakast-Signature: t=1767225600,v1=5f1c…
Content-Type: application/json

{"id": "q7XkP2mZ9aB", "room": "…", "events": [
  {"t": "message", "seq": 42, "text": "Hello!", …}]}"""
FIELDS = {**dict.fromkeys(URL_CODES, "url"), "bad-kinds": "kinds"}


@require_http_methods(["GET", "HEAD", "POST"])
@for_own_channel
def hooks(request: HttpRequest, channel: Channel) -> HttpResponse:
    """All of them, and a form for one more."""
    if request.method != "POST":
        return _page(request, channel, HookForm())
    form = HookForm(request.POST)
    if form.is_valid():
        try:
            hook = add_hook(channel=channel, **form.cleaned_data)
        except Refused as refused:
            refuse_at(form, refused, FIELDS)
        else:
            return _page(request, channel, HookForm(), hook=hook, secret=hook.secret)
    return _page(request, channel, form, status=422)


@require_http_methods(["GET", "HEAD", "POST"])
@for_own_channel
def secret(request: HttpRequest, channel: Channel, hook_id: str) -> HttpResponse:
    """A new secret, in the answer itself. Coming back to that page makes none."""
    hook = _one(channel, hook_id)
    if request.method != "POST":
        return redirect("studio-chat-hooks")
    return _page(request, channel, HookForm(), hook=hook, secret=renew_secret(hook=hook))


@require_POST
@for_own_channel
def switch(request: HttpRequest, channel: Channel, hook_id: str) -> HttpResponse:
    """Off with `paused=1`, on with anything else."""
    hook = _one(channel, hook_id)
    if request.POST.get("paused") == "1":
        pause_hook(hook=hook)
        messages.success(request, _("Paused. Nothing is sent there for now."))
    else:
        resume_hook(hook=hook)
        messages.success(request, _("Switched on. What happens from now on is sent."))
    return back_to(hook)


@require_POST
@for_own_channel
def test(request: HttpRequest, channel: Channel, hook_id: str) -> HttpResponse:
    """See whether it arrives."""
    hook = _one(channel, hook_id)
    try:
        send_test(hook=hook)
    except Refused as refused:
        messages.error(request, str(refused.detail))
    else:
        messages.success(request, _("A test is on its way. Its answer is in the list in a moment."))
    return back_to(hook)


@require_POST
@for_own_channel
def again(request: HttpRequest, channel: Channel, hook_id: str, delivery_id: str) -> HttpResponse:
    """Send one delivery once more."""
    hook = _one(channel, hook_id)
    rows = Delivery.objects.select_related("hook").filter(hook=hook, public_id=delivery_id)
    delivery = rows.first()
    if delivery is None:
        raise Http404
    try:
        send_again(delivery=delivery)
    except Refused as refused:
        messages.error(request, str(refused.detail))
    else:
        messages.success(request, _("It is on its way again."))
    return back_to(hook)


@require_http_methods(["GET", "HEAD", "POST"])
@for_own_channel
def remove(request: HttpRequest, channel: Channel, hook_id: str) -> HttpResponse:
    """Ask, then forget it."""
    hook = _one(channel, hook_id)
    if request.method != "POST":
        return render(request, "chat/studio/hook_remove.html", {"hook": hook})
    remove_hook(hook=hook)
    messages.success(request, _("Webhook removed. Nothing is sent there any more."))
    return redirect("studio-chat-hooks")


def back_to(hook: Hook) -> HttpResponse:
    """The page, at this one."""
    response = redirect("studio-chat-hooks")
    response["Location"] += f"#{hook.public_id}"
    return response


def _one(channel: Channel, hook_id: str) -> Hook:
    rows = Hook.objects.select_related("channel").filter(channel=channel, public_id=hook_id)
    hook = rows.first()
    if hook is None:
        raise Http404
    return hook


def _page(
    request: HttpRequest,
    channel: Channel,
    form: HookForm,
    *,
    hook: Hook | None = None,
    secret: str = "",
    status: int = 200,
) -> HttpResponse:
    found = hooks_of(channel)
    context: dict[str, Any] = {
        "channel": channel,
        "rows": found,
        "most": MOST_HOOKS,
        "full": len(found) >= MOST_HOOKS,
        "form": form,
        "new_hook": hook,
        "secret": secret,
        "example": EXAMPLE,
    }
    return render(request, "chat/studio/hooks.html", context, status=status)
