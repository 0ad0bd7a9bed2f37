"""What is in an export: texts, small files packed into it, and large ones that it leads to.

Other apps register what they keep; this app knows none of them.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Protocol

from django.db.models.fields.files import FieldFile

from accounts.models import Channel, User
from accounts.services.account_export import export_account
from core.adapters.object_store import object_store

AT_ONCE = 100


@dataclass(frozen=True)
class PackedFile:
    """A small file, such as a picture, and its `name` in the zip. `read()` raises `ObjectMissing` or `FileNotFoundError` for one that is gone."""

    name: str
    read: Callable[[], Iterable[bytes]]


@dataclass(frozen=True)
class LinkedFile:
    """A file too large to be copied into a zip. `ref` names it for good, `key` says where it lies in the store."""

    ref: str
    title: str
    filename: str
    size_bytes: int
    key: str


class LinkedFiles(Protocol):
    """The large files of people."""

    def page(self, user: User, *, after: str, limit: int) -> list[LinkedFile]:
        """At most `limit` of them, in a fixed order, from behind the one with the ref `after` (or from the first)."""

    def find(self, user: User, ref: str) -> LinkedFile | None:
        """The person's file of that ref, if it is still theirs."""


Exporter = Callable[[User], dict[str, Any]]
Packer = Callable[[User], Iterable[PackedFile]]
_exporters: dict[str, Exporter] = {}
_packers: list[Packer] = []
_linked: list[LinkedFiles] = []


def register_exporter(name: str, exporter: Exporter) -> None:
    """Have `<name>.json` in every export hold what `exporter` gives for the person."""
    _exporters[name] = exporter


def register_packed_files(packer: Packer) -> None:
    """Have every export hold the files that `packer` gives for the person."""
    if packer not in _packers:
        _packers.append(packer)


def register_linked_files(files: LinkedFiles) -> None:
    """Have every export lead to `files`. There is one such kind: pages of it are counted through by its refs."""
    _linked[:] = [files]


def exporters() -> dict[str, Exporter]:
    """What writes the texts, by the names of their files."""
    return {"account": export_account, **_exporters}


def packed_files(user: User) -> Iterator[PackedFile]:
    """Everything small: the channel's own pictures, then what other apps keep."""
    channel = Channel.objects.filter(owner=user).first()
    for picture in channel.pictures if channel else ():
        yield picture_file(f"pictures/{picture.field.name}.webp", picture)
    for packer in _packers:
        yield from packer(user)


def picture_file(name: str, picture: FieldFile) -> PackedFile:
    """The file of a model's field, as `name`."""

    def read() -> Iterable[bytes]:
        with picture.open("rb") as file:
            return [file.read()]

    return PackedFile(name, read)


def stored_file(name: str, key: str) -> PackedFile:
    """What lies in the store at `key`, as `name`."""

    def read() -> Iterable[bytes]:
        store = object_store()
        return store.open_range(key, 0, store.size(key))

    return PackedFile(name, read)


def linked_page(user: User, *, after: str = "", limit: int = AT_ONCE) -> list[LinkedFile]:
    """Some of the person's large files; `after` is the ref of the last one of the page before."""
    return [file for files in _linked for file in files.page(user, after=after, limit=limit)]


def all_linked(user: User) -> Iterator[LinkedFile]:
    """All of them, read a page at a time."""
    page = linked_page(user)
    while page:
        yield from page
        page = linked_page(user, after=page[-1].ref)


def linked_file(user: User, ref: str) -> LinkedFile | None:
    """The large file of that ref, if it is still the person's."""
    return next((found for files in _linked if (found := files.find(user, ref))), None)
