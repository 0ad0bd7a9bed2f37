"""What the API's documentation page needs."""

from typing import Any

from django import template

from core.api_docs import type_name as name_of_type

register = template.Library()


@register.filter
def type_name(schema: dict[str, Any]) -> str:
    """A schema in a few words."""
    return name_of_type(schema)
