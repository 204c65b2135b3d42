"""The file with which a task is reported done."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("meetings", "0002_a_bodys_own_meeting"), ("record", "0004_correction")]

    operations = [
        migrations.AddField(
            "task",
            "file",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="record.storedfile",
            ),
        ),
        migrations.AddField("task", "file_name", models.CharField(blank=True, max_length=130)),
    ]
