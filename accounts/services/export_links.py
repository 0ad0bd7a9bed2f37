"""Addresses of the large files of an export: they open the file without signing in, for as long as the export lives."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.urls import reverse

from accounts.models import DataExport
from accounts.services.export_contents import LinkedFile, all_linked, linked_file

_signer = Signer(salt="accounts.export-file")


@dataclass(frozen=True)
class Link:
    """A large file and where it can be fetched."""

    file: LinkedFile
    url: str


def link_to(export: DataExport, file: LinkedFile) -> Link:
    """The address of `file`: signed. It ends in a name for programs that keep that, different for every file: a program that
    resumes would go on with another file of the same name."""
    mark = _signer.signature(f"{export.public_id}/{file.ref}")
    name = f"{file.ref}-{file.filename}"
    place = reverse("settings-export-file", args=[export.public_id, file.ref, mark, name])
    return Link(file, f"{settings.SITE_URL}{place}")


def links_of(export: DataExport) -> Iterator[Link]:
    """Links to all large files of the person."""
    return (link_to(export, file) for file in all_linked(export.user))


def follow_link(*, export_id: str, ref: str, mark: str) -> LinkedFile | None:
    """The file that a link of `link_to` leads to; None for a link that is made up, has ended, or leads to nothing.

    Whoever has the link may have the file, as with any link that is not listed: programs that fetch a
    terabyte over night cannot sign in. So it says nothing of what else there is, and the person can end it.
    """
    try:
        _signer.unsign(f"{export_id}/{ref}{_signer.sep}{mark}")
    except BadSignature:
        return None
    export = DataExport.objects.alive().filter(public_id=export_id, user__is_active=True).first()
    return linked_file(export.user, ref) if export else None
