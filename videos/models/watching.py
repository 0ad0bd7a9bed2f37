"""What viewers leave behind: where they stopped, and how far people watch."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class WatchProgress(models.Model):
    """Where one person stopped in one video."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="watch_progress",
        verbose_name=_("user"),
    )
    video = models.ForeignKey(
        "videos.Video", on_delete=models.CASCADE, related_name="progress", verbose_name=_("video")
    )
    position_ms = models.PositiveBigIntegerField(_("position (ms)"), default=0)
    updated_at = models.DateTimeField(_("changed"), auto_now=True)

    class Meta:
        verbose_name = _("watch progress")
        verbose_name_plural = _("watch progress")
        constraints = [models.UniqueConstraint(fields=["user", "video"], name="progress_once")]
        indexes = [models.Index(fields=["user", "-updated_at"], name="progress_newest")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.video_id} {self.position_ms}"


class RetentionBucket(models.Model):
    """How many seconds were watched, by how many viewers, in one twentieth of a video."""

    video = models.ForeignKey(
        "videos.Video", on_delete=models.CASCADE, related_name="retention", verbose_name=_("video")
    )
    bucket = models.PositiveSmallIntegerField(
        _("twentieth"), help_text=_("0 to 19: five percent each.")
    )
    views = models.PositiveBigIntegerField(_("views"), default=0)
    seconds = models.PositiveBigIntegerField(_("seconds"), default=0)

    class Meta:
        verbose_name = _("retention")
        verbose_name_plural = _("retention")
        constraints = [
            models.UniqueConstraint(fields=["video", "bucket"], name="retention_once"),
            models.CheckConstraint(
                condition=models.Q(bucket__lt=20), name="retention_bucket_range"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.video_id} {self.bucket}"


class CounterBatch(models.Model):
    """A batch of counters that has been applied, so that it is not applied again."""

    batch = models.CharField(_("batch"), max_length=32, unique=True)
    applied_at = models.DateTimeField(_("applied"), auto_now_add=True)

    class Meta:
        verbose_name = _("counter batch")
        verbose_name_plural = _("counter batches")

    def __str__(self) -> str:
        return self.batch
