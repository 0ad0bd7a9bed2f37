"""How one video is watched: a page with a curve and its table, and the same as CSV."""

import csv
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from videos.queries.audience import Audience, audience_of
from videos.views.studio.access import own

WIDTH, HEIGHT = 720, 240


@require_safe
@login_required
def analytics(request: HttpRequest, public_id: str) -> HttpResponse:
    """Views, watch time, average duration, and the retention curve."""
    video = own(request, public_id)
    audience = audience_of(video)
    context = {
        "video": video,
        "audience": audience,
        "chart": _chart(audience),
        "watch_time": _duration(audience.watch_time_s),
        "average_ms": round((audience.average_s or 0) * 1000),
        "average_percent": round((audience.average_share or 0) * 100),
        "half_ms": video.duration_ms // 2,
    }
    return render(request, "studio/analytics.html", context)


@require_safe
@login_required
def analytics_csv(request: HttpRequest, public_id: str) -> HttpResponse:
    """The table as a file that spreadsheets open (UTF-8 with a mark, so that Excel reads Korean)."""
    video = own(request, public_id)
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{video.public_id}-retention.csv"'
    response["Cache-Control"] = "private, no-store"
    rows = csv.writer(response)
    rows.writerow(
        [_("From (%)"), _("To (%)"), _("From (s)"), _("To (s)"), _("Viewers"), _("Watched (s)")]
    )
    for each in audience_of(video).stretches:
        rows.writerow(
            [
                each.from_percent,
                each.to_percent,
                each.from_ms / 1000,
                each.to_ms / 1000,
                each.viewers,
                each.seconds,
            ]
        )
    return response


def _chart(audience: Audience) -> dict[str, Any]:
    """The curve in the chart's own units, drawn through the middle of each twentieth."""
    step = WIDTH / len(audience.stretches)
    points = [
        (round((number + 0.5) * step, 1), round(HEIGHT * (1 - each.share), 1))
        for number, each in enumerate(audience.stretches)
    ]
    # The curve begins and ends at the edges, as the video does.
    line = [(0, points[0][1]), *points, (WIDTH, points[-1][1])]
    path = "M" + " L".join(f"{x} {y}" for x, y in line)
    return {
        "width": WIDTH,
        "height": HEIGHT,
        "half": HEIGHT // 2,
        "line": path,
        "area": f"{path} L{WIDTH} {HEIGHT} L0 {HEIGHT} Z",
        "columns": [
            {
                "stretch": each,
                "percent": round(each.share * 100),
                "watched": _duration(each.seconds),
            }
            for each in audience.stretches
        ],
    }


def _duration(seconds: int) -> str:
    """Hours and minutes of watching, the way people say them."""
    if seconds < 60:
        return _("%(n)d s") % {"n": seconds}
    if seconds < 3600:
        return _("%(n)d min") % {"n": seconds // 60}
    hours, minutes = seconds // 3600, seconds % 3600 // 60
    if hours >= 100 or not minutes:
        return _("%(n)s h") % {"n": f"{hours:,}"}
    return _("%(hours)d h %(minutes)d min") % {"hours": hours, "minutes": minutes}
