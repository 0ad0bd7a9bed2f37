"""The admin's site: signing in as everywhere else, and nothing in it that would show secrets.

Imported with the URL map, when every app has registered what it brings.
"""

from allauth.account.decorators import secure_admin_login
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
# Django's own form knows neither the second step nor the limits on guessing.
site.login = secure_admin_login(site.login)  # type: ignore[method-assign]
for model in HIDDEN:
    if site.is_registered(model):
        site.unregister(model)
