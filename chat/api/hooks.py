"""Webhooks of a channel."""

from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest
from ninja import Router, Schema, Status
from pydantic import Field

from accounts.api_auth import signed_in
from chat.api.auth import own_channel
from chat.models import Hook
from chat.services.hooks import add_hook, remove_hook

router = Router()
PATH = "/chat/channels/{handle}/webhooks"
MOST_DELIVERIES = 50


class HookIn(Schema):
    """An address, and the kinds of entries that are posted to it."""

    url: str = Field(max_length=500)
    kinds: list[str] = Field(max_length=20)


class HookOut(Schema):
    """`disabled_at` is set when nobody took anything for long."""

    id: str
    url: str
    kinds: list[str]
    created_at: datetime
    disabled_at: datetime | None


class NewHookOut(HookOut):
    """The secret that signs deliveries is shown this once."""

    secret: str


class DeliveryOut(Schema):
    id: str
    state: str
    attempts: int
    answer: str
    created_at: datetime


@router.get(PATH, auth=signed_in, response=list[HookOut],
            operation_id="list_webhooks", summary="List webhooks")  # fmt: skip
def list_hooks(request: HttpRequest, handle: str) -> Any:
    """For the owner."""
    channel = own_channel(request, handle)
    return [_out(hook) for hook in Hook.objects.filter(channel=channel).order_by("pk")]


@router.post(PATH, auth=signed_in, response={201: NewHookOut},
             operation_id="add_webhook", summary="Add a webhook")  # fmt: skip
def new_hook(request: HttpRequest, handle: str, body: HookIn) -> Any:
    """Entries of these kinds are posted there as they happen, signed, and again until they are taken."""
    hook = add_hook(channel=own_channel(request, handle), url=body.url, kinds=body.kinds)
    return Status(201, {**_out(hook), "secret": hook.secret})


@router.delete(f"{PATH}/{{publicid:hook_id}}", auth=signed_in, response={204: None},
               operation_id="remove_webhook", summary="Remove a webhook")  # fmt: skip
def delete_hook(request: HttpRequest, handle: str, hook_id: str) -> Any:
    """What waits for it is forgotten."""
    remove_hook(hook=_one(request, handle, hook_id))
    return Status(204, None)


@router.get(f"{PATH}/{{publicid:hook_id}}/deliveries", auth=signed_in, response=list[DeliveryOut],
            operation_id="list_webhook_deliveries", summary="What was posted to a webhook")  # fmt: skip
def list_deliveries(request: HttpRequest, handle: str, hook_id: str) -> Any:
    """The newest fifty."""
    rows = _one(request, handle, hook_id).deliveries.order_by("-created_at")[:MOST_DELIVERIES]
    return [
        {
            "id": row.public_id,
            "state": row.state,
            "attempts": row.attempts,
            "answer": row.answer,
            "created_at": row.created_at,
        }
        for row in rows
    ]


def _one(request: HttpRequest, handle: str, hook_id: str) -> Hook:
    channel = own_channel(request, handle)
    found = Hook.objects.select_related("channel").filter(channel=channel, public_id=hook_id)
    hook = found.first()
    if hook is None:
        raise Http404
    return hook


def _out(hook: Hook) -> dict[str, Any]:
    return {
        "id": hook.public_id,
        "url": hook.url,
        "kinds": hook.kinds,
        "created_at": hook.created_at,
        "disabled_at": hook.disabled_at,
    }
