"""What was last said in each place that applies a promise, found without reading all that was said of it."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('commitments', '0018_countersigned_each'),
        ('people', '0008_letter_choice'),
        ('places', '0002_told_since'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='levelrecord',
            index=models.Index(condition=models.Q(('place__isnull', False)), fields=['commitment', 'place', '-on', '-id'], name='level_record_of_place'),
        ),
    ]
