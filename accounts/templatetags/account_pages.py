"""What the pages about one's account need: their navigation, readable device names, and addresses half hidden."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from allauth.socialaccount.adapter import get_adapter as get_social_adapter
from django import template
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.devices import Device, device_of

register = template.Library()


@dataclass(frozen=True)
class Entry:
    """One page of the settings, as the navigation shows it."""

    url: str
    label: str | Promise
    icon: str
    current: bool


# (route, its label, its icon, further routes that belong to it)
PAGES: tuple[tuple[str, Promise, str, tuple[str, ...]], ...] = (
    ("settings-channel", _("Channel"), "user", ()),
    ("settings-preferences", _("Preferences"), "settings-2", ()),
    ("account_email", _("E-mail addresses"), "mail", ()),
    ("account_change_password", _("Password"), "lock", ("account_set_password",)),
    ("mfa_list_webauthn", _("Passkeys"), "key", ("mfa_add_webauthn", "mfa_edit_webauthn", "mfa_remove_webauthn")),
    ("mfa_index", _("Two-step sign-in"), "shield-check",
     ("mfa_activate_totp", "mfa_deactivate_totp", "mfa_view_recovery_codes", "mfa_generate_recovery_codes")),
    ("usersessions_list", _("Devices"), "monitor", ()),
    ("socialaccount_connections", _("Connected accounts"), "link", ()),
    ("settings-data", _("Your data"), "download", ("settings-delete", "settings-export-files")),
)  # fmt: skip


@register.simple_tag(takes_context=True)
def settings_pages(context: dict[str, Any]) -> list[Entry]:
    """The settings' navigation. Connected accounts appear when there is anything to connect."""
    request = context["request"]
    here = request.resolver_match.url_name if request.resolver_match else ""
    return [
        Entry(reverse(route), label, icon, here == route or here in more)
        for route, label, icon, more in PAGES
        if route != "socialaccount_connections" or get_social_adapter().list_providers(request)
    ]


# Where people know the site by a name of their own language.
PROVIDERS = {"Kakao": _("Kakao"), "Naver": _("Naver")}


@register.filter
def provider_name(name: str) -> str:
    """What a provider is called on the page."""
    return str(PROVIDERS.get(name, name))


@register.simple_tag(takes_context=True)
def providers_to_connect(context: dict[str, Any], connected: Iterable[Any]) -> list[Any]:
    """Those of which one has no account yet; `connected` are the accounts one has."""
    taken = {account.provider for account in connected}
    found = get_social_adapter().list_providers(context["request"])
    return [each for each in found if not taken & {each.id, each.sub_id}]


@register.filter
def device(user_agent: str) -> Device:
    """The device that sent `user_agent`."""
    return device_of(user_agent)
