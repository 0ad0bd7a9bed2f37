"""allauth's forms with our words: one password field that can be shown, and the names password managers look for."""

from typing import Any

from allauth.account import forms as allauth_forms
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from allauth.socialaccount.forms import SignupForm as BaseSocialSignupForm
from django import forms
from django.utils.translation import gettext_lazy as _

PASSWORD_RULES = _("At least 8 characters, and not a common word or only digits.")


class _Plain(forms.Form):
    """Our labels; no placeholders that repeat them; one password field, which can be shown.

    Showing what was typed finds errors better than typing it twice.
    """

    new_password = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("password2", None)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            if name in {"login", "email"}:
                field.label = _("E-mail")
                field.widget.attrs |= {"autocapitalize": "none", "spellcheck": "false"}
            if name in {"oldpassword", "password"}:
                field.help_text = ""
            if name == "oldpassword":
                field.label = _("Current password")
            if name == "password1":
                field.help_text = PASSWORD_RULES
                if self.new_password:
                    field.label = _("New password")


class LoginForm(_Plain, allauth_forms.LoginForm):
    """Address and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].widget.attrs["autocomplete"] = "username"


class SignupForm(_Plain, allauth_forms.SignupForm):
    """Address and password; by passkey the address alone."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].widget.attrs["autocomplete"] = "username"


class SocialSignupForm(_Plain, BaseSocialSignupForm):
    """The address, where the other site gave none."""


class RequestLoginCodeForm(_Plain, allauth_forms.RequestLoginCodeForm):
    """Where to send a code."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].widget.attrs["autocomplete"] = "username"


class ResetPasswordForm(_Plain, allauth_forms.ResetPasswordForm):
    """Where to send the link."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].widget.attrs["autocomplete"] = "username"


class AddEmailForm(_Plain, allauth_forms.AddEmailForm):
    """A further address."""


class ReauthenticateForm(_Plain, allauth_forms.ReauthenticateForm):
    """The password once more."""


class ChangePasswordForm(_Plain, allauth_forms.ChangePasswordForm):
    """The old password and the new one."""

    new_password = True


class SetPasswordForm(_Plain, allauth_forms.SetPasswordForm):
    """A first password, for somebody who signed up without."""


class ResetPasswordKeyForm(_Plain, allauth_forms.ResetPasswordKeyForm):
    """The new password behind the link of a mail."""

    new_password = True


class AddPasskeyForm(AddWebAuthnForm):
    """A passkey is made to sign in with: it is always one that needs no password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Name")
        self.fields["name"].help_text = _("To tell your passkeys apart, such as “My phone”.")
        self.fields["passwordless"].widget = forms.HiddenInput()
        self.fields["passwordless"].initial = True
