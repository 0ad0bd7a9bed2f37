"""Messages on their way out: the row is the truth, the queue only rings for it."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.states import StateTable


class OutgoingMail(models.Model):
    """One message to one person. Once it is sent, neither its words nor its address are kept."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        SENDING = "sending", _("Being sent")
        SENT = "sent", _("Sent")
        REFUSED = "refused", _("Refused")

    STATES = StateTable(
        "state",
        {
            State.WAITING: frozenset({State.SENDING}),
            State.SENDING: frozenset({State.SENT, State.WAITING, State.REFUSED}),
            State.SENT: frozenset(),
            State.REFUSED: frozenset({State.WAITING}),  # staff send it again
        },
    )

    public_id = models.UUIDField(_("public id"), default=uuid.uuid4, unique=True, editable=False)
    state = models.CharField(_("state"), max_length=8, choices=State.choices, default=State.WAITING)
    raw = models.BinaryField(_("message"))
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    failure = models.CharField(_("why it was refused"), max_length=300, blank=True)
    not_before = models.DateTimeField(_("not before"), default=timezone.now)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    # When the state last changed: a message that has been "sending" for long was lost by a dead worker.
    changed_at = models.DateTimeField(_("changed"), default=timezone.now)

    class Meta:
        app_label = "core"
        verbose_name = _("outgoing mail")
        verbose_name_plural = _("outgoing mail")
        indexes = [
            models.Index(
                fields=["not_before"],
                name="mail_unsent",
                condition=Q(state__in=("waiting", "sending")),
            )
        ]

    def __str__(self) -> str:
        return str(self.public_id)
