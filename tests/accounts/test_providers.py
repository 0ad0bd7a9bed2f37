"""Signing in through other sites: on by environment alone, and never into somebody else's account."""

import html
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import environ
import pytest
from allauth.account.models import EmailAddress
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialAccount, SocialLogin
from django.test import Client, RequestFactory
from oidc_provider_mock import User as Identity
from oidc_provider_mock import run_server_in_thread
from playwright.sync_api import BrowserContext

from accounts.models import User
from piyakast.settings.sign_in import social_providers
from tests import asking
from tests.accounts.conftest import PASSWORD, Post, code_in

# The provider runs in this process, on a library that is about to rename things.
pytestmark = pytest.mark.filterwarnings("ignore:get_jwt_config")

IDENTITIES = [
    Identity(sub="fresh", claims={"email": "fresh@example.com", "email_verified": True}),
    Identity(sub="known", claims={"email": "viewer@example.com", "email_verified": True}),
    Identity(sub="doubtful", claims={"email": "doubtful@example.com", "email_verified": False}),
    Identity(sub="impostor", claims={"email": "viewer@example.com", "email_verified": False}),
    Identity(sub="silent", claims={}),
]


def providers_of(**variables: str) -> dict[str, Any]:
    env = environ.Env()
    env.ENVIRON = variables
    return social_providers(env)


@pytest.fixture(scope="module")
def provider() -> Iterator[str]:
    """The address of a running OpenID provider that knows `IDENTITIES`."""
    with run_server_in_thread(user_claims=IDENTITIES) as server:
        yield f"http://localhost:{server.server_port}"


@pytest.fixture
def switched_on(provider: str, settings: Any) -> None:
    settings.SOCIALACCOUNT_PROVIDERS = providers_of(
        OIDC_ISSUER=provider,
        OIDC_NAME="Test School",
        OIDC_CLIENT_ID="piyakast",
        OIDC_CLIENT_SECRET="s",
    )


def come_back(client: Client, subject: str, process: str = "login", follow: bool = True) -> Any:
    """Go to the provider, be `subject` there, and return."""
    leaving = client.post(f"/accounts/oidc/oidc/login/?process={process}&next=%2Flibrary")
    assert leaving.status_code == 200
    [target] = re.findall(r"url=(http[^\"]+)\"", leaving.content.decode())
    target = html.unescape(target)
    query = parse_qs(urlsplit(target).query)
    assert query["code_challenge_method"] == ["S256"]
    assert query["redirect_uri"] == ["http://testserver/accounts/oidc/oidc/login/callback/"]
    answer = asking.post(target, data={"sub": subject})
    back = urlsplit(answer.headers["Location"])
    return client.get(f"{back.path}?{back.query}", follow=follow)


def test_nothing_is_on_without_variables(client: Client, db: None) -> None:
    assert providers_of() == {}
    page = client.get("/accounts/login/").content.decode()
    assert "Continue with" not in page


def test_each_provider_is_on_by_its_variables(client: Client, db: None, settings: Any) -> None:
    found = providers_of(
        GOOGLE_CLIENT_ID="g", GOOGLE_CLIENT_SECRET="1", KAKAO_CLIENT_ID="k", NAVER_CLIENT_ID="n"
    )
    assert set(found) == {"google", "kakao", "naver"}
    assert found["google"]["OAUTH_PKCE_ENABLED"]
    settings.SOCIALACCOUNT_PROVIDERS = found
    page = client.get("/accounts/login/").content.decode()
    for name in ("Google", "Kakao", "Naver"):
        assert f"Continue with {name}" in page
    korean = client.get("/accounts/login/", headers={"Accept-Language": "ko"}).text
    assert "카카오 계정으로 계속" in korean
    leaving = client.post("/accounts/kakao/login/?process=login").content.decode()
    assert "https://kauth.kakao.com/oauth/authorize" in leaving


