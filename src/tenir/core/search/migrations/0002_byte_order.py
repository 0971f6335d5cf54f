"""Words and titles are compared byte by byte on PostgreSQL, as SQLite does: the order of results and the range of words
that begin alike must not depend on the language that the database was created with. A later AlterField of one of these
columns must say so again (tests/test_collation.py).
"""

from django.db import migrations

COLUMNS = (
    ("search_posting", "term", "varchar(40)"),
    ("search_document", "sort_key", "varchar(200)"),
    ("search_document", "url", "varchar(300)"),
)


def compare_bytes(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for table, column, kind in COLUMNS:
            schema_editor.execute(f'ALTER TABLE {table} ALTER COLUMN {column} TYPE {kind} COLLATE "C"')


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]
    operations = [migrations.RunPython(compare_bytes, migrations.RunPython.noop)]
