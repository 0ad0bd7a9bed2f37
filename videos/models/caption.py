"""Captions: one validated WebVTT file per language."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Caption(models.Model):
    """A caption track of a video."""

    video = models.ForeignKey(
        "videos.Video", on_delete=models.CASCADE, related_name="captions", verbose_name=_("video")
    )
    language = models.CharField(_("language"), max_length=8)
    label = models.CharField(_("name"), max_length=60)
    storage_key = models.CharField(_("place in the store"), max_length=200)
    duration_ms = models.PositiveBigIntegerField(_("length"), default=0)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    class Meta:
        verbose_name = _("caption")
        verbose_name_plural = _("captions")
        constraints = [models.UniqueConstraint(fields=["video", "language"], name="caption_once")]
        ordering = ["language"]

    def __str__(self) -> str:
        return self.label
