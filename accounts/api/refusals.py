"""What a form says against its values, as a problem document."""

from collections.abc import Mapping
from typing import Any

from django.forms import BaseForm

from core.problems import Problem


def refused(form: BaseForm, *, named: Mapping[str, str] | None = None) -> Problem:
    """The errors of `form` by field; `named` gives fields that the API calls otherwise."""
    names: Mapping[str, Any] = {"__all__": "", **(named or {})}
    errors = [
        {"field": names.get(field, field), "message": sentence}
        for field, sentences in form.errors.items()
        for sentence in sentences
    ]
    return Problem(422, "invalid", errors[0]["message"], errors=errors)
