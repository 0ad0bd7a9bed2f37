"""Members that several messages share."""

from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from core.plain_text import clean_text, is_visible

LARGEST_ID = 2**63 - 1
LONGEST_TIMEOUT_S = 8 * 7 * 86_400
MOST_TYPED = 2000
# Room for the longest text in any spelling of JSON: "\ud83e\udda6" are twelve bytes for one character.
MOST_FRAME = 24_576


class Part(BaseModel):
    """Members that are not known are passed over: newer clients and servers have more."""

    model_config = ConfigDict(extra="ignore", populate_by_name=True)


def _as_kept(text: str) -> str:
    return clean_text(text)


def _as_seen(text: str) -> str:
    kept = clean_text(text)
    if not is_visible(kept):
        raise ValueError("nothing to see")
    return kept


Clean = AfterValidator(_as_kept)
# The same, and there must be something.
Visible = AfterValidator(_as_seen)
ClientId = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9-]{1,36}$")]
EntryId = Annotated[int, Field(ge=1, le=LARGEST_ID)]
Person = Annotated[
    str,
    StringConstraints(pattern=r"^@?[A-Za-z0-9._~-]{1,40}$"),
    Field(description="An id, or @handle."),
]
Reason = Annotated[str, StringConstraints(max_length=200), Clean]
JsonObject = dict[str, Any]
