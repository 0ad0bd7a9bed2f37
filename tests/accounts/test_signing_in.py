"""Sign-up, sign-in, codes, resets and addresses, through the pages as people use them."""

import re
from collections.abc import Callable

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core.cache import cache
from django.db import IntegrityError, transaction
from django.test import Client

from accounts.models import User
from tests.accounts.conftest import PASSWORD, Post, code_in, link_in
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def test_signing_up_needs_the_code_of_the_mail(client: Client, post: Post) -> None:
    answer = client.post(
        "/accounts/signup/",
        {"email": "New@Example.com", "password1": PASSWORD},
        headers={"Accept-Language": "ko"},
    )
    assert answer["Location"] == "/accounts/confirm-email/"
    assert not signed_in(client)
    user = User.objects.get(email="new@example.com")
    assert user.locale == "ko"

    [message] = post()
    assert message.to == ["new@example.com"]
    wrong = client.post("/accounts/confirm-email/", {"code": "0000-0001"})
    assert wrong.status_code == 200
    assert 'id="code-error"' in wrong.text
    assert 'value="0000-0001"' in wrong.text
    assert not signed_in(client)

    # As it was pasted: with spaces instead of the dash.
    pasted = f" {code_in(message).replace('-', ' ')} "
    assert client.post("/accounts/confirm-email/", {"code": pasted}).status_code == 302
    assert signed_in(client)
    assert EmailAddress.objects.get(user=user).verified


def test_three_wrong_codes_end_the_try(client: Client, post: Post) -> None:
    client.post("/accounts/signup/", {"email": "new@example.com", "password1": PASSWORD})
    [message] = post()
    for wrong in ("1111-1111", "1111-1112", "1111-1113"):
        client.post("/accounts/confirm-email/", {"code": wrong})
    client.post("/accounts/confirm-email/", {"code": code_in(message)})
    assert not signed_in(client)
    again = client.get("/accounts/login/").text
    assert "Sign in to get a new one." in again
    assert "five minutes" not in again
    cache.clear()  # ten seconds are over: sooner no second mail is sent
    client.post("/accounts/login/", {"login": "new@example.com", "password": PASSWORD})
    [message] = post()
    client.post("/accounts/confirm-email/", {"code": code_in(message)})
    assert signed_in(client)


def test_three_wrong_codes_of_a_second_address_lead_back_to_the_addresses(
    signed_up: Callable[..., Client], post: Post
) -> None:
    client = signed_up()
    second = {"email": "second@example.com", "action_add": ""}
    prove = client.post("/accounts/email/", second)
    asked = client.post(prove["Location"], {"password": PASSWORD}, follow=True)
    assert asked.redirect_chain[-1][0] == "/accounts/confirm-email/"
    post()
    for wrong in ("1111-1111", "1111-1112"):
        client.post("/accounts/confirm-email/", {"code": wrong})
    answer = client.post("/accounts/confirm-email/", {"code": "1111-1113"}, follow=True)
    assert answer.redirect_chain == [("/accounts/email/", 302)]
    assert "The code was wrong three times. Add the address again to get a new one." in answer.text
    assert "second@example.com" not in answer.text


def test_a_mistyped_address_is_corrected_by_signing_up_again(client: Client, post: Post) -> None:
    client.post("/accounts/signup/", {"email": "wrnog@example.com", "password1": PASSWORD})
    post()
    assert "Sign up again" in client.get("/accounts/confirm-email/").text
    again = client.post("/accounts/logout/", {"next": "/accounts/signup/"}, follow=True)
    assert again.redirect_chain == [("/accounts/signup/", 302)]
    client.post("/accounts/signup/", {"email": "right@example.com", "password1": PASSWORD})
    [message] = post()
    assert message.to == ["right@example.com"]
    client.post("/accounts/confirm-email/", {"code": code_in(message)})
    assert signed_in(client)
    assert client.session["_auth_user_id"] == str(User.objects.get(email="right@example.com").pk)


def test_signing_up_with_a_known_address_tells_only_its_owner(
    client: Client, post: Post, viewer: User
) -> None:
    known = client.post("/accounts/signup/", {"email": "VIEWER@example.com", "password1": PASSWORD})
    newcomer = Client()
    fresh = newcomer.post("/accounts/signup/", {"email": "new@example.com", "password1": PASSWORD})
    assert (known.status_code, known["Location"]) == (fresh.status_code, fresh["Location"])
    assert User.objects.filter(email__iexact="viewer@example.com").count() == 1
    # Nor does the page that follows, nor what may be asked of it.
    both = (client, newcomer)
    pages = [each.get("/accounts/confirm-email/") for each in both]
    asked = (
        {"code": "0000-0001"},
        {"action": "resend"},
        {"email": "x@example.com", "action": "change"},
    )
    for ask in asked:
        pages += [each.post("/accounts/confirm-email/", ask, follow=True) for each in both]
    shown = [(page.status_code, without_noise(page.text)) for page in pages]
    assert shown[::2] == shown[1::2]
    to_owner = next(each for each in post() if each.to == ["viewer@example.com"])
    assert "already" in to_owner.body


