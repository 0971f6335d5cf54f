"""Reports, what a promise shows of them, and counts that tell verified levels from declared ones."""

import datetime
import django.db.models.deletion
import django.db.models.functions.comparison
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('commitments', '0011_following'),
        ('indicators', '0006_asked_since'),
        ('people', '0005_personal_links'),
        ('places', '0002_told_since'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        # Counted anew by the next migration: without their old date, several of them would be the same.
        migrations.RunSQL("DELETE FROM commitments_leveltally", migrations.RunSQL.noop, elidable=True),
        migrations.CreateModel(
            name='ProgressReport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=64, unique=True, verbose_name="clé d'envoi")),
                ('level', models.CharField(choices=[('objectif_atteint', 'Objectif atteint'), ('en_voie_de_finalisation', 'En voie de finalisation'), ('en_cours_de_deploiement', 'En cours de déploiement'), ('en_cours_de_lancement', 'En cours de lancement'), ('non_demarre', 'Non démarré'), ('suspendu', 'Suspendu'), ('abandonne', 'Abandonné')], max_length=30, verbose_name='niveau')),
                ('on', models.DateField(verbose_name='au')),
                ('sentence', models.CharField(blank=True, max_length=500, verbose_name='en une phrase')),
                ('blocked_words', models.CharField(blank=True, max_length=300, verbose_name='ce qui bloque')),
                ('state', models.CharField(choices=[('declared', 'Déclaré, à vérifier'), ('sent_back', 'Renvoyé avec un commentaire'), ('contested', 'Contesté'), ('verified', 'Vérifié'), ('overturned', 'Écarté après débat'), ('replaced', 'Remplacé par un plus récent')], default='declared', max_length=20, verbose_name='état')),
                ('sent_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='envoyé le')),
                ('is_invented', models.BooleanField(default=False, verbose_name='inventé pour la démonstration')),
            ],
            options={
                'verbose_name': "point d'avancement",
                'verbose_name_plural': "points d'avancement",
                'ordering': ('commitment', 'id'),
            },
        ),
        migrations.CreateModel(
            name='ReportStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('verified', 'Vérifié'), ('sent_back', 'Renvoyé'), ('contested', 'Contesté'), ('answered', 'Réponse du porteur'), ('upheld', 'Maintenu après débat'), ('overturned', 'Écarté après débat'), ('countersigned', 'Contresigné')], max_length=20, verbose_name='étape')),
                ('words', models.CharField(blank=True, max_length=1000, verbose_name='motif ou réponse')),
                ('level', models.CharField(blank=True, choices=[('objectif_atteint', 'Objectif atteint'), ('en_voie_de_finalisation', 'En voie de finalisation'), ('en_cours_de_deploiement', 'En cours de déploiement'), ('en_cours_de_lancement', 'En cours de lancement'), ('non_demarre', 'Non démarré'), ('suspendu', 'Suspendu'), ('abandonne', 'Abandonné')], max_length=30, verbose_name='niveau retenu')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='le')),
            ],
            options={
                'verbose_name': "étape d'un point d'avancement",
                'verbose_name_plural': "étapes de points d'avancement",
                'ordering': ('report', 'id'),
            },
        ),
        migrations.AlterModelOptions(
            name='leveltally',
            options={'ordering': ('framework', 'level', 'level_status', 'news_on'), 'verbose_name': 'compte par niveau', 'verbose_name_plural': 'comptes par niveau'},
        ),
        migrations.RemoveConstraint(
            model_name='leveltally',
            name='level_tally_once',
        ),
        migrations.RemoveField(
            model_name='leveltally',
            name='level_on',
        ),
        migrations.AddField(
            model_name='application',
            name='declared_level',
            field=models.CharField(blank=True, choices=[('objectif_atteint', 'Objectif atteint'), ('en_voie_de_finalisation', 'En voie de finalisation'), ('en_cours_de_deploiement', 'En cours de déploiement'), ('en_cours_de_lancement', 'En cours de lancement'), ('non_demarre', 'Non démarré'), ('suspendu', 'Suspendu'), ('abandonne', 'Abandonné')], max_length=30, verbose_name='niveau déclaré depuis'),
        ),
        migrations.AddField(
            model_name='application',
            name='declared_status',
            field=models.CharField(blank=True, choices=[('declared', 'Déclaré, pas encore vérifié'), ('verified', 'Vérifié'), ('contested', 'Déclaré, contesté')], max_length=10, verbose_name='déclaré ou contesté'),
        ),
        migrations.AddField(
            model_name='application',
            name='news_on',
            field=models.DateField(blank=True, null=True, verbose_name='dernière nouvelle'),
        ),
        migrations.AddField(
            model_name='application',
            name='news_precision',
            field=models.CharField(blank=True, choices=[('day', 'au jour'), ('month', 'au mois'), ('year', "à l'année")], max_length=10, verbose_name='précision de la dernière nouvelle'),
        ),
        migrations.AddField(
            model_name='commitment',
            name='declared_level',
            field=models.CharField(blank=True, choices=[('objectif_atteint', 'Objectif atteint'), ('en_voie_de_finalisation', 'En voie de finalisation'), ('en_cours_de_deploiement', 'En cours de déploiement'), ('en_cours_de_lancement', 'En cours de lancement'), ('non_demarre', 'Non démarré'), ('suspendu', 'Suspendu'), ('abandonne', 'Abandonné')], max_length=30, verbose_name='niveau déclaré depuis'),
        ),
        migrations.AddField(
            model_name='commitment',
            name='declared_status',
            field=models.CharField(blank=True, choices=[('declared', 'Déclaré, pas encore vérifié'), ('verified', 'Vérifié'), ('contested', 'Déclaré, contesté')], max_length=10, verbose_name='déclaré ou contesté'),
        ),
        migrations.AddField(
            model_name='commitment',
            name='news_on',
            field=models.DateField(blank=True, null=True, verbose_name='dernière nouvelle'),
        ),
        migrations.AddField(
            model_name='commitment',
            name='news_precision',
            field=models.CharField(blank=True, choices=[('day', 'au jour'), ('month', 'au mois'), ('year', "à l'année")], max_length=10, verbose_name='précision de la dernière nouvelle'),
        ),
        migrations.AddField(
            model_name='leveltally',
            name='level_status',
            field=models.CharField(blank=True, choices=[('declared', 'Déclaré, pas encore vérifié'), ('verified', 'Vérifié'), ('contested', 'Déclaré, contesté')], max_length=10, verbose_name='niveau déclaré ou vérifié'),
        ),
        migrations.AddField(
            model_name='leveltally',
            name='news_on',
            field=models.DateField(blank=True, null=True, verbose_name='dernière nouvelle'),
        ),
        migrations.AlterField(
            model_name='application',
            name='level_status',
            field=models.CharField(blank=True, choices=[('declared', 'Déclaré, pas encore vérifié'), ('verified', 'Vérifié'), ('contested', 'Déclaré, contesté')], max_length=10, verbose_name='niveau déclaré ou vérifié'),
        ),
        migrations.AlterField(
            model_name='commitment',
            name='level_status',
            field=models.CharField(blank=True, choices=[('declared', 'Déclaré, pas encore vérifié'), ('verified', 'Vérifié'), ('contested', 'Déclaré, contesté')], max_length=10, verbose_name='niveau déclaré ou vérifié'),
        ),
        migrations.AddConstraint(
            model_name='application',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(models.Q(('news_on__isnull', True), ('news_precision', '')), models.Q(('news_on__isnull', False), models.Q(('news_precision', ''), _negated=True)), _connector='OR'), models.Q(models.Q(('declared_level', ''), ('declared_status', '')), models.Q(models.Q(('declared_level', ''), _negated=True), models.Q(('declared_status', ''), _negated=True), models.Q(('level', ''), _negated=True)), _connector='OR')), name='application_declared_since', violation_error_message="Un niveau déclaré depuis va avec le niveau vérifié qu'il suit et avec sa date."),
        ),
        migrations.AddConstraint(
            model_name='commitment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(models.Q(('news_on__isnull', True), ('news_precision', '')), models.Q(('news_on__isnull', False), models.Q(('news_precision', ''), _negated=True)), _connector='OR'), models.Q(models.Q(('declared_level', ''), ('declared_status', '')), models.Q(models.Q(('declared_level', ''), _negated=True), models.Q(('declared_status', ''), _negated=True), models.Q(('level', ''), _negated=True)), _connector='OR')), name='commitment_declared_since', violation_error_message="Un niveau déclaré depuis va avec le niveau vérifié qu'il suit et avec sa date."),
        ),
        migrations.AddConstraint(
            model_name='leveltally',
            constraint=models.UniqueConstraint(models.F('framework'), models.F('counted'), models.F('level'), models.F('level_status'), django.db.models.functions.comparison.Coalesce('heading', 0), django.db.models.functions.comparison.Coalesce('news_on', datetime.date(1, 1, 1), output_field=models.DateField()), name='level_tally_once', violation_error_message='Ce compte est déjà tenu.'),
        ),
        migrations.AddField(
            model_name='progressreport',
            name='author',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='compte'),
        ),
        migrations.AddField(
            model_name='progressreport',
            name='blocked_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='blocks', to='commitments.commitment', verbose_name='bloqué par'),
        ),
        migrations.AddField(
            model_name='progressreport',
            name='commitment',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reports', to='commitments.commitment', verbose_name='engagement'),
        ),
        migrations.AddField(
            model_name='progressreport',
            name='observation',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='indicators.observation', verbose_name='chiffre'),
        ),
        migrations.AddField(
            model_name='progressreport',
            name='organisation',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reports', to='people.organisation', verbose_name='dit par'),
        ),
        migrations.AddField(
            model_name='progressreport',
            name='place',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place', verbose_name="lieu d'application"),
        ),
        migrations.AddField(
            model_name='levelrecord',
            name='report',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='levels', to='commitments.progressreport', verbose_name="point d'avancement"),
        ),
        migrations.AddField(
            model_name='reportstep',
            name='author',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='compte'),
        ),
        migrations.AddField(
            model_name='reportstep',
            name='organisation',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation', verbose_name='par'),
        ),
        migrations.AddField(
            model_name='reportstep',
            name='report',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='steps', to='commitments.progressreport', verbose_name="point d'avancement"),
        ),
        migrations.AddIndex(
            model_name='progressreport',
            index=models.Index(fields=['commitment', 'place', '-id'], name='progress_report_latest'),
        ),
        migrations.AddIndex(
            model_name='progressreport',
            index=models.Index(condition=models.Q(('state__in', ('declared', 'contested'))), fields=['state'], name='progress_report_open'),
        ),
        migrations.AddConstraint(
            model_name='progressreport',
            constraint=models.CheckConstraint(condition=models.Q(('blocked_by__isnull', True), models.Q(('blocked_by', models.F('commitment')), _negated=True), _connector='OR'), name='report_not_blocked_by_itself', violation_error_message='Un engagement ne peut pas être bloqué par lui-même.'),
        ),
        migrations.AddConstraint(
            model_name='reportstep',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ('verified', 'countersigned')), models.Q(('words', ''), _negated=True), _connector='OR'), name='report_step_says_why', violation_error_message='Dites pourquoi en quelques mots.'),
        ),
        migrations.AddConstraint(
            model_name='reportstep',
            constraint=models.UniqueConstraint(fields=('report', 'kind'), name='report_step_once', violation_error_message="Cette étape a déjà eu lieu pour ce point d'avancement."),
        ),
    ]
