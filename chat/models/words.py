"""Words that a channel does not want to read."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Channel


class BlockedWord(models.Model):
    """One word or pattern. `*` stands for any letters; a regular expression is run with a bound on its time."""

    class Kind(models.TextChoices):
        WORD = "word", _("Word, * for any letters")
        REGEX = "regex", _("Regular expression")

    class Effect(models.TextChoices):
        REFUSE = "refuse", _("Refuse the message")
        HOLD = "hold", _("Hold it for a moderator")

    channel = models.ForeignKey(
        Channel, on_delete=models.CASCADE, related_name="blocked_words", verbose_name=_("channel")
    )
    kind = models.CharField(_("kind"), max_length=5, choices=Kind.choices, default=Kind.WORD)
    pattern = models.CharField(_("pattern"), max_length=200)
    effect = models.CharField(
        _("effect"), max_length=6, choices=Effect.choices, default=Effect.REFUSE
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("blocked word")
        verbose_name_plural = _("blocked words")
        constraints = [
            models.UniqueConstraint(fields=["channel", "kind", "pattern"], name="blocked_word_once")
        ]

    def __str__(self) -> str:
        return self.pattern
