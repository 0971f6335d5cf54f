import django.db.models.deletion
import django.utils.timezone
from decimal import Decimal
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('places', '0001_initial'), ('places', '0002_told_since'), ('places', '0003_more_kinds')]

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Place',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('nation', 'Pays'), ('region', 'Région'), ('departement', 'Département'), ('outre-mer', "Collectivité d'outre-mer"), ('arrondissement', 'Arrondissement (sous-préfecture)'), ('epci', 'Intercommunalité'), ('ept', 'Établissement public territorial'), ('commune', 'Commune'), ('commune-ancienne', 'Commune déléguée, associée ou ancienne'), ('arrondissement-municipal', 'Arrondissement municipal'), ('contrat', 'Périmètre de contrat de ville'), ('qpv', 'Quartier prioritaire (QPV)'), ('qrr', 'Quartier de reconquête républicaine'), ('zsp', 'Zone de sécurité prioritaire'), ('tva', 'Territoire de veille active'), ('rep', "Réseau d'éducation prioritaire"), ('rep-plus', "Réseau d'éducation prioritaire renforcé (REP+)"), ('npnru', 'Site de renouvellement urbain'), ('cite-educative', 'Cité éducative'), ('france-services', 'France services')], max_length=30, verbose_name='sorte')),
                ('code', models.CharField(max_length=20, verbose_name='code officiel')),
                ('name', models.CharField(max_length=200, verbose_name='nom')),
                ('is_invented', models.BooleanField(default=False, verbose_name='inventé pour la démonstration')),
            ],
            options={
                'verbose_name': 'lieu',
                'verbose_name_plural': 'lieux',
                'ordering': ('kind', 'code'),
                'constraints': [models.UniqueConstraint(fields=('kind', 'code'), name='place_code_once_per_kind', violation_error_message='Un lieu de cette sorte porte déjà ce code.')],
            },
        ),
        migrations.CreateModel(
            name='Containment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('share', models.DecimalField(blank=True, decimal_places=6, max_digits=7, null=True, verbose_name='part contenue')),
                ('since', models.DateField(blank=True, null=True, verbose_name='depuis')),
                ('until', models.DateField(blank=True, null=True, verbose_name="jusqu'au")),
                ('part', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='containments', to='places.place', verbose_name='partie')),
                ('whole', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='contents', to='places.place', verbose_name='ensemble')),
                ('recorded_at', models.DateTimeField(blank=True, default=django.utils.timezone.now, editable=False, null=True, verbose_name='enregistrée le')),
            ],
            options={
                'verbose_name': 'inclusion',
                'verbose_name_plural': 'inclusions',
                'ordering': ('whole', 'part', models.OrderBy(models.F('since'), nulls_first=True)),
                'constraints': [models.UniqueConstraint(fields=('part', 'whole', 'since'), name='containment_once_per_start', violation_error_message='Cette inclusion est déjà connue depuis ce jour.'), models.UniqueConstraint(condition=models.Q(('since__isnull', True)), fields=('part', 'whole'), name='containment_once_per_start_unknown', violation_error_message='Cette inclusion est déjà connue depuis ce jour.'), models.CheckConstraint(condition=models.Q(('part', models.F('whole')), _negated=True), name='containment_not_of_itself', violation_error_message='Un lieu ne peut pas se contenir lui-même.'), models.CheckConstraint(condition=models.Q(('share__isnull', True), models.Q(('share__gt', Decimal('0')), ('share__lte', Decimal('1'))), _connector='OR'), name='containment_share_is_a_part', violation_error_message='La part contenue va de 0 (exclu) à 1.'), models.CheckConstraint(condition=models.Q(('since__isnull', True), ('until__isnull', True), ('since__lte', models.F('until')), _connector='OR'), name='containment_dates_in_order', violation_error_message="Une inclusion ne peut pas finir avant d'avoir commencé.")],
            },
        ),
        migrations.AddField(
            model_name='Place',
            name='wholes',
            field=models.ManyToManyField(related_name='parts', through='places.Containment', through_fields=('part', 'whole'), to='places.place'),
        ),
        migrations.CreateModel(
            name='PlaceName',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200, verbose_name='nom')),
                ('since', models.DateField(blank=True, null=True, verbose_name='depuis')),
                ('until', models.DateField(blank=True, null=True, verbose_name="jusqu'au")),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='names', to='places.place', verbose_name='lieu')),
            ],
            options={
                'verbose_name': "nom d'un lieu",
                'verbose_name_plural': 'noms des lieux',
                'ordering': ('place', models.OrderBy(models.F('since'), nulls_first=True)),
                'constraints': [models.UniqueConstraint(fields=('place', 'since'), name='place_name_once_per_start', violation_error_message='Ce lieu a déjà un nom qui commence ce jour.'), models.UniqueConstraint(condition=models.Q(('since__isnull', True)), fields=('place',), name='place_name_once_per_start_unknown', violation_error_message='Ce lieu a déjà un nom qui commence ce jour.'), models.CheckConstraint(condition=models.Q(('since__isnull', True), ('until__isnull', True), ('since__lte', models.F('until')), _connector='OR'), name='place_name_dates_in_order', violation_error_message="Un nom ne peut pas finir avant d'avoir commencé.")],
            },
        ),
        migrations.CreateModel(
            name='FormerContainment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('share', models.DecimalField(blank=True, decimal_places=6, max_digits=7, null=True, verbose_name='part contenue')),
                ('since', models.DateField(blank=True, null=True, verbose_name='depuis')),
                ('until', models.DateField(blank=True, null=True, verbose_name="jusqu'au")),
                ('recorded_at', models.DateTimeField(blank=True, null=True, verbose_name='enregistrée le')),
                ('withdrawn_at', models.DateTimeField(db_index=True, verbose_name='changée le')),
                ('part', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='places.place', verbose_name='partie')),
                ('whole', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='places.place', verbose_name='ensemble')),
            ],
            options={
                'verbose_name': "inclusion d'avant une correction",
                'verbose_name_plural': "inclusions d'avant une correction",
                'ordering': ('withdrawn_at', 'id'),
            },
        ),
    ]