def without_noise(page: str) -> str:
    """A page without addresses, tokens and nonces."""
    page = re.sub(r"(?i)(viewer|new)@example.com", "ADDRESS", page)
    return re.sub(r'value="[A-Za-z0-9]{64}"|nonce="[^"]*"|data-csrf="[^"]*"', "", page)


@pytest.mark.parametrize("by", ["page", "app"])
def test_a_known_address_costs_as_many_hashes_as_a_new_one(
    viewer: User, monkeypatch: pytest.MonkeyPatch, by: str
) -> None:
    """Hashing is what takes the time."""
    hashed: list[str] = []
    encode = MD5PasswordHasher.encode

    def counted(hasher: MD5PasswordHasher, password: str, salt: str) -> str:
        hashed.append(password)
        return encode(hasher, password, salt)

    monkeypatch.setattr(MD5PasswordHasher, "encode", counted)
    costs = []
    for email in ("viewer@example.com", "new@example.com"):
        hashed.clear()
        if by == "page":
            Client().post("/accounts/signup/", {"email": email, "password1": PASSWORD})
        else:
            body = {"email": email, "password": PASSWORD}
            Client().post("/_allauth/app/v1/auth/signup", body, "application/json")
        costs.append(len(hashed))
    assert costs == [1, 1]


def test_addresses_are_unique_in_any_case_in_the_database(viewer: User) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.bulk_create([User(email="Viewer@Example.COM")])
    assert User.objects.get_by_natural_key("VIEWER@example.com") == viewer


@pytest.mark.parametrize(
    "password", ["short", "1234567", "12345678901", "password", "new@example.com"]
)
def test_weak_passwords_are_refused_at_the_field(client: Client, password: str) -> None:
    answer = client.post("/accounts/signup/", {"email": "new@example.com", "password1": password})
    # One sentence, even where several rules are broken.
    assert len(answer.context["form"].errors["password1"]) == 1
    assert 'id="id_password1_error"' in answer.content.decode()
    assert 'value="new@example.com"' in answer.content.decode()


def test_signing_in_makes_a_new_session_and_goes_only_where_it_may(
    signed_up: Callable[..., Client],
) -> None:
    client = signed_up()
    client.post("/accounts/logout/")
    client.get("/accounts/login/")
    client.cookies["sessionid"] = "fixed-by-somebody-else"
    for target, leads_to in (
        ("/library", "/library"),
        ("https://evil.example/", "/"),
        ("//evil.example/", "/"),
        ("javascript:alert(1)", "/"),
    ):
        client.post("/accounts/logout/")
        answer = client.post(
            "/accounts/login/",
            {"login": "NEW@example.com", "password": PASSWORD, "next": target},
        )
        assert answer["Location"] == leads_to
        assert signed_in(client)
        assert client.cookies["sessionid"].value != "fixed-by-somebody-else"


def test_a_wrong_password_and_an_unknown_address_look_alike(viewer: User) -> None:
    texts = []
    for email in ("viewer@example.com", "nobody@example.com"):
        cache.clear()
        answer = Client().post("/accounts/login/", {"login": email, "password": "wrong"})
        texts.append(answer.context["form"].non_field_errors())
        assert email in answer.content.decode()
    assert texts[0] == texts[1] == ["The e-mail address or the password is not right."]


def test_a_code_signs_in_without_a_password(signed_up: Callable[..., Client], post: Post) -> None:
    client = signed_up()
    client.post("/accounts/logout/")
    answer = client.post("/accounts/login/code/", {"email": "new@example.com"})
    [message] = post()
    assert "ten minutes" in message.body or "10 minutes" in message.body
    client.post(answer["Location"], {"code": code_in(message)})
    assert signed_in(client)


def test_asking_for_a_code_or_a_reset_tells_nobody_who_has_an_account(
    client: Client, post: Post
) -> None:
    for path, field in (("/accounts/login/code/", "email"), ("/accounts/password/reset/", "email")):
        answer = client.post(path, {field: "nobody@example.com"})
        assert answer.status_code == 302
        [message] = post()
        assert "no account" in message.body


