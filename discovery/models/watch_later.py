"""Videos a person put aside."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class WatchLater(models.Model):
    """One video on one person's list, once."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="watch_later",
        verbose_name=_("user"),
    )
    video = models.ForeignKey(
        "videos.Video", on_delete=models.CASCADE, related_name="+", verbose_name=_("video")
    )
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    class Meta:
        verbose_name = _("video to watch later")
        verbose_name_plural = _("videos to watch later")
        constraints = [models.UniqueConstraint(fields=["user", "video"], name="watch_later_once")]
        indexes = [models.Index(fields=["user", "-created_at"], name="watch_later_newest")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.video_id}"
