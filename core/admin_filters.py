"""Filters of the admin's lists that speak in words."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _

from core.admin_words import is_nothing


class SaidFilter(admin.FieldListFilter):
    """Codes that occur (or may, by `PageAdmin.codes`), in the words that the list has for them (`PageAdmin.said`); those that are said alike are one choice."""

    def __init__(
        self,
        field: Any,
        request: HttpRequest,
        params: Any,
        model: Any,
        model_admin: Any,
        field_path: str,
    ) -> None:
        super().__init__(field, request, params, model, model_admin, field_path)
        chosen: Any = self.used_parameters.get(field_path)
        self.chosen: Any = chosen[-1] if isinstance(chosen, list) else chosen
        say = model_admin.said[field.name]
        found: dict[str, list[str]] = defaultdict(list)
        occurring = model._default_manager.order_by(field_path).values_list(field_path, flat=True)
        for code in model_admin.codes.get(field.name) or occurring.distinct():
            if not is_nothing(code):
                found[say(code)].append(code)
        # Known by the first of its codes.
        self.choice_of = {codes[0]: (words, codes) for words, codes in sorted(found.items())}

    def expected_parameters(self) -> list[str | None]:
        return [self.field_path]

    def has_output(self) -> bool:
        return bool(self.choice_of)

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.chosen is None:
            return queryset
        _words, codes = self.choice_of.get(self.chosen, ("", [self.chosen]))
        return queryset.filter(**{f"{self.field_path}__in": codes})

    def choices(self, changelist: Any) -> Iterator[Any]:
        yield {
            "selected": self.chosen is None,
            "query_string": changelist.get_query_string(remove=[self.field_path]),
            "display": _("All"),
        }
        for code, (words, codes) in self.choice_of.items():
            yield {
                "selected": self.chosen in codes,
                "query_string": changelist.get_query_string({self.field_path: code}),
                "display": words,
            }
