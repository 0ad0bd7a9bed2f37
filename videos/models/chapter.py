"""Chapters: named stretches of a video."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Chapter(models.Model):
    """A chapter the creator set; without any, the description's timestamps make them."""

    video = models.ForeignKey(
        "videos.Video", on_delete=models.CASCADE, related_name="chapters", verbose_name=_("video")
    )
    starts_ms = models.PositiveBigIntegerField(_("start"))
    title = models.CharField(_("title"), max_length=100)

    class Meta:
        verbose_name = _("chapter")
        verbose_name_plural = _("chapters")
        constraints = [
            models.UniqueConstraint(fields=["video", "starts_ms"], name="chapter_start_once")
        ]
        ordering = ["starts_ms"]

    def __str__(self) -> str:
        return self.title
