"""How people stand, as lists of the admin show it and ask by it."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.models import User

STANDING_COLOURS = {
    User.Standing.ACTIVE: "success",
    User.Standing.SUSPENDED: "danger",
    User.Standing.LEAVING: "warning",
}


class StandingFilter(admin.SimpleListFilter):
    """People, or what is theirs, by how they stand. `path` leads from a row to its person."""

    title = _("standing")
    parameter_name = "standing"
    path = ""

    def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
        return User.Standing.choices

    def queryset(self, request: HttpRequest, rows: QuerySet[Any]) -> QuerySet[Any]:
        leaving, active = f"{self.path}leaving_at__isnull", f"{self.path}is_active"
        conditions = {
            User.Standing.ACTIVE: {active: True, leaving: True},
            User.Standing.SUSPENDED: {active: False, leaving: True},
            User.Standing.LEAVING: {leaving: False},
        }
        return rows.filter(**conditions.get(self.value(), {}))  # type: ignore[call-overload]
