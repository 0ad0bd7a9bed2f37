"""allauth's seam: who may sign up, whose word is taken for an address, and how its mails are made."""

from typing import Any
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialApp
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import make_password
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.devices import device_of
from core.mail.compose import send_template

# The page and allauth's API; by passkey there is no password.
PASSWORD_SIGN_UPS = frozenset({"account_signup", "signup"})

# The other ways to prove who one is, in the words of the other pages.
PROOFS = {
    "reauthenticate": _("Use your password"),
    "mfa_reauthenticate": _("Use a code of the app or a recovery code"),
    "mfa_reauthenticate:webauthn": _("Use a passkey"),
}


class AccountAdapter(DefaultAccountAdapter):
    """Mails in the recipient's language with our layout; a new account speaks the page's language."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": _("The e-mail address or the password is not right."),
        "too_many_login_attempts": _("Too many attempts. Wait five minutes, then try again."),
        "incorrect_code": _("This code is not right, or it is no longer valid."),
        "incorrect_password": _("This is not your password."),
        "enter_current_password": _("This is not your password."),
        "rate_limited": _("That was quick. Wait a moment, then try again."),
        "same_as_current": _("This is the address you have now."),
        "duplicate_email": _("This address is on your account already."),
        "max_email_addresses": _("An account can have at most %d addresses."),
        "cannot_remove_primary_email": _("Make another address your main one first."),
    }

    def new_user(self, request: HttpRequest) -> Any:
        user = super().new_user(request)
        user.locale = _page_locale()
        return user

    def clean_password(self, password: str, user: Any = None) -> str:
        """One sentence for one password: what is too short is mostly common, too, and of digits alone."""
        try:
            checked: str = super().clean_password(password, user)
        except ValidationError as error:
            raise error.error_list[0] from error
        return checked

    def get_reset_password_from_key_url(self, key: str) -> str:
        # The configured address, never the Host header: whoever asks must not choose where the
        # link in somebody else's mailbox leads.
        asked: str = super().get_reset_password_from_key_url(key)
        return str(settings.SITE_URL) + urlsplit(asked).path

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        locale = get_user_model().objects.locale_of(email)
        if locale is None:
            locale = getattr(context.get("user"), "locale", None) or _page_locale()
        send_template(template_prefix, to=email, locale=locale, context={"email": email, **context})

    def send_account_already_exists_mail(self, email: str) -> None:
        # A new account costs the hash of its password: the time of the answer must not tell the difference.
        match = context.request.resolver_match
        if match is not None and match.url_name in PASSWORD_SIGN_UPS:
            make_password(email)
        super().send_account_already_exists_mail(email)

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        # allauth has one sentence for guessed passwords and for wrong codes. Only those of codes are told this way,
        # and nobody need wait: the next code is as good as the first.
        if message == self.error_messages["too_many_login_attempts"]:
            message = _wrong_codes(request)
        super().add_message(request, level, message_template, message_context, extra_tags, message)

    def get_reauthentication_methods(self, user: Any) -> Any:
        methods = super().get_reauthentication_methods(user)
        return [each | {"description": PROOFS[each["id"]]} for each in methods]

    def get_phone(self, user: Any) -> None:
        """Nobody has a telephone number here; allauth's own answer would be an error."""


class ProviderIsOff(SocialApp.DoesNotExist, Http404):
    """What allauth catches where it can, and a 404 where it cannot."""


class MFAAdapter(DefaultMFAAdapter):
    """The second step, in our words. The device shows the site by its name when it keeps a passkey."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("This code is not right, or it is no longer valid."),
    }

    def generate_authenticator_name(self, user: Any, kind: Any) -> str:
        # What the list of devices calls this one: a person who loses it finds its passkey by that name.
        name = device_of(context.request.headers.get("User-Agent", "")).name
        others = Authenticator.objects.filter(user=user, type=kind).count()
        return f"{name} {others + 1}" if others else name

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        entity: dict[str, str] = super().get_public_key_credential_rp_entity()
        return entity | {"name": settings.SITE_NAME}


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    """Accounts of other sites. Their word for an address is taken only where they have checked it."""

    error_messages = DefaultSocialAccountAdapter.error_messages | {
        "disconnect_last": _("This is your only way to sign in. Set a password first."),
        "no_password": _("This is your only way to sign in. Set a password first."),
        "connected_other": _("This account is connected to another account here."),
    }

    def get_app(self, request: HttpRequest, provider: str, client_id: str | None = None) -> Any:
        try:
            return super().get_app(request, provider, client_id)
        except SocialApp.DoesNotExist as missing:
            raise ProviderIsOff from missing

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        if sociallogin.account.provider != "naver":
            return
        # Naver passes on a contact address that its users may change to anything.
        # Only addresses of Naver itself are known to be theirs.
        for address in sociallogin.email_addresses:
            if not address.email.lower().endswith("@naver.com"):
                address.verified = False


def _wrong_codes(request: HttpRequest) -> str:
    if request.user.is_authenticated:
        return gettext("The code was wrong three times. Add the address again to get a new one.")
    return gettext("The code was wrong three times. Sign in to get a new one.")


def _page_locale() -> str:
    return (translation.get_language() or "en")[:2]
