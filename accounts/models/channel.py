"""The channel: the public face of a creator, and who follows it.

Django Channels owns the word elsewhere in the code; in this app a channel is always a creator's.
"""

from typing import Any

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models.fields.files import FieldFile
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from accounts.models.handles import HANDLE_PATTERN
from core.addresses import path_to


class Channel(models.Model):
    """What others see of a person who publishes: `/@handle`."""

    owner = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="channel",
        verbose_name=_("owner"),
    )
    handle = models.CharField(
        _("handle"),
        max_length=30,
        validators=[
            RegexValidator(
                HANDLE_PATTERN,
                _("Use 3 to 30 letters a-z, digits, dots, dashes or underscores."),
            )
        ],
    )
    name = models.CharField(_("name"), max_length=60)
    description = models.TextField(_("description"), max_length=5000, blank=True)
    links = models.JSONField(_("links"), default=list, blank=True)
    avatar = models.ImageField(_("avatar"), upload_to="public/avatars", blank=True)
    banner = models.ImageField(_("banner"), upload_to="public/banners", blank=True)
    follower_count = models.PositiveIntegerField(_("followers"), default=0, editable=False)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    class Meta:
        verbose_name = _("channel")
        verbose_name_plural = _("channels")
        constraints = [
            models.UniqueConstraint(
                Lower("handle"),
                name="channel_handle_unique_any_case",
                violation_error_message=_("This handle is taken."),
            )
        ]

    def __str__(self) -> str:
        return f"@{self.handle}"

    def get_absolute_url(self) -> str:
        return path_to("channel", handle=self.handle)

    @property
    def pictures(self) -> list[FieldFile]:
        """The picture files that there are."""
        return [picture for picture in (self.avatar, self.banner) if picture]

    def is_followed_by(self, user: Any) -> bool:
        """Whether `user`, who may be anonymous, follows this channel."""
        return user.is_authenticated and self.followers.filter(user=user).exists()


class Follow(models.Model):
    """One person follows one channel, once."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="follows",
        verbose_name=_("user"),
    )
    channel = models.ForeignKey(
        Channel, on_delete=models.CASCADE, related_name="followers", verbose_name=_("channel")
    )
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    class Meta:
        verbose_name = _("follow")
        verbose_name_plural = _("follows")
        constraints = [models.UniqueConstraint(fields=["user", "channel"], name="follow_once")]

    def __str__(self) -> str:
        return f"{self.user_id} → {self.channel_id}"
