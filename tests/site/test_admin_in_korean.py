"""The admin speaks Korean to whoever reads Korean: every list and every form of every model."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.db.models import Model
from django.test import Client
from django.urls import reverse

from accounts.models import Channel, User
from tests.site.admin_rows import fill_admin, registered

HANGUL = re.compile(r"[가-힣]")
# Read alike in both languages.
ALIKE = {"ID", ""}


@pytest.fixture
def korean(moderator: User, sign_in: Any) -> Client:
    """Staff who reads Korean."""
    moderator.locale = "ko"
    moderator.save()
    client: Client = sign_in(moderator)
    return client


@pytest.mark.django_db
@pytest.mark.usefixtures("silent_queue")
def test_every_list_and_form_is_in_korean(
    korean: Client, channel: Channel, tmp_path: Path, settings: LazySettings
) -> None:
    fill_admin(channel, tmp_path, settings)
    english = []
    for model, name in registered():
        english += [f"{name}: {text}" for text in list_texts(korean, name) if not is_korean(text)]
        newest = model._default_manager.order_by("-pk").first()
        assert newest is not None
        english += [
            f"{name}: {text}" for text in form_texts(korean, name, newest) if not is_korean(text)
        ]
    for app in korean.get(reverse("admin:index")).context["app_list"]:
        texts = [app["name"], *(model["name"] for model in app["models"])]
        english += [f"index: {text}" for text in texts if not is_korean(str(text))]
    assert not english, "\n".join(english)
    assert "(으)로" not in korean.get("/admin/videos/video/").content.decode()


def is_korean(text: str) -> bool:
    return bool(HANGUL.search(text)) or text in ALIKE


def list_texts(client: Client, name: str) -> Iterator[str]:
    """The heads of columns, filters with their choices, actions, and what the search says."""
    page = client.get(reverse(f"{name}_changelist"))
    changes = page.context["cl"]
    yield str(changes.opts.verbose_name)
    yield str(changes.opts.verbose_name_plural)
    yield str(changes.search_help_text or "")
    for spec in changes.filter_specs:
        yield str(spec.title)
    yield from heads(page.text)
    for _value, label in changes.model_admin.get_action_choices(page.wsgi_request, []):
        yield str(label)


def heads(html: str) -> Iterator[str]:
    """What the cells of the table's head say."""
    table = re.search(r"<thead\b.*?</thead>", html, re.DOTALL)
    assert table is not None
    for cell in re.findall(r"<th\b[^>]*>(.*?)</th>", table[0], re.DOTALL):
        words = re.sub(r"<[^>]+>|\s+", " ", cell).strip()
        if re.search(r"[A-Za-z가-힣]", words):
            yield words


def form_texts(client: Client, name: str, row: Model) -> Iterator[str]:
    """The titles of a form's parts, and the labels and helps of its fields."""
    page = client.get(reverse(f"{name}_change", args=[row.pk]))
    for part in page.context["adminform"]:
        yield str(part.name or "")
        for line in part:
            for field in line:
                of_form = field.field
                yield str(of_form["label"] if isinstance(of_form, dict) else of_form.label)
                helps = of_form["help_text"] if isinstance(of_form, dict) else of_form.help_text
                yield str(helps or "")
