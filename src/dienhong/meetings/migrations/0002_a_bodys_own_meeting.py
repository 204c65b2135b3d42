"""Whose own meeting it is, where it is a body's."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("meetings", "0001_meetings"), ("organisation", "0006_people")]

    operations = [
        migrations.AddField(
            "meeting",
            "body",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="meetings",
                to="organisation.legalfunction",
            ),
        ),
    ]
