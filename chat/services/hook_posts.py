"""Posting deliveries to webhooks: signed, tried again until they are taken or given up, and again when the owner says so."""

import json
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from chat.adapters import hooks as adapter
from chat.models import Delivery, Hook
from chat.services.hook_pace import forget_rest, note_no_answer, resting, slot
from chat.services.limits import POSTS_BY_HAND, spend
from chat.services.refusals import Refused
from core.jobs import enqueue, enqueue_after_commit
from core.signed_requests import HEADER, signature
from core.states import advance

# Pauses before each further attempt; after the last the delivery is given up: ten hours in all.
PAUSES_S = (10, 60, 300, 1800, 7200, 28_800)
# Whoever has claimed a delivery is done with it after that.
CLAIM = timedelta(seconds=adapter.TIMEOUT_S * 4)
KEPT = timedelta(days=7)
# After so many deliveries in a row that nobody took, an address is not tried any more.
MOST_FAILURES = 50


def send_test(*, hook: Hook) -> Delivery:
    """Post something that says it is a test. Raises `Refused`."""
    _refuse_off(hook)
    spend(POSTS_BY_HAND, hook.channel_id)
    with transaction.atomic():
        body = {"test": True, "room": "", "events": []}
        delivery = Delivery.objects.create(hook=hook, body=body)
        enqueue_after_commit("chat.deliver", delivery_id=delivery.pk)
    return delivery


def send_again(*, delivery: Delivery) -> None:
    """Post the same once more, under the same id: what is over anew, what waits without waiting. Raises `Refused`."""
    _refuse_off(delivery.hook)
    spend(POSTS_BY_HAND, delivery.hook.channel_id)
    now = timezone.now()
    this = Delivery.objects.filter(pk=delivery.pk)
    with transaction.atomic():
        moved = advance(this, Delivery.STATES, Delivery.State.WAITING, due_at=now)
        # What is due sooner than a claim lasts may be on its way in this moment.
        waits = this.filter(state=Delivery.State.WAITING, due_at__gt=now + CLAIM)
        if not moved and not waits.update(due_at=now):
            raise Refused("on-its-way", _("It is on its way already."), status=409)
        forget_rest(delivery.hook)
        enqueue_after_commit("chat.deliver", delivery_id=delivery.pk)


def deliver(*, delivery_id: int) -> None:
    """Try to deliver once; ring again later when nobody takes it. Rung twice at once it is sent once.

    What finds enough on its way to the same address waits: whatever comes back from there rings for it.
    """
    hook_id = Delivery.objects.filter(pk=delivery_id).values_list("hook_id", flat=True).first()
    if hook_id is None:
        return
    with slot(hook_id) as is_free:
        delivery = _claim(delivery_id) if is_free else None
        if delivery is None:
            return
        _post(delivery)
    following = _due(timezone.now()).filter(hook=hook_id).order_by("due_at").first()
    if following is not None:
        enqueue("chat.deliver", delivery_id=following.pk)


def _claim(delivery_id: int) -> Delivery | None:
    """The claim moves the due time: whoever comes second finds nothing due."""
    now = timezone.now()
    due = _due(now).filter(pk=delivery_id)
    if not due.update(attempts=F("attempts") + 1, due_at=now + CLAIM):
        return None
    return Delivery.objects.select_related("hook__channel").get(pk=delivery_id)


def _due(now: datetime) -> QuerySet[Delivery]:
    """What waits for an address that is paused waits until it is not."""
    waiting = Delivery.objects.filter(state=Delivery.State.WAITING, due_at__lte=now)
    return waiting.filter(hook__in=Hook.objects.filter(paused_at=None))


def _post(delivery: Delivery) -> None:
    hook = delivery.hook
    # Whoever tests looks on, and may have mended it.
    if not delivery.is_test and (words := resting(hook)):
        _try_again(delivery, words)
        return
    body = _body(delivery)
    headers = {
        HEADER: signature(body, hook.secret),
        "X-Piyakast-Delivery": delivery.public_id,
        "User-Agent": "piyakast-chat",
    }
    try:
        answer = adapter.post(hook.url, body, headers)
    except adapter.NotAllowed as error:
        _give_up(delivery, str(error))
    except adapter.NotTaken as error:
        if isinstance(error, adapter.NoAnswer):
            note_no_answer(hook, str(error))
        _try_again(delivery, str(error))
    else:
        forget_rest(hook)
        _move(delivery, Delivery.State.DELIVERED, answer)


def sweep_deliveries() -> None:
    """Ring for what is due and was not rung for; forget what is long over."""
    now = timezone.now()
    for pk in _due(now).values_list("pk", flat=True)[:500]:
        enqueue("chat.deliver", delivery_id=pk)
    Delivery.objects.filter(created_at__lt=now - KEPT).delete()


def _refuse_off(hook: Hook) -> None:
    if not hook.is_on:
        raise Refused("paused", _("This webhook is off. Switch it on first."), status=409)


def _body(delivery: Delivery) -> bytes:
    body: dict[str, Any] = {"id": delivery.public_id, **delivery.body}
    return json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()


def _try_again(delivery: Delivery, answer: str) -> None:
    # A test is for somebody who looks on: it is tried once.
    if delivery.attempts > len(PAUSES_S) or delivery.is_test:
        _give_up(delivery, answer)
        return
    pause_s = PAUSES_S[delivery.attempts - 1]
    Delivery.objects.filter(pk=delivery.pk, state=Delivery.State.WAITING).update(
        due_at=timezone.now() + timedelta(seconds=pause_s), answer=answer
    )
    enqueue("chat.deliver", delay_s=pause_s + 1, delivery_id=delivery.pk)


def _give_up(delivery: Delivery, answer: str) -> None:
    _move(delivery, Delivery.State.GIVEN_UP, answer)
    over = Delivery.objects.filter(hook=delivery.hook).exclude(state=Delivery.State.WAITING)
    if delivery.hook.resumed_at:
        over = over.filter(created_at__gt=delivery.hook.resumed_at)
    states = list(over.order_by("-created_at").values_list("state", flat=True)[:MOST_FAILURES])
    if len(states) == MOST_FAILURES and set(states) == {Delivery.State.GIVEN_UP}:
        Hook.objects.filter(pk=delivery.hook_id).update(disabled_at=timezone.now())


def _move(delivery: Delivery, state: str, answer: str) -> None:
    advance(Delivery.objects.filter(pk=delivery.pk), Delivery.STATES, state, answer=answer)
