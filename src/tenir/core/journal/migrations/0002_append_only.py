"""PostgreSQL refuses to change or delete a journal row, whoever asks.

TRUNCATE is left to the owner of the table: the test runner empties tables with it, and `tenir journal protect` takes
it away from the application's role. SQLite gets no trigger: it knows no roles, so one would stop nobody.
"""

from django.db import migrations

REFUSE = """
CREATE FUNCTION journal_entry_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'Le journal ne se modifie pas et ne s''efface pas (%).', TG_OP
        USING ERRCODE = 'insufficient_privilege',
              HINT = 'Ajoutez un événement qui corrige ; la ligne d''origine reste.';
END
$$;
CREATE TRIGGER journal_entry_append_only BEFORE UPDATE OR DELETE ON journal_entry
    FOR EACH STATEMENT EXECUTE FUNCTION journal_entry_is_append_only();
"""
ALLOW = """
DROP TRIGGER journal_entry_append_only ON journal_entry;
DROP FUNCTION journal_entry_is_append_only();
"""


def on_postgresql(sql):
    def run(apps, schema_editor):
        if schema_editor.connection.vendor == "postgresql":
            # No parameters: the percent sign above is PostgreSQL's.
            schema_editor.execute(sql, params=None)

    return run


class Migration(migrations.Migration):
    dependencies = [("journal", "0001_initial")]
    operations = [migrations.RunPython(on_postgresql(REFUSE), on_postgresql(ALLOW))]
