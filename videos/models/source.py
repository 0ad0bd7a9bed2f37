"""A source file as it was uploaded; replacing a video's source makes a new row."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Source(models.Model):
    """The creator's own file, kept for encoding again, and what probing found in it."""

    video = models.ForeignKey("videos.Video", on_delete=models.CASCADE, related_name="sources")
    storage_key = models.CharField(max_length=200, unique=True)
    filename = models.CharField(max_length=255)
    size_bytes = models.PositiveBigIntegerField()
    digest = models.CharField(max_length=80, blank=True)
    probe = models.JSONField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("source file")
        verbose_name_plural = _("source files")

    def __str__(self) -> str:
        return self.filename
