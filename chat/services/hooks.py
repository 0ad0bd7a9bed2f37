"""Webhooks: registered by a channel's owner, signed, tried again until they are taken."""

import json
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Channel
from chat.adapters import hooks as adapter
from chat.models import Delivery, Entry, Hook
from chat.services.refusals import Refused
from core.jobs import enqueue
from core.signed_requests import HEADER, signature
from core.states import advance

MOST_HOOKS = 5
KINDS = tuple(Entry.Kind.values)
# Pauses before each further attempt; after the last the delivery is given up: ten hours in all.
PAUSES_S = (10, 60, 300, 1800, 7200, 28_800)
KEPT = timedelta(days=7)
# After so many deliveries in a row that nobody took, an address is not tried any more.
MOST_FAILURES = 50


def add_hook(*, channel: Channel, url: str, kinds: list[str]) -> Hook:
    """Register an address; its secret is told once, in what is returned. Raises `Refused`."""
    if urlsplit(url).scheme not in {"https", "http"} or not urlsplit(url).hostname:
        raise Refused("bad-url", _("Give an address that begins with https://."), status=422)
    if not kinds or set(kinds) - set(KINDS):
        raise Refused("bad-kinds", _("Choose which events to send."), status=422)
    with transaction.atomic():
        Channel.objects.select_for_update().get(pk=channel.pk)
        if Hook.objects.filter(channel=channel).count() >= MOST_HOOKS:
            raise Refused("too-many", _("A channel has at most 5 webhooks."), status=422)
        return Hook.objects.create(channel=channel, url=url, kinds=sorted(set(kinds)))


def remove_hook(*, hook: Hook) -> None:
    """Forget an address and what waits for it."""
    hook.delete()


def deliver(*, delivery_id: int) -> None:
    """Try to deliver once; ring again later when nobody takes it. Rung twice at once it is sent once."""
    now = timezone.now()
    waiting = Delivery.objects.filter(pk=delivery_id, state=Delivery.State.WAITING, due_at__lte=now)
    # The claim moves the due time: whoever comes second finds nothing due.
    claimed = waiting.update(
        attempts=F("attempts") + 1, due_at=now + timedelta(seconds=adapter.TIMEOUT_S * 4)
    )
    if not claimed:
        return
    delivery = Delivery.objects.select_related("hook").get(pk=delivery_id)
    body = _body(delivery)
    headers = {
        HEADER: signature(body, delivery.hook.secret),
        "X-Piyakast-Delivery": delivery.public_id,
        "User-Agent": "piyakast-chat",
    }
    try:
        answer = adapter.post(delivery.hook.url, body, headers)
    except adapter.NotAllowed as error:
        _give_up(delivery, str(error))
    except adapter.NotTaken as error:
        _try_again(delivery, str(error))
    else:
        _move(delivery, Delivery.State.DELIVERED, answer)


def _body(delivery: Delivery) -> bytes:
    body: dict[str, Any] = {"id": delivery.public_id, **delivery.body}
    return json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()


def _try_again(delivery: Delivery, answer: str) -> None:
    if delivery.attempts > len(PAUSES_S):
        _give_up(delivery, answer)
        return
    pause_s = PAUSES_S[delivery.attempts - 1]
    Delivery.objects.filter(pk=delivery.pk, state=Delivery.State.WAITING).update(
        due_at=timezone.now() + timedelta(seconds=pause_s), answer=answer
    )
    enqueue("chat.deliver", delay_s=pause_s + 1, delivery_id=delivery.pk)


def _give_up(delivery: Delivery, answer: str) -> None:
    _move(delivery, Delivery.State.GIVEN_UP, answer)
    newest = Delivery.objects.filter(hook=delivery.hook).exclude(state=Delivery.State.WAITING)
    states = list(newest.order_by("-created_at").values_list("state", flat=True)[:MOST_FAILURES])
    if len(states) == MOST_FAILURES and set(states) == {Delivery.State.GIVEN_UP}:
        Hook.objects.filter(pk=delivery.hook_id).update(disabled_at=timezone.now())


def _move(delivery: Delivery, state: str, answer: str) -> None:
    advance(Delivery.objects.filter(pk=delivery.pk), Delivery.STATES, state, answer=answer)


def sweep_deliveries() -> None:
    """Ring for what is due and was not rung for; forget what is long over."""
    now = timezone.now()
    due = Delivery.objects.filter(state=Delivery.State.WAITING, due_at__lt=now)
    for pk in due.values_list("pk", flat=True)[:500]:
        enqueue("chat.deliver", delivery_id=pk)
    Delivery.objects.filter(created_at__lt=now - KEPT).delete()