@pytest.mark.usefixtures("switched_on")
@pytest.mark.django_db
class TestOpenIDConnect:
    def test_signing_up_and_coming_again(self, client: Client, post: Post) -> None:
        client.get("/", headers={"Accept-Language": "ko"})
        client.cookies["django_language"] = "ko"
        come_back(client, "fresh")
        user = User.objects.get(email="fresh@example.com")
        assert client.session["_auth_user_id"] == str(user.pk)
        assert user.locale == "ko"
        assert not user.has_usable_password()
        assert EmailAddress.objects.get(user=user).verified
        assert not post()

        again = Client()
        answer = come_back(again, "fresh")
        assert answer.redirect_chain[-1][0] == "/library"
        assert again.session["_auth_user_id"] == str(user.pk)
        assert User.objects.count() == 1

    @pytest.mark.parametrize("subject", ["known", "impostor"])
    def test_an_address_that_has_an_account_is_not_taken_over(
        self, client: Client, viewer: User, post: Post, subject: str
    ) -> None:
        come_back(client, subject)
        assert "_auth_user_id" not in client.session
        assert not SocialAccount.objects.exists()
        [message] = post()
        assert message.to == [viewer.email]
        assert "has an account already" in message.body

    def test_an_address_the_provider_did_not_check_needs_our_code(
        self, client: Client, post: Post
    ) -> None:
        come_back(client, "doubtful")
        assert "_auth_user_id" not in client.session
        [message] = post()
        client.post("/accounts/confirm-email/", {"code": code_in(message)})
        assert client.session["_auth_user_id"]

    def test_no_address_at_all_is_asked_for(self, client: Client, post: Post) -> None:
        asked = come_back(client, "silent")
        assert asked.redirect_chain[-1][0].startswith("/accounts/3rdparty/signup/")
        client.post("/accounts/3rdparty/signup/", {"email": "viewer2@example.com"})
        [message] = post()
        client.post("/accounts/confirm-email/", {"code": code_in(message)})
        assert User.objects.filter(email="viewer2@example.com").exists()

    def test_connecting_and_disconnecting(self, client: Client, viewer: User, post: Post) -> None:
        client.post("/accounts/login/", {"login": viewer.email, "password": PASSWORD})
        client.post("/accounts/reauthenticate/", {"password": PASSWORD})
        assert "Connect Test School" in client.get("/accounts/3rdparty/").text
        come_back(client, "known", process="connect")
        account = SocialAccount.objects.get(user=viewer)
        assert [each.subject for each in post()] == ["Test School was connected"]
        page = client.get("/accounts/3rdparty/").content.decode()
        assert "Disconnect Test School" in page
        assert "Connect Test School" not in page  # there is one of it already
        client.post("/accounts/3rdparty/", {"account": account.pk})
        assert not SocialAccount.objects.exists()

    def test_somebody_who_says_no_there_is_told_so(self, client: Client, provider: str) -> None:
        leaving = client.post("/accounts/oidc/oidc/login/?process=login").content.decode()
        [target] = re.findall(r"url=(http[^\"]+)\"", leaving)
        answer = asking.post(html.unescape(target), data={"action": "deny"})
        back = urlsplit(answer.headers["Location"])
        page = client.get(f"{back.path}?{back.query}", follow=True).content.decode()
        assert "You are not signed in" in page or "That did not work" in page
        assert "_auth_user_id" not in client.session

    @pytest.mark.parametrize("page", ["cancelled", "error"])
    def test_who_was_connecting_is_led_back_to_that(
        self, client: Client, viewer: User, page: str
    ) -> None:
        address = f"/accounts/3rdparty/login/{page}/"
        assert "Back to sign in" in client.get(address).text
        client.force_login(viewer)
        told = client.get(address).text
        assert "Back to connected accounts" in told
        assert "Nothing was connected" in told
        assert "You are not signed in" not in told

    def test_a_forged_return_is_refused(self, client: Client) -> None:
        page = client.get("/accounts/oidc/oidc/login/callback/?code=a&state=b", follow=True)
        assert "That did not work" in page.content.decode()


@pytest.mark.browser
@pytest.mark.usefixtures("switched_on")
@pytest.mark.django_db(transaction=True)
def test_the_way_there_and_back_in_a_browser(context: BrowserContext) -> None:
    page = context.new_page()
    refused: list[str] = []
    page.on("console", lambda m: refused.append(m.text) if "Content Security" in m.text else None)
    page.goto("/accounts/login/?next=/library")
    page.get_by_role("button", name="Continue with Test School").click()
    page.get_by_placeholder("sub").fill("fresh")
    page.get_by_role("button", name="Authorize").click()
    page.wait_for_url("**/library")
    assert User.objects.get().email == "fresh@example.com"
    assert not refused


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("email", "trusted"), [("me@naver.com", True), ("viewer@example.com", False)]
)
def test_naver_is_believed_about_its_own_addresses_alone(email: str, trusted: bool) -> None:
    address = EmailAddress(email=email, verified=True, primary=True)
    login = SocialLogin(
        user=User(), account=SocialAccount(provider="naver"), email_addresses=[address]
    )
    request = RequestFactory().get("/")
    get_adapter().pre_social_login(request, login)
    assert address.verified is trusted
