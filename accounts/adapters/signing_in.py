"""allauth's seam: who may sign up, and how its mails are made."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.utils import translation

from core.mail.compose import send_template


class AccountAdapter(DefaultAccountAdapter):
    """Mails in the recipient's language with our layout; a new account speaks the page's language."""

    def save_user(self, request: HttpRequest, user: Any, form: Any, commit: bool = True) -> Any:
        user.locale = (translation.get_language() or "en")[:2]
        return super().save_user(request, user, form, commit)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        user = context.get("user")
        locale = getattr(user, "locale", None) or translation.get_language() or "en"
        send_template(template_prefix, to=email, locale=locale, context={"email": email, **context})
