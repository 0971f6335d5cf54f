"""The counts kept before they were told apart by heading, counted again; the rule is the one of `tallies.py`."""

from django.db import migrations
from django.db.models import Count


def count(apps, schema_editor):
    tally = apps.get_model("commitments", "LevelTally")
    tally.objects.all().delete()
    names = ("framework_id", "heading_id", "counted", "level", "level_on")
    rows = apps.get_model("commitments", "Commitment").objects.order_by().values(*names).annotate(count=Count("*"))
    tally.objects.bulk_create([tally(**row) for row in rows], batch_size=1000)


class Migration(migrations.Migration):
    dependencies = [("commitments", "0008_counts_by_heading")]
    operations = [migrations.RunPython(count, migrations.RunPython.noop, elidable=True)]
