"""Somebody who connects before the announced time is still announced: the index of what is to come has them."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("live", "0005_search_words")]

    operations = [
        migrations.RemoveIndex(model_name="stream", name="stream_upcoming"),
        migrations.AddIndex(
            model_name="stream",
            index=models.Index(
                fields=["starts_at"],
                name="stream_upcoming",
                condition=Q(state__in=("waiting", "starting")),
            ),
        ),
    ]
