"""Keep on each matter the clauses that except secrets; older ones keep those that they cited."""

from django.db import migrations, models


def _article(kind_source: str) -> str:
    """Return the article in which a kind of content stands: what was cited until now."""
    act, _, address = kind_source.partition(":")
    parts = address.split(".")
    last = next((n for n, part in enumerate(parts) if part.startswith("dieu-")), 0)
    return f"{act}:{'.'.join(parts[: last + 1])}"


def fill(apps, schema_editor):  # type: ignore[no-untyped-def]
    matters = apps.get_model("publication", "Matter").objects
    for matter in matters.only("kind_source"):
        matters.filter(pk=matter.pk).update(secrecy=[_article(matter.kind_source)])


class Migration(migrations.Migration):
    dependencies = [("publication", "0004_special_case")]

    operations = [
        migrations.AddField("matter", "secrecy", models.JSONField(default=list)),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
