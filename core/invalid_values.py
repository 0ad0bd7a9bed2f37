"""What pydantic finds wrong with a value, as a sentence in the reader's language."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

# By pydantic's own names of errors (https://docs.pydantic.dev/latest/errors/validation_errors/); the first
# that the name begins with. `%(…)s` are members of the error's context.
SENTENCES: tuple[tuple[str, str | Promise], ...] = (
    ("missing", gettext_lazy("This is required.")),
    ("string_too_long", gettext_lazy("At most %(max_length)s characters.")),
    ("string_too_short", gettext_lazy("At least %(min_length)s characters.")),
    ("string_type", gettext_lazy("This has to be text.")),
    ("string_unicode", gettext_lazy("This has to be text.")),
    ("too_long", gettext_lazy("At most %(max_length)s of these.")),
    ("too_short", gettext_lazy("At least %(min_length)s of these.")),
    ("greater_than_equal", gettext_lazy("At least %(ge)s.")),
    ("less_than_equal", gettext_lazy("At most %(le)s.")),
    ("less_than", gettext_lazy("Less than %(lt)s.")),
    ("literal_error", gettext_lazy("One of: %(expected)s")),
    ("int_", gettext_lazy("This has to be a whole number.")),
    ("float_", gettext_lazy("This has to be a number.")),
    ("finite_number", gettext_lazy("This has to be a number.")),
    ("bool_", gettext_lazy("This has to be true or false.")),
    ("datetime_", gettext_lazy("This has to be a time as in 2026-01-31T20:00:00+09:00.")),
    ("list_type", gettext_lazy("This has to be a list.")),
    ("uuid_", gettext_lazy("This is not an id.")),
)


def sentence_of(error: Mapping[str, Any]) -> str:
    """The sentence for one of pydantic's errors."""
    kind = str(error.get("type", ""))
    for beginning, sentence in SENTENCES:
        if kind.startswith(beginning):
            return str(sentence) % (error.get("ctx") or {})
    return _("This is not a value that can stand here.")
