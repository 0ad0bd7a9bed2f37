"""The user: an e-mail address that signs in, and how this person likes the site."""

import uuid
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class UserManager(BaseUserManager["User"]):
    """Creates users by e-mail; addresses compare without regard to case."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Create a user with a usable or (None) unusable password."""
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Create a user who may do everything in the admin."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str | None) -> "User":
        """Find the user by address, whatever its case."""
        return self.with_address(username or "").get()

    def with_address(self, email: str) -> "models.QuerySet[User]":
        """The user whose main address is `email`, whatever its case; uses the unique index."""
        return self.alias(lowered=Lower("email")).filter(lowered=email.strip().lower())

    def locale_of(self, email: str) -> str | None:
        """The language of whoever has the address `email`, as main or further address."""
        named = Q(lowered=email.lower()) | Q(emailaddress__email=email.lower())
        return (
            self.alias(lowered=Lower("email"))
            .filter(named)
            .order_by("pk")
            .values_list("locale", flat=True)
            .first()
        )


class User(AbstractBaseUser, PermissionsMixin):
    """Somebody who can sign in. What others see of a person is their channel."""

    class Theme(models.TextChoices):
        SYSTEM = "system", _("Same as the device")
        LIGHT = "light", _("Light")
        DARK = "dark", _("Dark")

    class Standing(models.TextChoices):
        """What a person may do here, as one word for staff."""

        ACTIVE = "active", _("Active")
        SUSPENDED = "suspended", _("Suspended")
        LEAVING = "leaving", _("Leaving")

    public_id = models.UUIDField(_("public id"), default=uuid.uuid4, unique=True, editable=False)
    email = models.EmailField(_("e-mail"), max_length=254)
    locale = models.CharField(_("language"), max_length=8, choices=settings.LANGUAGES, default="en")
    theme = models.CharField(_("theme"), max_length=8, choices=Theme.choices, default=Theme.SYSTEM)
    autoplay_next = models.BooleanField(_("autoplay the next video"), default=True)
    shortcuts_enabled = models.BooleanField(_("single-key shortcuts"), default=True)
    keep_history = models.BooleanField(_("remember what I watch"), default=True)
    is_staff = models.BooleanField(_("staff"), default=False)
    is_active = models.BooleanField(_("active"), default=True)
    date_joined = models.DateTimeField(_("joined"), default=timezone.now, editable=False)

    # When this person asked for everything to be erased; set, it is not taken back.
    leaving_at = models.DateTimeField(_("asked to leave"), null=True, blank=True, editable=False)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        permissions = [("suspend_user", _("Can suspend and restore users"))]
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="user_email_unique_any_case",
                violation_error_message=_("There is already an account with this e-mail address."),
            )
        ]

    def __str__(self) -> str:
        return self.email

    @property
    def standing(self) -> Standing:
        """Whether the account is open, closed by staff, or being erased for its owner."""
        if self.leaving_at:
            return self.Standing.LEAVING
        return self.Standing.ACTIVE if self.is_active else self.Standing.SUSPENDED

    def clean(self) -> None:
        super().clean()
        self.email = type(self).objects.normalize_email(self.email).lower()
