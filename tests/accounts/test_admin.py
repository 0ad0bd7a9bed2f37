"""People in the admin: found, suspended with a reason, restored, and never more than one's rank allows."""

from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.test import Client
from playwright.sync_api import BrowserContext

from accounts.models import Channel, User
from tests.accounts.conftest import PASSWORD
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
USERS = "/admin/accounts/user/"


@pytest.fixture
def helper(db: None) -> User:
    """Staff who may look at people and suspend them."""
    helper: User = UserFactory(email="helper@example.com", is_staff=True)
    codes = ["view_user", "change_user", "suspend_user", "view_channel"]
    helper.user_permissions.set(Permission.objects.filter(codename__in=codes))
    return helper


def act(client: Client, action: str, *people: User, reason: str = "spam") -> Any:
    data = {"action": action, "_selected_action": [each.pk for each in people], "reason": reason}
    return client.post(USERS, data, follow=True)


def test_people_are_found_by_address_and_handle(
    sign_in: Any, moderator: User, channel: Channel, viewer: User
) -> None:
    client = sign_in(moderator)
    for words in ("creator@example", "creator"):
        page = client.get(USERS, {"q": words}).content.decode()
        assert "creator@example.com" in page
        assert "viewer@example.com" not in page
    suspended = client.get(USERS, {"is_active__exact": "0"}).content.decode()
    assert "viewer@example.com" not in suspended
    found = client.get("/admin/accounts/channel/", {"q": "creator@example.com"}).content.decode()
    assert "@creator" in found or ">creator<" in found


def test_suspending_asks_why_and_ends_sessions(sign_in: Any, moderator: User, viewer: User) -> None:
    phone = Client()
    phone.post("/accounts/login/", {"login": viewer.email, "password": PASSWORD})
    client = sign_in(moderator)
    asked = act(client, "suspend", viewer, reason="")
    assert "Reason" in asked.content.decode()
    viewer.refresh_from_db()
    assert viewer.is_active
    act(client, "suspend", viewer, reason="sells fakes")
    assert not User.objects.get(pk=viewer.pk).is_active
    assert phone.get("/settings/preferences/").status_code == 302
    act(client, "restore", viewer, reason="a mistake")
    assert User.objects.get(pk=viewer.pk).is_active
    said = list(LogEntry.objects.order_by("pk").values_list("user__email", "change_message"))
    assert said == [
        ("moderator@example.com", "Suspended: sells fakes"),
        ("moderator@example.com", "Restored: a mistake"),
    ]
    moderator.locale = "ko"
    moderator.save()
    act(client, "suspend", viewer, reason="가짜 판매")
    assert LogEntry.objects.latest("pk").change_message == "정지: 가짜 판매"
    assert "sells fakes" in client.get(f"{USERS}{viewer.pk}/history/").content.decode()


def test_nobody_suspends_who_is_above_them_or_themselves(
    sign_in: Any, helper: User, moderator: User
) -> None:
    other = UserFactory(is_staff=True)
    client = sign_in(helper)
    for target in (helper, moderator, other):
        act(client, "suspend", target)
        target.refresh_from_db()
        assert target.is_active


def test_staff_cannot_give_rights_and_nobody_sees_secrets(
    sign_in: Any, helper: User, moderator: User, viewer: User
) -> None:
    client = sign_in(helper)
    page = client.get(f"{USERS}{viewer.pk}/change/").content.decode()
    assert viewer.password not in page
    client.post(
        f"{USERS}{viewer.pk}/change/", {"is_staff": "on", "is_superuser": "on", "email": "x@y.z"}
    )
    viewer.refresh_from_db()
    assert (viewer.is_staff, viewer.is_superuser, viewer.email) == (
        False,
        False,
        "viewer@example.com",
    )
    boss = sign_in(moderator)
    boss.post(f"{USERS}{viewer.pk}/change/", {"is_staff": "on"})
    viewer.refresh_from_db()
    assert viewer.is_staff
    assert boss.get(f"{USERS}add/").status_code == 403
    assert boss.get(f"{USERS}{viewer.pk}/delete/").status_code == 403
    index = boss.get("/admin/").content.decode()
    for word in ("authenticator", "usersession", "socialtoken"):
        assert f"/{word}/" not in index


def test_staff_without_the_permission_see_nothing(sign_in: Any, viewer: User) -> None:
    plain = UserFactory(is_staff=True)
    assert sign_in(plain).get(USERS).status_code == 403
    act(sign_in(plain), "suspend", viewer)
    viewer.refresh_from_db()
    assert viewer.is_active


def test_the_admin_signs_in_like_everybody(client: Client) -> None:
    answer = client.get("/admin/login/?next=/admin/")
    assert answer.status_code == 302
    assert answer["Location"].startswith("/accounts/login/")


def test_only_staff_get_the_looser_policy(sign_in: Any, moderator: User, viewer: User) -> None:
    assert "unsafe-eval" in sign_in(moderator).get("/admin/")["Content-Security-Policy"]
    for client, path in (
        (sign_in(viewer), "/admin/"),
        (Client(), "/admin/"),
        (sign_in(moderator), "/"),
        (sign_in(moderator), "/accounts/email/"),
    ):
        assert "unsafe" not in client.get(path)["Content-Security-Policy"], path


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_staff_suspend_people_in_a_browser_under_its_policy(
    context: BrowserContext, moderator: User, channel: Channel, sign_in_browser: Any
) -> None:
    sign_in_browser(moderator)
    page = context.new_page()
    refused: list[str] = []
    page.on("console", lambda m: refused.append(m.text) if "Content Security" in m.text else None)
    page.on("pageerror", lambda error: refused.append(str(error)))
    page.goto("/admin/accounts/user/")
    page.wait_for_function("() => window.Alpine !== undefined")
    page.locator("tr", has_text="creator@example.com").locator("input[type=checkbox]").check()
    page.locator("select[name=action]").select_option("suspend")
    page.get_by_role("button", name="Run").click()
    page.get_by_label("Reason").fill("sells fakes")
    page.get_by_role("button", name="Suspend").click()
    page.get_by_text("1 account changed.").wait_for()
    assert not User.objects.get(pk=channel.owner_id).is_active
    assert not refused
