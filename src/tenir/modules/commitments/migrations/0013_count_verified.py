"""News, levels declared since, counts and trend of what was recorded before; the rules are those of `standing.py`,
`tallies.py` and `trends.py` on the day of this writing.
"""

from collections import Counter
from itertools import groupby

from django.db import migrations
from django.db.models import Count

BATCH = 1000
FIELDS = ("news_on", "news_precision", "declared_level", "declared_status")


def tell_news(apps, schema_editor):
    records = apps.get_model("commitments", "LevelRecord").objects
    commitments = apps.get_model("commitments", "Commitment").objects
    applications = apps.get_model("commitments", "Application").objects
    own = records.filter(place=None).order_by("commitment", "id")
    keep(commitments, own, lambda row: row.commitment_id, lambda row: row.pk)
    local = records.exclude(place=None).order_by("commitment", "place", "id")
    keep(applications, local, lambda row: (row.commitment_id, row.place_id), lambda row: (row.commitment_id, row.place_id))


def keep(manager, records, key_of_record, key_of_row):
    latest = {key: newest(list(said)) for key, said in groupby(records.iterator(chunk_size=2000), key=key_of_record)}
    changed = []
    for row in manager.exclude(level="").iterator(chunk_size=2000):
        one = latest.get(key_of_row(row))
        row.news_on, row.news_precision = (one.on, one.precision) if one else (row.level_on, row.level_precision)
        if one and one.status == "declared" and row.level_status == "verified":
            row.declared_level, row.declared_status = one.level, "declared"
        changed.append(row)
    manager.bulk_update(changed, FIELDS, batch_size=BATCH)


def newest(said):
    return max(reversed(said), key=lambda one: (one.on, one.status == "verified"))


def count(apps, schema_editor):
    tally = apps.get_model("commitments", "LevelTally")
    tally.objects.all().delete()
    names = ("framework_id", "heading_id", "counted", "level", "level_status", "news_on")
    rows = apps.get_model("commitments", "Commitment").objects.order_by().values(*names).annotate(count=Count("*"))
    tally.objects.bulk_create([tally(**row) for row in rows], batch_size=BATCH)


def count_trend(apps, schema_editor):
    records = apps.get_model("commitments", "LevelRecord").objects
    verified = records.filter(place=None, commitment__counted=True, status="verified")
    rows = verified.order_by("commitment", "on", "id").values_list("commitment__framework", "commitment", "on", "level")
    steps = Counter()
    for _, said in groupby(rows, key=lambda row: row[1]):
        shown = ""
        for framework, _, on, level in said:
            if shown:
                steps[framework, on, shown] -= 1
            steps[framework, on, level] += 1
            shown = level
    step = apps.get_model("commitments", "TrendStep")
    step.objects.all().delete()
    kept = [(key, change) for key, change in steps.items() if change]
    step.objects.bulk_create(
        [step(framework_id=framework, on=on, level=level, change=change) for (framework, on, level), change in kept],
        batch_size=BATCH,
    )


class Migration(migrations.Migration):
    dependencies = [("commitments", "0012_progress_reports")]
    operations = [
        migrations.RunPython(tell_news, migrations.RunPython.noop, elidable=True),
        migrations.RunPython(count, migrations.RunPython.noop, elidable=True),
        migrations.RunPython(count_trend, migrations.RunPython.noop, elidable=True),
    ]
