"""Who can sign in to the demo."""

import json
from dataclasses import dataclass
from typing import Any

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import transaction

from accounts.models import Channel, Follow, User
from videos.adapters.demo_pictures import Palette, draw_avatar, draw_banner

# The demo listens on this machine alone, and the terminal prints these.
DEMO_PASSWORD = "piyak-piyak"  # noqa: S105


@dataclass(frozen=True)
class DemoAccount:
    """One person of the demo; `handle` makes a channel."""

    role: str
    email: str
    locale: str = "en"
    handle: str = ""
    name: str = ""
    description: str = ""


DEMO_ACCOUNTS = (
    DemoAccount(
        "creator",
        "creator@piyakast.example",
        handle="sunny",
        name="Sunny Side Up",
        description="Slow pictures made of mathematics. A new one every sunny day.\n\n"
        "Every clip here is drawn by a formula when this demo first starts.",
    ),
    DemoAccount("moderator", "moderator@piyakast.example"),
    DemoAccount("viewer", "viewer@piyakast.example"),
    DemoAccount(
        "creator",
        "sori@piyakast.example",
        locale="ko",
        handle="sori",
        name="소리그림",
        description="소리와 그림을 짓는 작은 작업실입니다. 수식으로 그린 풍경을 올려요.",
    ),
    DemoAccount(
        "creator",
        "bakery@piyakast.example",
        handle="bakery",
        name="Pixel Bakery",
        description="Fresh pixels every morning: tall ones, square ones and very wide ones.",
    ),
)
PICTURES = {
    "sunny": Palette("#ffd447", "#ff8a3d", "#fff6d6"),
    "sori": Palette("#2f6f8f", "#e8735a", "#fbe3c6"),
    "bakery": Palette("#7a3cff", "#ff4fa0", "#ffe3f3"),
}


@transaction.atomic
def create_demo_accounts() -> list[dict[str, Any]]:
    """Create the demo's people (again is fine) and return role, e-mail and password of each."""
    channels = [_create(account) for account in DEMO_ACCOUNTS]
    viewer = User.objects.get(email="viewer@piyakast.example")
    for channel in channels:
        if channel:
            _, new = Follow.objects.get_or_create(user=viewer, channel=channel)
            if new:
                Channel.objects.filter(pk=channel.pk).update(
                    follower_count=channel.followers.count()
                )
    return [
        {"role": account.role, "email": account.email, "password": DEMO_PASSWORD}
        for account in DEMO_ACCOUNTS
    ]


def _create(account: DemoAccount) -> Channel | None:
    user = User.objects.filter(email=account.email).first()
    if user is None:
        staff = account.role == "moderator"
        user = User.objects.create_user(
            account.email, DEMO_PASSWORD, locale=account.locale, is_staff=staff, is_superuser=staff
        )
    EmailAddress.objects.get_or_create(
        user=user, email=account.email, defaults={"verified": True, "primary": True}
    )
    if not account.handle:
        return None
    channel, new = Channel.objects.get_or_create(
        owner=user,
        defaults={
            "handle": account.handle,
            "name": account.name,
            "description": account.description,
        },
    )
    if new:
        palette = PICTURES[account.handle]
        channel.avatar.save("avatar.webp", draw_avatar(palette), save=False)
        channel.banner.save("banner.webp", draw_banner(palette), save=False)
        channel.save(update_fields=["avatar", "banner"])
    return channel


def write_demo_file(*, whole: bool) -> None:
    """Create the people and write var/demo.json; `whole` says that every video is in the pipeline."""
    demo = {"url": settings.SITE_URL, "whole": whole, "accounts": create_demo_accounts()}
    target = settings.VAR_DIR / "demo.json"
    target.write_text(json.dumps(demo, indent=2, ensure_ascii=False) + "\n")
