"""Give an office that was opened before functions were data the functions that it had.

Apart from its neighbours: PostgreSQL alters no table that has unchecked new rows.
"""

from django.db import migrations

from dienhong.organisation.functions import beginnings

# What every office's pages and papers said until now.
TITLES = {"chief": "Chánh Văn phòng", "deputy-chief": "Phó Chánh Văn phòng"}


def fill(apps, schema_editor):  # type: ignore[no-untyped-def]
    if not apps.get_model("organisation", "Agency").objects.exists():
        return
    functions = apps.get_model("organisation", "LegalFunction").objects
    for order, row in enumerate(beginnings(), 1):
        functions.create(
            code=row.code,
            label=TITLES.get(row.code, row.label),
            kind=row.kind.value,
            order=order,
            one_holder=row.one_holder,
            through_id=row.through or None,
            stand_in_id=row.stand_in or None,
            source=row.source,
        )
    apps.get_model("organisation", "Agency").objects.update(symbol="VP")


class Migration(migrations.Migration):
    dependencies = [("organisation", "0002_functions")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
