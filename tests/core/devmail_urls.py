"""The site as development serves it: with its mails."""

from django.urls import path

from core import devmail
from piyakast.urls import urlpatterns as site

urlpatterns = [
    *site,
    path("dev/mail/", devmail.listing, name="dev-mails"),
    path("dev/mail/<str:name>", devmail.show, name="dev-mail"),
    path("dev/mail/<str:name>/html", devmail.html, name="dev-mail-html"),
]
