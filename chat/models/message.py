"""What somebody said."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from chat.models.room import Room


class Message(models.Model):
    """One message. `seq` is its place in the room; `client_id` makes sending it twice one message."""

    class State(models.TextChoices):
        SHOWN = "shown", _("Shown")
        HELD = "held", _("Held back")
        REMOVED = "removed", _("Removed")

    room = models.ForeignKey(
        Room, on_delete=models.CASCADE, related_name="messages", verbose_name=_("room")
    )
    seq = models.PositiveBigIntegerField()
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="chat_messages",
        verbose_name=_("author"),
    )
    client_id = models.CharField(max_length=36)
    text = models.CharField(_("text"), max_length=500)
    state = models.CharField(_("state"), max_length=8, choices=State.choices, default=State.SHOWN)
    reply_to = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="replies"
    )
    said_at = models.DateTimeField(_("said"), default=timezone.now)
    # For the replay: where the broadcast or video stood, in seconds.
    at_s = models.FloatField(null=True, blank=True)
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        constraints = [
            models.UniqueConstraint(fields=["room", "seq"], name="message_place"),
            models.UniqueConstraint(
                fields=["room", "author", "client_id"], name="message_said_once"
            ),
        ]
        indexes = [
            models.Index(fields=["room", "author", "-seq"], name="message_of_author"),
            models.Index(fields=["room", "at_s"], name="message_for_replay"),
        ]

    def __str__(self) -> str:
        return self.text[:60]
