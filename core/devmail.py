"""/dev/mail/: the mails that development wrote to files."""

import re
from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.clickjacking import xframe_options_sameorigin

from core.mail.backend import parse, written_at

NAME = re.compile(r"^[\w-]+\.eml$")
MOST = 100


def listing(request: HttpRequest) -> HttpResponse:
    """The newest mails."""
    files = sorted(_folder().glob("*.eml"), reverse=True)[:MOST]
    mails = [
        {
            "name": file.name,
            "subject": message["Subject"],
            "to": message["To"],
            "at": written_at(file),
        }
        for file in files
        for message in [parse(file.read_bytes())]
    ]
    return render(request, "dev/mails.html", {"mails": mails})


def show(request: HttpRequest, name: str) -> HttpResponse:
    """One mail: its text, and its HTML in a frame that may do nothing."""
    message = parse(_file(name).read_bytes())
    text = message.get_body(("plain",)).get_content()
    return render(
        request, "dev/mail.html", {"subject": message["Subject"], "text": text, "name": name}
    )


@xframe_options_sameorigin
def html(request: HttpRequest, name: str) -> HttpResponse:
    """The HTML part, for the frame: no script, no form, no request elsewhere."""
    part = parse(_file(name).read_bytes()).get_body(("html",))
    if part is None:
        raise Http404
    response = HttpResponse(part.get_content())
    response.headers["Content-Security-Policy"] = (
        "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'; sandbox allow-popups"
    )
    return response


def _folder() -> Path:
    if not settings.SHOW_DEV_MAIL:
        raise Http404
    return Path(settings.EMAIL_FILE_PATH)


def _file(name: str) -> Path:
    file = _folder() / name
    if not NAME.match(name) or not file.is_file():
        raise Http404
    return file
