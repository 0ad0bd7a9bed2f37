"""The admin's site, with nothing in it that would show secrets.

Imported with the URL map, when every app has registered what it brings.
"""

from allauth.account.models import EmailAddress, EmailConfirmation
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialToken
from allauth.usersessions.models import UserSession
from django.apps import apps
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

# Seeds of authenticator apps, tokens and session keys: whoever reads them can be somebody else.
HIDDEN = (
    EmailAddress,
    EmailConfirmation,
    Authenticator,
    SocialAccount,
    SocialApp,
    SocialToken,
    UserSession,
)

site = admin.site
# What staff finds under it is groups, which give rights.
apps.get_app_config("auth").verbose_name = _("Rights")
for model in HIDDEN:
    if site.is_registered(model):
        site.unregister(model)
