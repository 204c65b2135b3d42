"""Keep with each clause whom it charges and names; of texts held here it is read now."""

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from dienhong.core.law.structure.parse import parse
from dienhong.regulation.cues import read_charged


def read_again(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    """Read whom the clauses of each text charge; of a profile only the profile could say."""
    for version in apps.get_model("regulation", "Version").objects.exclude(source=""):
        found = read_charged(parse(version.source))
        rows = list(version.provisions.all())
        for row in rows:
            row.charged, row.named = found.get(row.address, ([], []))
        version.provisions.bulk_update(rows, ["charged", "named"], batch_size=200)


class Migration(migrations.Migration):
    dependencies = [("regulation", "0005_origin")]

    operations = [
        migrations.AddField("provision", "charged", models.JSONField(default=list)),
        migrations.AddField("provision", "named", models.JSONField(default=list)),
        migrations.RunPython(read_again, migrations.RunPython.noop),
    ]
