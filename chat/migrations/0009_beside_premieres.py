from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("chat", "0008_hidden_by"),
        ("videos", "0010_premieres"),
    ]

    operations = [
        migrations.AddField(
            model_name="channelchat",
            name="beside_premieres",
            field=models.BooleanField(
                db_default=True,
                default=True,
                help_text="From the announcement until the end; then it is replayed.",
                verbose_name="chat beside premieres",
            ),
        ),
    ]
