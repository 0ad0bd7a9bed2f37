"""The site's URL map."""

from django.urls import include, path

from accounts.views.addresses import confirm
from accounts.views.pictures import public_picture
from accounts.views.preferences import language
from core.metrics import metrics
from piyakast.administration import site as admin_site
from piyakast.api import api

urlpatterns = [
    # First what is asked most and begins with a word of its own: the others are tried one by one.
    path("api/v1/", api.urls),
    path("", include("core.urls")),
    path("", include("discovery.urls")),
    path("", include("videos.urls")),
    path("", include("live.urls")),
    path("", include("chat.urls")),
    path("settings/", include("accounts.urls")),
    path("accounts/confirm-email/", confirm, name="account_email_verification_sent"),
    path("accounts/", include("allauth.urls")),
    path("_allauth/", include("allauth.headless.urls")),
    path("i18n/language/", language, name="set_language"),
    path("media/public/<path:name>", public_picture, name="public-picture"),
    path("admin/", admin_site.urls),
    path("metrics", metrics, name="metrics"),
]

handler400 = "core.errors.bad_request"
handler403 = "core.errors.forbidden"
handler404 = "core.errors.not_found"
handler429 = "accounts.views.limits.too_many_requests"  # allauth looks for it here
handler500 = "core.errors.server_error"
