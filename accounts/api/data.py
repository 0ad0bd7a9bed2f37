"""Taking one's data along, and leaving for good."""

from datetime import datetime
from typing import Annotated, Self
from uuid import UUID

from allauth.account.internal.flows.reauthentication import is_reauthentication_required
from django.contrib.auth import logout
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from ninja import Router, Schema, Status
from ninja.decorators import decorate_view
from pydantic import Field, StringConstraints

from accounts.api_auth import counted_caller, signed_in
from accounts.models import DataExport
from accounts.queries import latest_exports
from accounts.services.deletion import request_deletion
from accounts.services.export_contents import AT_ONCE, linked_page
from accounts.services.export_download import export_response
from accounts.services.export_links import Link, link_to
from accounts.services.exporting import end_export, request_export
from core.answers import Answer
from core.problems import Problem

router = Router(tags=["account"], auth=signed_in)


class ExportOut(Answer):
    """A copy of one's data: a zip, kept for seven days."""

    id: UUID
    created_at: datetime
    ready_at: datetime | None = Field(description="Null while it is being packed.")
    ends_at: datetime
    file_url: str | None = Field(
        description="Where to fetch it, signed in; null until it is ready."
    )

    @classmethod
    def of(cls, export: DataExport) -> Self:
        place = reverse("api-v1:export-file", kwargs={"export_id": export.public_id})
        return cls(
            id=export.public_id,
            created_at=export.created_at,
            ready_at=export.ready_at,
            ends_at=export.ends_at,
            file_url=place if export.is_alive else None,
        )


class OriginalOut(Answer):
    """A file as it was uploaded."""

    title: str
    filename: str
    size_bytes: int
    url: str = Field(description="Where whoever has it can fetch the file, by ranges.")


class OriginalsOut(Answer):
    """Some of the files."""

    items: list[OriginalOut]
    next_after: str | None = Field(description="`after` of the next page; null at the end.")

    @classmethod
    def of(cls, links: list[Link]) -> Self:
        files = [
            OriginalOut(
                title=link.file.title,
                filename=link.file.filename,
                size_bytes=link.file.size_bytes,
                url=link.url,
            )
            for link in links
        ]
        return cls(items=files, next_after=links[-1].file.ref if len(links) == AT_ONCE else None)


class Farewell(Schema):
    """Meant seriously."""

    email: str = Field(max_length=254, description="The address of the account, typed once more.")


@router.get(
    "/me/exports",
    response=list[ExportOut],
    operation_id="list_exports",
    summary="List copies of your data",
)
def list_exports(request: HttpRequest) -> list[ExportOut]:
    """The last three."""
    return [ExportOut.of(export) for export in latest_exports(counted_caller(request))]


@router.post(
    "/me/exports",
    response={202: ExportOut},
    operation_id="request_export",
    summary="Ask for a copy of your data",
)
def start_export(request: HttpRequest) -> Status[ExportOut]:
    """It is packed in the background; a mail says when it is ready. Once an hour: 429 `too-soon`."""
    return Status(202, ExportOut.of(request_export(user=counted_caller(request))))


@router.get(
    "/me/exports/{uuid:export_id}",
    response=ExportOut,
    operation_id="get_export",
    summary="Show a copy of your data",
)
def show_export(request: HttpRequest, export_id: UUID) -> ExportOut:
    """Whether it is ready."""
    return ExportOut.of(_own(request, export_id))


@router.get(
    "/me/exports/{uuid:export_id}/file",
    operation_id="download_export",
    summary="Fetch a copy of your data",
    url_name="export-file",
)
@decorate_view(never_cache)
def download(request: HttpRequest, export_id: UUID) -> HttpResponseBase:
    """The zip, perhaps by a redirect to the store. 404 until it is ready."""
    return export_response(request, _own(request, export_id))


@router.get(
    "/me/exports/{uuid:export_id}/originals",
    response=OriginalsOut,
    operation_id="list_export_originals",
    summary="List the original files that a copy leads to",
)
def list_originals(
    request: HttpRequest,
    export_id: UUID,
    after: Annotated[str, StringConstraints(max_length=64)] = "",
) -> OriginalsOut:
    """Up to 100 at a time. Their links open without signing in, until the copy ends. 404 until it is ready."""
    export = _own(request, export_id)
    if not export.is_alive:
        raise Http404
    return OriginalsOut.of(
        [link_to(export, file) for file in linked_page(export.user, after=after)]
    )


@router.delete(
    "/me/exports/{uuid:export_id}",
    response={204: None},
    operation_id="end_export",
    summary="Delete a copy of your data",
)
def end(request: HttpRequest, export_id: UUID) -> Status[None]:
    """Its zip goes, and its links lead nowhere any more. Again is fine."""
    end_export(export=_own(request, export_id))
    return Status(204, None)


@router.post(
    "/me/deletion",
    response={204: None},
    operation_id="delete_account",
    summary="Delete your account",
)
def leave(request: HttpRequest, data: Farewell) -> Status[None]:
    """Closes the account at once and erases everything of it, for ever. All sessions and tokens end.

    The password (or second step) has to have been given once more lately, as at
    `/_allauth/app/v1/auth/reauthenticate`; else 403 `reauthentication-required`."""
    user = counted_caller(request)
    if is_reauthentication_required(request, app=""):
        raise Problem(
            403, "reauthentication-required", _("Confirm that it is you first, then try again.")
        )
    if data.email.strip().lower() != user.email.lower():
        sentence = _("This is not the address of your account.")
        errors = [{"field": "email", "message": sentence}]
        raise Problem(422, "invalid", sentence, errors=errors)
    request_deletion(user=user)
    logout(request)
    return Status(204, None)


def _own(request: HttpRequest, export_id: UUID) -> DataExport:
    found = DataExport.objects.filter(user=counted_caller(request), public_id=export_id).first()
    if found is None:
        raise Http404
    return found
