"""Rows of chat that staff looks at."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.admin_page import PageAdmin


class ReadOnlyAdmin(PageAdmin):
    """Rows that are looked at. What changes them has effects on open sockets, so it goes through services."""

    list_per_page = 50
    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return self.as_facts(
            name for _title, part in self.fieldsets or () for name in part["fields"]
        )

    def say_done(self, request: HttpRequest, done: int, text: str) -> None:
        """How many rows an action changed, or that it changed none."""
        if done:
            self.message_user(request, text % {"n": done}, messages.SUCCESS)
        else:
            self.message_user(request, _("There was nothing to change."), messages.WARNING)

    def _staff(self, request: HttpRequest) -> User:
        if not isinstance(request.user, User):
            raise TypeError("the admin is for people who are signed in")
        return request.user
