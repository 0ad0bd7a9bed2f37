"""What the admin's pages have in common: numbers and codes as people read them, and the list's actions on the page of one row."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.formats import number_format
from unfold.admin import ModelAdmin
from unfold.decorators import display

NUMBERS = (models.IntegerField, models.FloatField)
# Sent along by a button on the page of one row.
FROM_PAGE = "_page"


def page_of(request: HttpRequest) -> str:
    """The row on whose page an action was chosen; empty for one chosen in the list."""
    row = request.POST.get(FROM_PAGE, "")
    return row if row.isdecimal() else ""


def number(value: float) -> str:
    """With separators of thousands; two decimals where there are any."""
    decimals = None if isinstance(value, int) else 2
    return number_format(value, decimal_pos=decimals, force_grouping=True)


def size(value: int) -> str:
    """In the unit that suits it, and exactly."""
    return f"{filesizeformat(value)} ({number(value)})"


def in_words(words: Mapping[str, Any]) -> Callable[[str], str]:
    """How a code of `words` is said; one that is not among them (a sentence of another server) as it is."""
    return lambda code: str(words.get(code, code))


def value_of(field: Any, say: Callable[[Any], str]) -> Callable[[models.Model], str]:
    """A column that says the field's value by `say`, under its name, help and order."""

    @display(description=field.verbose_name, ordering=field.name)
    def value(row: models.Model) -> str:
        kept = getattr(row, field.name)
        return "-" if kept is None or kept == "" else say(kept)

    value.__name__ = field.name
    column: Callable[[models.Model], str] = value
    return column


class PageAdmin(ModelAdmin):
    """A model whose rows staff looks at. `said` says how values of a field are told; numbers need no naming."""

    said: ClassVar[Mapping[str, Callable[[Any], str]]] = {}
    # Actions that cannot be taken back: on the page of one row they ask once more.
    grave: tuple[str, ...] = ()
    # Of which rows an action makes sense; of those that are not here, any. Only what is offered: services decide.
    fitting: ClassVar[Mapping[str, Callable[[Any], bool]]] = {}

    def __init__(self, model: Any, admin_site: Any) -> None:
        super().__init__(model, admin_site)
        self._told = {
            field.name: value_of(field, say)
            for field in model._meta.fields
            if (say := self._how(field)) is not None
        }

    def _how(self, field: Any) -> Callable[[Any], str] | None:
        if field.name in self.said:
            return self.said[field.name]
        if field.primary_key or field.choices or not isinstance(field, NUMBERS):
            return None
        return size if field.name.endswith("_bytes") else number

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
        """An action from the page of one row leads back to it."""
        answer: HttpResponse = super().changelist_view(request, extra_context)
        row = page_of(request)
        if row and isinstance(answer, HttpResponseRedirect):
            name = f"admin:{self.opts.app_label}_{self.opts.model_name}_change"
            return HttpResponseRedirect(reverse(name, args=[row]))
        return answer
