"""Webhooks of a channel."""

from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest
from ninja import Router, Schema, Status
from pydantic import Field

from accounts.api_auth import signed_in
from chat.api.auth import own_channel
from chat.models import Delivery, Hook
from chat.services.hook_posts import send_again, send_test
from chat.services.hooks import add_hook, pause_hook, remove_hook, renew_secret, resume_hook

router = Router()
PATH = "/chat/channels/{handle}/webhooks"
MOST_DELIVERIES = 50


class HookIn(Schema):
    """An address, and the kinds of entries that are posted to it."""

    url: str = Field(max_length=500)
    kinds: list[str] = Field(max_length=20)


class HookOut(Schema):
    """`disabled_at` is set when nobody took anything for long, `paused_at` by its owner."""

    id: str
    url: str
    kinds: list[str]
    created_at: datetime
    disabled_at: datetime | None
    paused_at: datetime | None


class NewHookOut(HookOut):
    """The secret that signs deliveries is shown this once."""

    secret: str


class HookChange(Schema):
    """True: nothing is sent for now. False: what happens is sent again."""

    paused: bool


class SecretOut(Schema):
    """It is shown this once."""

    secret: str


class DeliveryOut(Schema):
    id: str
    state: str
    attempts: int
    answer: str
    test: bool
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


@router.patch(f"{PATH}/{{publicid:hook_id}}", auth=signed_in, response=HookOut,
              operation_id="change_webhook", summary="Pause a webhook, or resume it")  # fmt: skip
def change_hook(request: HttpRequest, handle: str, hook_id: str, body: HookChange) -> Any:
    """What happens while it is paused is not sent later. Resuming also switches on one that was disabled."""
    hook = _one(request, handle, hook_id)
    if body.paused:
        pause_hook(hook=hook)
    else:
        resume_hook(hook=hook)
    hook.refresh_from_db()
    return _out(hook)


@router.post(f"{PATH}/{{publicid:hook_id}}/secret", auth=signed_in, response=SecretOut,
             operation_id="renew_webhook_secret", summary="A new secret for a webhook")  # fmt: skip
def new_secret(request: HttpRequest, handle: str, hook_id: str) -> SecretOut:
    """It signs everything from now on; the old one signs nothing any more."""
    return SecretOut(secret=renew_secret(hook=_one(request, handle, hook_id)))


@router.post(f"{PATH}/{{publicid:hook_id}}/test", auth=signed_in, response={202: DeliveryOut},
             operation_id="test_webhook", summary="Send a test to a webhook")  # fmt: skip
def test_hook(request: HttpRequest, handle: str, hook_id: str) -> Any:
    """`{"id", "test": true, "room": "", "events": []}`, signed as always. It is tried once."""
    return Status(202, _delivery_out(send_test(hook=_one(request, handle, hook_id))))


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
    return [_delivery_out(row) for row in rows]


@router.post(f"{PATH}/{{publicid:hook_id}}/deliveries/{{publicid:delivery_id}}/again",
             auth=signed_in, response={202: None},
             operation_id="send_delivery_again", summary="Send a delivery again")  # fmt: skip
def again(request: HttpRequest, handle: str, hook_id: str, delivery_id: str) -> Any:
    """The same, under the same id, at once. 409 while it is on its way."""
    rows = Delivery.objects.select_related("hook").filter(hook=_one(request, handle, hook_id))
    delivery = rows.filter(public_id=delivery_id).first()
    if delivery is None:
        raise Http404
    send_again(delivery=delivery)
    return Status(202, None)


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
        "paused_at": hook.paused_at,
    }


def _delivery_out(row: Delivery) -> dict[str, Any]:
    return {
        "id": row.public_id,
        "state": row.state,
        "attempts": row.attempts,
        "answer": row.answer,
        "test": row.is_test,
        "created_at": row.created_at,
    }
