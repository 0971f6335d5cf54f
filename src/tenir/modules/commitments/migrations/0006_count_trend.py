"""The trend of what was recorded before Tenir kept it; the rule is the one of `trends.py` on the day of this writing."""

from collections import Counter
from itertools import groupby

from django.db import migrations


def count(apps, schema_editor):
    records = apps.get_model("commitments", "LevelRecord").objects.filter(place=None, commitment__counted=True)
    names = ("commitment__framework", "commitment", "on", "level", "status")
    rows = records.order_by("commitment", "on", "id").values_list(*names)
    steps = Counter()
    for _, said in groupby(rows, key=lambda row: row[1]):
        shown, checked = "", False
        for framework, _, on, level, status in said:
            if checked and status != "verified":
                continue
            checked = checked or status == "verified"
            if shown:
                steps[framework, on, shown] -= 1
            steps[framework, on, level] += 1
            shown = level
    step = apps.get_model("commitments", "TrendStep")
    step.objects.bulk_create(
        step(framework_id=framework, on=on, level=level, change=change)
        for (framework, on, level), change in steps.items()
        if change
    )


class Migration(migrations.Migration):
    dependencies = [("commitments", "0005_trend")]
    operations = [migrations.RunPython(count, migrations.RunPython.noop, elidable=True)]
