"""Which words of a matter people have to know: a material correction makes them others."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("publication", "0008_shapes")]

    operations = [
        migrations.AddField(
            model_name="matter",
            name="reading_version",
            field=models.PositiveIntegerField(default=1),
        ),
    ]
