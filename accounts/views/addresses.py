"""Confirming an e-mail address by a code."""

from allauth.account.views import email_verification_sent
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse


@login_not_required
def confirm(request: HttpRequest) -> HttpResponseBase:
    """allauth's page. After too many wrong codes it leads to signing in, which whoever is signed in has done already."""
    answer: HttpResponseBase = email_verification_sent(request)
    if request.user.is_authenticated and answer.get("Location") == reverse("account_login"):
        return redirect("account_email")
    return answer