def test_a_reset_link_works_once_and_signs_everybody_out(
    signed_up: Callable[..., Client], post: Post
) -> None:
    elsewhere = signed_up()
    client = Client(headers={"Host": "evil.example"})
    client.post("/accounts/password/reset/", {"email": "new@example.com"})
    [message] = post()
    # The link leads to the configured site, whatever Host the asker sent.
    assert "http://testserver/accounts/password/reset/key/" in message.body
    assert "evil.example" not in message.body
    link = link_in(message, "reset/key")

    form = Client().get(link, follow=True)
    page = form.redirect_chain[-1][0]
    browser = form.client
    done = browser.post(page, {"password1": "another good passphrase"})
    assert done["Location"] == "/accounts/password/reset/key/done/"
    assert elsewhere.get("/settings/preferences/").status_code == 302
    [notice] = post()
    assert notice.subject == "Your password was changed"

    again = Client().get(link, follow=True)
    assert "no longer valid" in again.content.decode()


def test_addresses_are_added_confirmed_made_main_and_removed(
    signed_up: Callable[..., Client], post: Post
) -> None:
    client = signed_up()
    asked = client.post("/accounts/email/", {"action_add": "", "email": "second@example.com"})
    assert not post()
    # Asked for the password in between, the person does not type the address again.
    client.post(asked["Location"], {"password": PASSWORD, "next": "/accounts/email/"})
    [message] = post()
    assert message.to == ["second@example.com"]
    client.post("/accounts/confirm-email/", {"code": code_in(message)})
    post()
    client.post("/accounts/email/", {"action_primary": "", "email": "second@example.com"})
    assert User.objects.get().email == "second@example.com"
    assert {each.subject for each in post()} == {"Your main address was changed"}
    client.post("/accounts/email/", {"action_remove": "", "email": "new@example.com"})
    assert [each.email for each in EmailAddress.objects.all()] == ["second@example.com"]


def test_the_password_is_changed_with_the_old_one(
    signed_up: Callable[..., Client], post: Post
) -> None:
    client = signed_up()
    wrong = client.post(
        "/accounts/password/change/",
        {"oldpassword": "not it", "password1": "another good passphrase"},
    )
    assert wrong.context["form"].errors["oldpassword"] == ["This is not your password."]
    labels = {name: str(field.label) for name, field in wrong.context["form"].fields.items()}
    assert labels == {"oldpassword": "Current password", "password1": "New password"}
    right = client.post(
        "/accounts/password/change/",
        {"oldpassword": PASSWORD, "password1": "another good passphrase"},
    )
    assert right.status_code == 302
    assert signed_in(client)
    assert [each.subject for each in post()] == ["Your password was changed"]


def test_other_devices_are_listed_and_signed_out(signed_up: Callable[..., Client]) -> None:
    here = signed_up()
    there = Client(
        headers={"User-Agent": "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0) Version/17.0 Safari/604.1"}
    )
    there.post("/accounts/login/", {"login": "new@example.com", "password": PASSWORD})
    assert there.get("/settings/preferences/").status_code == 200
    page = here.get("/accounts/sessions/").content.decode()
    assert "Safari on iPhone" in page
    assert "This device" in page
    here.post("/accounts/sessions/")
    assert there.get("/settings/preferences/").status_code == 302
    assert here.get("/settings/preferences/").status_code == 200


def test_what_protects_the_account_asks_for_the_password_again(
    signed_up: Callable[..., Client],
) -> None:
    client = signed_up()
    client.post("/accounts/logout/")
    client.post("/accounts/login/", {"login": "new@example.com", "password": PASSWORD})
    answer = client.get("/accounts/2fa/totp/activate/")
    assert answer["Location"].startswith("/accounts/reauthenticate/?next=")
    wrong = client.post(answer["Location"], {"password": "not it"})
    assert wrong.context["form"].errors["password"] == ["This is not your password."]
    # Who has forgotten it, or would rather not, is not stuck there.
    assert 'href="/accounts/password/reset/"' in wrong.text
    assert "Back to the settings" in wrong.text
    right = client.post(answer["Location"], {"password": PASSWORD})
    assert right["Location"] == "/accounts/2fa/totp/activate/"
    assert client.get("/accounts/2fa/totp/activate/").status_code == 200


def test_browsers_and_password_managers_find_the_fields(client: Client) -> None:
    login = client.get("/accounts/login/").content.decode()
    assert 'autocomplete="username"' in login
    assert 'autocomplete="current-password"' in login
    signup = client.get("/accounts/signup/").content.decode()
    assert 'autocomplete="new-password"' in signup
    assert "password2" not in signup


def test_a_suspended_user_cannot_sign_in(viewer: User) -> None:
    suspended = UserFactory(email="suspended@example.com", is_active=False)
    EmailAddress.objects.create(user=suspended, email=suspended.email, verified=True, primary=True)
    client = Client()
    client.post(
        "/accounts/login/", {"login": "suspended@example.com", "password": "correct horse battery"}
    )
    assert not signed_in(client)
