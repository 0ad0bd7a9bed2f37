"""A person's copy of their data."""

import uuid
from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

KEPT = timedelta(days=7)


class DataExportQuerySet(models.QuerySet["DataExport"]):
    """Reads that chain."""

    def alive(self) -> "DataExportQuerySet":
        """Those that can be fetched."""
        return self.filter(
            ready_at__isnull=False, ended_at=None, created_at__gt=timezone.now() - KEPT
        )


class DataExport(models.Model):
    """A zip being made or waiting to be fetched by its owner.

    It ends before its time when its owner says so; the row stays until then, so that it counts among
    what was asked for lately.
    """

    public_id = models.UUIDField(_("public id"), default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="exports",
        verbose_name=_("user"),
    )
    storage_key = models.CharField(_("place in the store"), max_length=200, blank=True)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    ready_at = models.DateTimeField(_("ready"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)

    objects = DataExportQuerySet.as_manager()

    class Meta:
        verbose_name = _("data export")
        verbose_name_plural = _("data exports")

    def __str__(self) -> str:
        return str(self.public_id)

    @property
    def is_alive(self) -> bool:
        """Whether it can be fetched."""
        return bool(self.ready_at and not self.ended_at and self.ends_at > timezone.now())

    @property
    def ends_at(self) -> datetime:
        """When it goes by itself."""
        return self.created_at + KEPT
