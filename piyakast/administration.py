"""The admin's site, with nothing in it that would show secrets.

Imported with the URL map, when every app has registered what it brings.
"""

from allauth.account.models import EmailAddress, EmailConfirmation
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialToken
from allauth.usersessions.models import UserSession
from django.contrib import admin

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
for model in HIDDEN:
    if site.is_registered(model):
        site.unregister(model)
