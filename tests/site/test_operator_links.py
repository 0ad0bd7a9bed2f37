"""The operator's terms, privacy policy and address: in the menus and where people sign up, when they are set."""

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import Client, override_settings

from piyakast.settings.operator import shown

pytestmark = pytest.mark.django_db
SET = {
    "SITE_TERMS_URL": "https://example.com/terms?a=1&b=2",
    "SITE_PRIVACY_URL": "/privacy",
    "SITE_CONTACT_URL": "mailto:help@example.com",
}
SIGN_UP = ["/accounts/signup/", "/accounts/signup/passkey/"]


def text(address: str) -> str:
    answer = Client().get(address)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("address", ["/", "/live", *SIGN_UP])
def test_every_page_links_to_what_is_set(address: str) -> None:
    assert "operator-links" not in text(address)
    with override_settings(**SET):
        page = text(address)
    for link in ("https://example.com/terms?a=1&amp;b=2", "/privacy", "mailto:help@example.com"):
        assert f'<a href="{link}">' in page


@pytest.mark.parametrize("address", SIGN_UP)
def test_who_signs_up_is_told_what_they_agree_to(address: str) -> None:
    assert "agree" not in text(address)
    with override_settings(**SET):
        page = text(address)
    agreement = page.index("By signing up you agree to the <a href=")
    assert agreement < page.index('type="submit" class="button button--primary button--wide"')
    with override_settings(SITE_PRIVACY_URL="/privacy"):
        page = text(address)
    assert "you agree" not in page
    assert "says what is kept about you" in page


@pytest.mark.parametrize("address", ["", "/terms", "http://a.example", "https://a.example/x"])
def test_addresses_that_may_stand_in_a_link(address: str) -> None:
    assert shown("SITE_TERMS_URL", address) == address


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "//a.example",
        "/\\a.example",
        "terms",
        "https://",
        "mailto:a@b.example",
    ],
)
def test_others_are_refused_by_name(address: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="SITE_TERMS_URL is not an address"):
        shown("SITE_TERMS_URL", address)


def test_people_may_be_reached_by_mail() -> None:
    assert shown("SITE_CONTACT_URL", "mailto:a@b.example", mail=True)
    with pytest.raises(ImproperlyConfigured):
        shown("SITE_CONTACT_URL", "mailto:", mail=True)
