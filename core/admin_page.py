"""What the admin's pages have in common: values in words, what a field means, and the list's actions on the page of one row."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, ClassVar
from urllib.parse import urlencode

from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.text import capfirst
from unfold.admin import ModelAdmin
from unfold.decorators import display

from core.admin_words import NOTHING, how_said, is_nothing, number

# Sent along by a button on the page of one row.
FROM_PAGE = "_page"


def page_of(request: HttpRequest) -> str:
    """The row on whose page an action was chosen; empty for one chosen in the list."""
    row = request.POST.get(FROM_PAGE, "")
    return row if row.isdecimal() else ""


def value_of(field: Any, say: Callable[[Any], str]) -> Callable[[models.Model], str]:
    """A column that says the field's value by `say`, under its name, help and order."""

    @display(description=field.verbose_name, ordering=field.name)
    def value(row: models.Model) -> str:
        kept = getattr(row, field.name)
        return NOTHING if is_nothing(kept) else say(kept)

    value.__name__ = field.name
    column: Callable[[models.Model], str] = value
    return column


class PageAdmin(ModelAdmin):
    """A model whose rows staff looks at. `said` says how values of a field are told; numbers, lengths and facts need no naming."""

    said: ClassVar[Mapping[str, Callable[[Any], str]]] = {}
    # By the name of a field: every code that it may have, for filters of tables that are too long to be looked through.
    codes: ClassVar[Mapping[str, Iterable[str]]] = {}
    # What a field means, where its name alone leaves one wondering.
    helps: ClassVar[Mapping[str, Any]] = {}
    # Actions that cannot be taken back: on the page of one row they ask once more.
    grave: tuple[str, ...] = ()
    # Of which rows an action makes sense; of those that are not here, any. Only what is offered: services decide.
    fitting: ClassVar[Mapping[str, Callable[[Any], bool]]] = {}
    # What staff has to do here, as the first page of the admin says it: of which rows, and how they are called.
    waits: ClassVar[Mapping[str, Any]] = {}
    waits_words: Any = ""

    def __init__(self, model: Any, admin_site: Any) -> None:
        super().__init__(model, admin_site)
        self._told = {
            field.name: value_of(field, say)
            for field in model._meta.fields
            if (say := self.said.get(field.name) or how_said(field)) is not None
        }

    def told(self, names: Iterable[Any]) -> list[Any]:
        """The same columns, those that have words or numbers as they are said."""
        return [self._told.get(name, name) if isinstance(name, str) else name for name in names]

    def as_facts(self, names: Iterable[str]) -> list[Any]:
        """Fields that nobody types into: by their names for the form, and as they are said for the page."""
        names = list(names)
        return [*names, *(self._told[name] for name in names if name in self._told)]

    def get_list_display(self, request: HttpRequest) -> list[Any]:
        return self.told(super().get_list_display(request))

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return self.as_facts(super().get_readonly_fields(request, obj))

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        return self.told_parts(request, obj, super().get_fieldsets(request, obj))

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:  # fmt: skip
        """Fields and facts with their helps."""
        return super().get_form(request, obj, change=change, help_texts=self.helps, **kwargs)

    def told_parts(self, request: HttpRequest, obj: Any, parts: Any) -> Any:
        """Parts of a page, whose facts are said and whose fields stay fields."""
        if self.has_change_permission(request, obj):
            facts = set(self.get_readonly_fields(request, obj))
        else:
            facts = set(self._told)
        return [
            (
                title,
                part
                | {
                    "fields": [
                        self._told[name] if name in self._told and name in facts else name
                        for name in part["fields"]
                    ]
                },
            )
            for title, part in parts
        ]

    def waiting(self) -> dict[str, Any] | None:
        """How many rows wait for staff, and where they are; None when none does."""
        count = self.model._default_manager.filter(**self.waits).count() if self.waits else 0
        if not count:
            return None
        listed = reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist")
        address = f"{listed}?{urlencode(self.waits)}"
        return {"words": self.waits_words, "count": number(count), "address": address}

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """Without Save where nothing is typed; with what may be done to the row."""
        if not context["adminform"].form.fields:
            context |= {
                "show_save": False,
                "show_save_and_continue": False,
                "show_save_and_add_another": False,
            }
        row = kwargs.get("obj")
        if row is not None:
            # Django's "Change …" stands over pages of facts, too.
            context["title"] = capfirst(self.opts.verbose_name)
        if row is not None and not context.get("is_popup"):
            actions = self.get_actions(request)
            context["page_actions"] = [
                {"name": name, "label": label, "grave": name in self.grave}
                for name, (_verb, _name, label) in actions.items()
                if name != "delete_selected" and self.fitting.get(name, bool)(row)
            ]
        answer: HttpResponse = super().render_change_form(request, context, *args, **kwargs)
        return answer

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Called by what is in it. An action from the page of one row leads back to it."""
        title = {"title": capfirst(self.opts.verbose_name_plural)}
        answer: HttpResponse = super().changelist_view(request, title | (extra_context or {}))
        row = page_of(request)
        if row and isinstance(answer, HttpResponseRedirect):
            name = f"admin:{self.opts.app_label}_{self.opts.model_name}_change"
            return HttpResponseRedirect(reverse(name, args=[row]))
        return answer
