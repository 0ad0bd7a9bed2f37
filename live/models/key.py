"""Stream keys: shown once, kept as a digest, revocable."""

import secrets
from hashlib import sha256

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from live.models.stream import Stream

# 160 bits that nobody types: a fast digest cannot be guessed back, and one is looked up for each publisher.
KEY_BYTES = 20


def new_key() -> str:
    """A key that encoders and shells take without quoting."""
    return f"live-{secrets.token_hex(KEY_BYTES)}"


def key_digest(key: str) -> str:
    """What is kept of a key."""
    return sha256(key.encode()).hexdigest()


class StreamKey(models.Model):
    """Lets its holder publish to one stream until it is revoked."""

    stream = models.ForeignKey(
        Stream, on_delete=models.CASCADE, related_name="keys", verbose_name=_("stream")
    )
    digest = models.CharField(max_length=64, unique=True, editable=False)
    ending = models.CharField(_("ends with"), max_length=4, editable=False)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    used_at = models.DateTimeField(_("last used"), null=True, blank=True, editable=False)
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)

    class Meta:
        verbose_name = _("stream key")
        verbose_name_plural = _("stream keys")
        constraints = [
            models.UniqueConstraint(
                fields=["stream"], condition=Q(revoked_at=None), name="stream_key_one_valid"
            )
        ]

    def __str__(self) -> str:
        return f"…{self.ending}"
