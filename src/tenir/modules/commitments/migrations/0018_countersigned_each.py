"""Each of those who wait for a promise countersigns its stop."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('commitments', '0017_signatures'),
        ('people', '0008_letter_choice'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='reportstep',
            name='report_step_once',
        ),
        migrations.AddConstraint(
            model_name='reportstep',
            constraint=models.UniqueConstraint(condition=models.Q(('kind', 'countersigned'), _negated=True), fields=('report', 'kind'), name='report_step_once', violation_error_message="Cette étape a déjà eu lieu pour ce point d'avancement."),
        ),
        migrations.AddConstraint(
            model_name='reportstep',
            constraint=models.UniqueConstraint(condition=models.Q(('kind', 'countersigned')), fields=('report', 'organisation'), name='report_countersigned_once_each', violation_error_message='Cette organisation a déjà contresigné.'),
        ),
    ]
