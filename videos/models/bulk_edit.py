"""A bulk edit in the studio, kept for a while so that it can be taken back."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class BulkEdit(models.Model):
    """What one action did to several videos.

    `changes` has, by the video's primary key, `[before, after]`: the fields it changed, as JSON.
    """

    public_id = models.UUIDField(_("public id"), default=uuid.uuid4, unique=True, editable=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="bulk_edits",
        verbose_name=_("owner"),
    )
    action = models.CharField(_("action"), max_length=12)
    changes = models.JSONField(_("changes"), default=dict)
    created_at = models.DateTimeField(_("created"), auto_now_add=True, db_index=True)
    undone_at = models.DateTimeField(_("taken back"), null=True, blank=True)

    class Meta:
        verbose_name = _("bulk edit")
        verbose_name_plural = _("bulk edits")

    def __str__(self) -> str:
        return f"{self.action} × {len(self.changes)}"
