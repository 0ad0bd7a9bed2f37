"""Polls: one question, one vote each."""

from typing import Any

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from chat.models.room import Room
from core.ids import new_public_id

FEWEST_OPTIONS, MOST_OPTIONS = 2, 6


class Poll(models.Model):
    """A question to the room. `counts` is written once, when it closes."""

    public_id = models.CharField(max_length=16, unique=True, default=new_public_id, editable=False)
    room = models.ForeignKey(
        Room, on_delete=models.CASCADE, related_name="polls", verbose_name=_("room")
    )
    question = models.CharField(_("question"), max_length=140)
    options = ArrayField(
        models.CharField(max_length=60), verbose_name=_("answers"), size=MOST_OPTIONS, default=list
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    created_at = models.DateTimeField(_("opened"), auto_now_add=True)
    ends_at = models.DateTimeField(_("ends"))
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)

    class Meta:
        verbose_name = _("poll")
        verbose_name_plural = _("polls")
        constraints = [
            models.UniqueConstraint(
                fields=["room"], condition=Q(closed_at=None), name="poll_one_open"
            )
        ]
        indexes = [
            models.Index(fields=["ends_at"], name="poll_due", condition=Q(closed_at=None)),
        ]

    def __str__(self) -> str:
        return self.question

    @property
    def takes_votes(self) -> bool:
        """Whether it is still open."""
        return self.closed_at is None and self.ends_at > timezone.now()

    def counts(self) -> list[int]:
        """Votes by option."""
        found = dict(
            self.votes.values_list("option").annotate(n=models.Count("id")).order_by("option")
        )
        return [found.get(number, 0) for number in range(len(self.options))]

    def as_shown(self, voted: int | None = None) -> dict[str, Any]:
        """The poll as clients read it."""
        votes = self.counts()
        return {
            "id": self.public_id,
            "question": self.question,
            "options": [{"text": text, "votes": votes[n]} for n, text in enumerate(self.options)],
            "ends_at": int(self.ends_at.timestamp() * 1000),
            "closed": self.closed_at is not None,
            "voted": voted,
        }


class PollVote(models.Model):
    """One person's vote."""

    poll = models.ForeignKey(Poll, on_delete=models.CASCADE, related_name="votes")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    option = models.PositiveSmallIntegerField(_("answer"))
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("vote")
        verbose_name_plural = _("votes")
        constraints = [models.UniqueConstraint(fields=["poll", "user"], name="poll_vote_once")]

    def __str__(self) -> str:
        return f"{self.poll_id}: {self.option}"
