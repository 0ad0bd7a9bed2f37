"""A clearing counts for the broadcast in which it was done."""

from typing import Any

from django.db import migrations, models
from django.db.models import OuterRef, Q, Subquery


def name_their_broadcasts(apps: Any, _schema_editor: Any) -> None:
    """Those of before have only their moment. What nobody is to read any more stays hidden in that replay."""
    broadcasts = apps.get_model("live", "Broadcast").objects
    entries = apps.get_model("chat", "Entry").objects
    on_air = broadcasts.filter(
        Q(ended_at=None) | Q(ended_at__gte=OuterRef("said_at")),
        stream=OuterRef("room__stream"),
        began_at__lte=OuterRef("said_at"),
    )
    for clearing in entries.filter(
        kind="cleared", broadcast=None, room__stream__isnull=False
    ).annotate(during=Subquery(on_air.order_by("-began_at").values("pk")[:1])):
        entries.filter(pk=clearing.pk).update(broadcast_id=clearing.during)


class Migration(migrations.Migration):
    dependencies = [
        ("chat", "0006_delivery_age"),
        ("live", "0001_initial"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(
                condition=Q(("kind", "cleared")),
                fields=["room", "broadcast", "seq"],
                name="entry_clearing",
            ),
        ),
        migrations.RunPython(name_their_broadcasts, migrations.RunPython.noop, elidable=True),
    ]
