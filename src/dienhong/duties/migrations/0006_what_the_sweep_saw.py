"""What there was to see when the last sweep began."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("duties", "0005_measures")]

    operations = [
        migrations.AddField("sweep", "seen", models.CharField(blank=True, max_length=250)),
    ]
