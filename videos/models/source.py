"""A source file as it was uploaded; replacing a video's source makes a new row."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Source(models.Model):
    """The creator's own file, kept for encoding again, and what probing found in it."""

    video = models.ForeignKey(
        "videos.Video", on_delete=models.CASCADE, related_name="sources", verbose_name=_("video")
    )
    storage_key = models.CharField(_("place in the store"), max_length=200, unique=True)
    filename = models.CharField(_("file name"), max_length=255)
    size_bytes = models.PositiveBigIntegerField(_("size (bytes)"))
    digest = models.CharField(_("digest"), max_length=80, blank=True)
    probe = models.JSONField(_("what was found in it"), null=True, blank=True)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    class Meta:
        verbose_name = _("source file")
        verbose_name_plural = _("source files")

    def __str__(self) -> str:
        return self.filename
