import django.db.models.deletion
import django.utils.timezone
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('indicators', '0001_initial'), ('indicators', '0002_imports'), ('indicators', '0003_releases'), ('indicators', '0004_what_pages_ask'), ('indicators', '0005_rounding'), ('indicators', '0006_asked_since'), ('indicators', '0007_more_kinds')]

    initial = True

    dependencies = [
        ('people', '0001_squashed_0008_letter_choice'),
        ('places', '0001_squashed_0003_more_kinds'),
    ]

    operations = [
        migrations.CreateModel(
            name='FigureSource',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(max_length=100, unique=True, verbose_name='adresse')),
                ('title', models.CharField(max_length=300, verbose_name='titre')),
                ('publisher', models.CharField(blank=True, max_length=200, verbose_name='producteur')),
                ('url', models.URLField(blank=True, verbose_name='adresse en ligne')),
                ('licence', models.CharField(blank=True, max_length=100, verbose_name='licence')),
                ('date', models.DateField(blank=True, null=True, verbose_name='date')),
            ],
            options={
                'verbose_name': 'source de chiffres',
                'verbose_name_plural': 'sources de chiffres',
                'ordering': ('slug',),
            },
        ),
        migrations.CreateModel(
            name='Panel',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(max_length=100, unique=True, verbose_name='adresse')),
                ('name', models.CharField(max_length=200, verbose_name='nom')),
                ('kind', models.CharField(choices=[('nation', 'Pays'), ('region', 'Région'), ('departement', 'Département'), ('outre-mer', "Collectivité d'outre-mer"), ('arrondissement', 'Arrondissement (sous-préfecture)'), ('epci', 'Intercommunalité'), ('ept', 'Établissement public territorial'), ('commune', 'Commune'), ('commune-ancienne', 'Commune déléguée, associée ou ancienne'), ('arrondissement-municipal', 'Arrondissement municipal'), ('contrat', 'Périmètre de contrat de ville'), ('qpv', 'Quartier prioritaire (QPV)'), ('qrr', 'Quartier de reconquête républicaine'), ('zsp', 'Zone de sécurité prioritaire'), ('tva', 'Territoire de veille active'), ('rep', "Réseau d'éducation prioritaire"), ('rep-plus', "Réseau d'éducation prioritaire renforcé (REP+)"), ('npnru', 'Site de renouvellement urbain'), ('cite-educative', 'Cité éducative'), ('france-services', 'France services')], max_length=30, verbose_name='sorte de lieux')),
                ('is_invented', models.BooleanField(default=False, verbose_name='inventé pour la démonstration')),
            ],
            options={
                'verbose_name': 'ensemble de lieux interrogés',
                'verbose_name_plural': 'ensembles de lieux interrogés',
                'ordering': ('slug',),
            },
        ),
        migrations.CreateModel(
            name='Indicator',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(max_length=100, unique=True, verbose_name='adresse')),
                ('title', models.CharField(max_length=300, verbose_name='intitulé')),
                ('kind', models.CharField(choices=[('count', 'Nombre'), ('amount', 'Montant'), ('share', 'Part (numérateur sur dénominateur)'), ('rate', 'Taux sans ses deux termes'), ('qualitative', 'Suivi en mots')], max_length=12, verbose_name='sorte')),
                ('unit', models.CharField(blank=True, max_length=60, verbose_name='unité')),
                ('decimals', models.PositiveSmallIntegerField(default=0, verbose_name='décimales')),
                ('over_places', models.CharField(choices=[('sum', "S'additionnent"), ('none', "Ne s'additionnent pas")], max_length=10, verbose_name="d'un lieu à l'autre")),
                ('over_periods', models.CharField(choices=[('sum', "S'additionnent"), ('last', "La dernière période vaut pour l'ensemble"), ('alone', 'Chaque période se demande à part'), ('none', "Aucune période plus longue n'a de valeur")], max_length=10, verbose_name="d'une période à l'autre")),
                ('periodicity', models.CharField(choices=[('year', 'Année'), ('half-year', 'Semestre'), ('quarter', 'Trimestre'), ('month', 'Mois'), ('school-year', 'Année scolaire'), ('date', 'Date')], max_length=12, verbose_name='périodicité')),
                ('direction', models.CharField(choices=[('more', "Plus, c'est mieux"), ('less', "Moins, c'est mieux"), ('neither', "Ni l'un ni l'autre")], default='neither', max_length=10, verbose_name='sens')),
                ('counted', models.CharField(choices=[('persons', 'Des personnes ou des ménages'), ('companies', 'Des entreprises'), ('other', 'Ni personnes ni entreprises (postes, sites, subventions…)')], default='other', max_length=10, verbose_name='ce qui est compté')),
                ('threshold', models.PositiveIntegerField(blank=True, null=True, verbose_name='seuil de secret du producteur')),
                ('lower_bound', models.BigIntegerField(blank=True, null=True, verbose_name='plus petite valeur possible')),
                ('upper_bound', models.BigIntegerField(blank=True, null=True, verbose_name='plus grande valeur possible')),
                ('method', models.TextField(blank=True, verbose_name='méthode')),
                ('is_invented', models.BooleanField(default=False, verbose_name='inventé pour la démonstration')),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='indicators', to='places.place', verbose_name='territoire')),
                ('producer', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='produced', to='people.organisation', verbose_name='producteur')),
                ('panel', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='indicators', to='indicators.panel', verbose_name='lieux interrogés')),
            ],
            options={
                'verbose_name': 'indicateur',
                'verbose_name_plural': 'indicateurs',
                'ordering': ('title',),
                'constraints': [models.CheckConstraint(condition=models.Q(('decimals__lte', 6)), name='indicator_decimals_at_most_six', violation_error_message='Un indicateur a au plus six décimales.'), models.CheckConstraint(condition=models.Q(('lower_bound__isnull', True), ('upper_bound__isnull', True), ('lower_bound__lte', models.F('upper_bound')), _connector='OR'), name='indicator_bounds_in_order', violation_error_message='La plus petite valeur possible dépasse la plus grande.'), models.CheckConstraint(condition=models.Q(models.Q(('kind__in', ('rate', 'qualitative')), _negated=True), ('over_places', 'none'), _connector='OR'), name='indicator_without_parts_does_not_add_up', violation_error_message="Un taux sans ses deux termes et un suivi en mots ne s'additionnent pas."), models.CheckConstraint(condition=models.Q(models.Q(('kind__in', ('rate', 'qualitative')), _negated=True), models.Q(('over_periods', 'sum'), _negated=True), _connector='OR'), name='indicator_without_parts_does_not_sum_periods', violation_error_message="Un taux sans ses deux termes et un suivi en mots ne s'additionnent pas.")],
            },
        ),
        migrations.CreateModel(
            name='Observation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('period', models.BigIntegerField(verbose_name='période')),
                ('numerator', models.BigIntegerField(blank=True, null=True, verbose_name='valeur ou numérateur')),
                ('denominator', models.BigIntegerField(blank=True, null=True, verbose_name='dénominateur')),
                ('statement', models.TextField(blank=True, verbose_name='en mots')),
                ('contributors', models.PositiveIntegerField(blank=True, null=True, verbose_name="nombre d'entreprises")),
                ('largest', models.BigIntegerField(blank=True, null=True, verbose_name='part de la plus grande')),
                ('where', models.CharField(blank=True, max_length=200, verbose_name='où dans la source')),
                ('reason', models.CharField(blank=True, max_length=300, verbose_name='raison de la correction')),
                ('state', models.CharField(choices=[('declared', 'Déclarée'), ('sent_back', 'Renvoyée avec un commentaire'), ('accepted', 'Acceptée'), ('contested', 'Contestée'), ('withdrawn', 'Retirée')], default='declared', max_length=10, verbose_name='état')),
                ('recorded_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='enregistrée le')),
                ('is_invented', models.BooleanField(default=False, verbose_name='inventée pour la démonstration')),
                ('indicator', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='observations', to='indicators.indicator', verbose_name='indicateur')),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='observations', to='places.place', verbose_name='lieu')),
                ('sender', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='sent', to='people.organisation', verbose_name='envoyée par')),
                ('source', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='observations', to='indicators.figuresource', verbose_name='source')),
            ],
            options={
                'verbose_name': 'valeur envoyée',
                'verbose_name_plural': 'valeurs envoyées',
                'ordering': ('id',),
                'constraints': [models.CheckConstraint(condition=models.Q(('numerator__isnull', False), models.Q(('statement', ''), _negated=True), _connector='OR'), name='observation_says_something', violation_error_message='Une valeur est un nombre ou une phrase.'), models.CheckConstraint(condition=models.Q(('denominator__isnull', True), ('denominator__gte', 0), _connector='OR'), name='observation_denominator_not_negative', violation_error_message="Un dénominateur n'est pas négatif.")],
                'indexes': [models.Index(fields=['indicator', 'place', 'period'], name='observation_by_key'), models.Index(condition=models.Q(('source__isnull', False)), fields=['indicator', 'source'], name='observation_by_source')],
            },
        ),
        migrations.CreateModel(
            name='CountedValue',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('period', models.BigIntegerField()),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='places.place')),
                ('indicator', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='counted_values', to='indicators.indicator')),
                ('observation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='indicators.observation')),
            ],
            options={
                'verbose_name': 'valeur qui compte',
                'verbose_name_plural': 'valeurs qui comptent',
                'ordering': ('id',),
                'constraints': [models.UniqueConstraint(fields=('indicator', 'place', 'period'), name='counted_value_once')],
            },
        ),
        migrations.CreateModel(
            name='Expected',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('periodicity', models.CharField(max_length=12)),
                ('period', models.BigIntegerField()),
                ('answers', models.PositiveIntegerField()),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='places.place')),
                ('panel', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='expected', to='indicators.panel')),
            ],
            options={
                'verbose_name': 'nombre de réponses attendues',
                'verbose_name_plural': 'nombres de réponses attendues',
                'ordering': ('id',),
                'constraints': [models.UniqueConstraint(fields=('panel', 'periodicity', 'period', 'place'), name='expected_once')],
            },
        ),
        migrations.CreateModel(
            name='PanelPlace',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('panel', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='members', to='indicators.panel', verbose_name='ensemble')),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='panel_places', to='places.place', verbose_name='lieu')),
                ('recorded_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, null=True, verbose_name='demandé depuis le')),
            ],
            options={
                'verbose_name': 'lieu interrogé',
                'verbose_name_plural': 'lieux interrogés',
                'ordering': ('panel', 'place'),
                'constraints': [models.UniqueConstraint(fields=('panel', 'place'), name='panel_place_once', violation_error_message='Ce lieu est déjà dans cet ensemble.')],
            },
        ),
        migrations.AddField(
            model_name='Panel',
            name='places',
            field=models.ManyToManyField(related_name='panels', through='indicators.PanelPlace', to='places.place'),
        ),
        migrations.CreateModel(
            name='Target',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on', models.DateField(blank=True, null=True, verbose_name='pour le')),
                ('numerator', models.BigIntegerField(verbose_name='valeur ou numérateur visé')),
                ('denominator', models.BigIntegerField(blank=True, null=True, verbose_name='dénominateur visé')),
                ('baseline_on', models.DateField(blank=True, null=True, verbose_name='point de départ au')),
                ('baseline_numerator', models.BigIntegerField(blank=True, null=True, verbose_name='valeur de départ')),
                ('baseline_denominator', models.BigIntegerField(blank=True, null=True, verbose_name='dénominateur de départ')),
                ('trajectory', models.CharField(choices=[('linear', 'Droite'), ('steps', 'Par paliers')], default='linear', max_length=10, verbose_name='trajectoire')),
                ('where', models.CharField(blank=True, max_length=200, verbose_name='où dans la source')),
                ('note', models.CharField(blank=True, max_length=500, verbose_name='note')),
                ('is_invented', models.BooleanField(default=False, verbose_name='inventée pour la démonstration')),
                ('indicator', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='targets', to='indicators.indicator', verbose_name='indicateur')),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='targets', to='places.place', verbose_name='lieu')),
                ('source', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='targets', to='indicators.figuresource', verbose_name='source')),
            ],
            options={
                'verbose_name': 'cible',
                'verbose_name_plural': 'cibles',
                'ordering': ('indicator', 'on', 'place'),
                'constraints': [models.UniqueConstraint(fields=('indicator', 'place', 'on'), name='target_once', violation_error_message='Ce lieu a déjà une cible de cet indicateur pour ce jour.'), models.UniqueConstraint(condition=models.Q(('on__isnull', True)), fields=('indicator', 'place'), name='target_without_a_day_once', violation_error_message='Ce lieu a déjà une cible de cet indicateur sans échéance.'), models.CheckConstraint(condition=models.Q(('baseline_on__isnull', True), ('on__isnull', True), ('baseline_on__lt', models.F('on')), _connector='OR'), name='target_after_its_baseline', violation_error_message='Le point de départ vient avant la cible.'), models.CheckConstraint(condition=models.Q(('baseline_on__isnull', True), ('baseline_numerator__isnull', False), _connector='OR'), name='target_baseline_whole', violation_error_message='Un point de départ a une valeur.')],
            },
        ),
        migrations.CreateModel(
            name='Total',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('period', models.BigIntegerField()),
                ('numerator', models.BigIntegerField()),
                ('denominator', models.BigIntegerField(null=True)),
                ('answered', models.IntegerField()),
                ('indicator', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='totals', to='indicators.indicator')),
                ('place', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='totals', to='places.place')),
            ],
            options={
                'verbose_name': 'total',
                'verbose_name_plural': 'totaux',
                'ordering': ('id',),
                'constraints': [models.UniqueConstraint(fields=('indicator', 'period', 'place'), name='total_once')],
                'indexes': [models.Index(fields=['place', 'indicator', 'period'], name='total_by_place')],
            },
        ),
        migrations.CreateModel(
            name='Verdict',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('verdict', models.CharField(choices=[('declared', 'Déclarée'), ('sent_back', 'Renvoyée avec un commentaire'), ('accepted', 'Acceptée'), ('contested', 'Contestée'), ('withdrawn', 'Retirée')], max_length=10, verbose_name='verdict')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='le')),
                ('comment', models.CharField(blank=True, max_length=1000, verbose_name='commentaire ou motif')),
                ('method', models.CharField(blank=True, max_length=1000, verbose_name="méthode de l'autre valeur")),
                ('other_numerator', models.BigIntegerField(blank=True, null=True, verbose_name='autre valeur ou autre numérateur')),
                ('other_denominator', models.BigIntegerField(blank=True, null=True, verbose_name='autre dénominateur')),
                ('observation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='verdicts', to='indicators.observation', verbose_name='valeur envoyée')),
                ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation', verbose_name='rendu par')),
            ],
            options={
                'verbose_name': 'verdict sur une valeur',
                'verbose_name_plural': 'verdicts sur des valeurs',
                'ordering': ('id',),
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('verdict__in', ('sent_back', 'contested')), _negated=True), models.Q(('comment', ''), _negated=True), _connector='OR'), name='verdict_gives_its_reason', violation_error_message='Dites pourquoi la valeur est renvoyée ou contestée.')],
            },
        ),
        migrations.CreateModel(
            name='Closing',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('period', models.BigIntegerField(verbose_name='période')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='close le')),
                ('indicator', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='closings', to='indicators.indicator', verbose_name='indicateur')),
            ],
            options={
                'verbose_name': 'période close',
                'verbose_name_plural': 'périodes closes',
                'ordering': ('indicator', 'period'),
                'constraints': [models.UniqueConstraint(fields=('indicator', 'period'), name='closing_once', violation_error_message='Cette période est déjà close.')],
            },
        ),
        migrations.CreateModel(
            name='Publication',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('period', models.BigIntegerField(verbose_name='période')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='publiée le')),
                ('indicator', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='publications', to='indicators.indicator', verbose_name='indicateur')),
                ('base', models.PositiveSmallIntegerField(choices=[(1, 'Chiffres exacts'), (5, 'Arrondis à 5'), (10, 'Arrondis à 10')], default=1, verbose_name='arrondi')),
            ],
            options={
                'verbose_name': 'publication',
                'verbose_name_plural': 'publications',
                'ordering': ('indicator', 'period', '-id'),
                'constraints': [models.CheckConstraint(condition=models.Q(('base__in', [1, 5, 10])), name='publication_rounded_as_offered', violation_error_message='Des chiffres sont publiés exacts, arrondis à 5 ou arrondis à 10.')],
            },
        ),
        migrations.CreateModel(
            name='Margin',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('part', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='margins_of', to='indicators.indicator', verbose_name='partie')),
                ('whole', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='margins', to='indicators.indicator', verbose_name='ensemble')),
            ],
            options={
                'verbose_name': "partie d'un indicateur",
                'verbose_name_plural': "parties d'indicateurs",
                'ordering': ('whole', 'part'),
                'constraints': [models.UniqueConstraint(fields=('whole', 'part'), name='margin_once', violation_error_message="Cet indicateur est déjà une partie de l'autre."), models.CheckConstraint(condition=models.Q(('whole', models.F('part')), _negated=True), name='margin_not_of_itself', violation_error_message='Un indicateur ne peut pas être une partie de lui-même.')],
            },
        ),
        migrations.CreateModel(
            name='PublishedFigure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('numerator', models.BigIntegerField(blank=True, null=True, verbose_name='valeur ou numérateur')),
                ('denominator', models.BigIntegerField(blank=True, null=True, verbose_name='dénominateur')),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='places.place', verbose_name='lieu')),
                ('publication', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='figures', to='indicators.publication', verbose_name='publication')),
            ],
            options={
                'verbose_name': 'chiffre publié',
                'verbose_name_plural': 'chiffres publiés',
                'ordering': ('publication', 'place'),
                'constraints': [models.UniqueConstraint(fields=('publication', 'place'), name='published_figure_once', violation_error_message='Ce chiffre est déjà dans cette publication.')],
            },
        ),
        migrations.CreateModel(
            name='FormerPanelPlace',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('recorded_at', models.DateTimeField(null=True, verbose_name='demandé depuis le')),
                ('withdrawn_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name="jusqu'au")),
                ('panel', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='former_members', to='indicators.panel', verbose_name='ensemble')),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='places.place', verbose_name='lieu')),
            ],
            options={
                'verbose_name': "lieu qui n'est plus interrogé",
                'verbose_name_plural': 'lieux qui ne sont plus interrogés',
                'ordering': ('panel', 'id'),
            },
        ),
        migrations.CreateModel(
            name='ImportBatch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('token', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='jeton')),
                ('name', models.CharField(max_length=200, verbose_name='fichier')),
                ('sha256', models.CharField(max_length=64, verbose_name='empreinte du fichier')),
                ('content', models.CharField(blank=True, max_length=64, verbose_name='empreinte des valeurs')),
                ('head', models.CharField(blank=True, max_length=64, verbose_name='empreinte des titres')),
                ('mapping', models.JSONField(blank=True, default=dict, verbose_name='lecture des colonnes')),
                ('state', models.CharField(choices=[('waiting', 'En attente'), ('committed', 'Enregistré'), ('undone', 'Annulé')], default='waiting', max_length=10, verbose_name='état')),
                ('is_accepted', models.BooleanField(default=False, verbose_name='valeurs acceptées aussitôt')),
                ('added', models.PositiveIntegerField(default=0, verbose_name='valeurs nouvelles')),
                ('corrected', models.PositiveIntegerField(default=0, verbose_name='valeurs corrigées')),
                ('unchanged', models.PositiveIntegerField(default=0, verbose_name='valeurs déjà enregistrées')),
                ('withdrawn', models.PositiveIntegerField(default=0, verbose_name='valeurs retirées')),
                ('reason', models.CharField(blank=True, max_length=300, verbose_name='raison des corrections')),
                ('undone_because', models.CharField(blank=True, max_length=300, verbose_name="raison de l'annulation")),
                ('created_at', models.DateTimeField(db_index=True, default=django.utils.timezone.now, verbose_name='reçu le')),
                ('committed_at', models.DateTimeField(blank=True, null=True, verbose_name='enregistré le')),
                ('undone_at', models.DateTimeField(blank=True, null=True, verbose_name='annulé le')),
                ('sender', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='imports', to='people.organisation', verbose_name='envoyé par')),
            ],
            options={
                'verbose_name': 'envoi de chiffres',
                'verbose_name_plural': 'envois de chiffres',
                'ordering': ('-created_at', '-id'),
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'committed')), fields=('sender', 'content'), name='import_same_figures_once', violation_error_message='Ces chiffres ont déjà été envoyés par cette organisation.'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'undone'), _negated=True), models.Q(('undone_because', ''), _negated=True), _connector='OR'), name='import_undone_gives_its_reason', violation_error_message="Dites pourquoi l'envoi est annulé.")],
            },
        ),
        migrations.CreateModel(
            name='ImportCells',
            fields=[
                ('batch', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='cells', serialize=False, to='indicators.importbatch', verbose_name='envoi')),
                ('sheets', models.JSONField(verbose_name='onglets')),
            ],
            options={
                'verbose_name': "cases d'un envoi",
                'verbose_name_plural': 'cases des envois',
                'ordering': ('batch',),
            },
        ),
        migrations.CreateModel(
            name='ImportedValue',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('batch', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='values', to='indicators.importbatch', verbose_name='envoi')),
                ('observation', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='imported', to='indicators.observation', verbose_name='valeur envoyée')),
            ],
            options={
                'verbose_name': "valeur d'un envoi",
                'verbose_name_plural': 'valeurs des envois',
                'ordering': ('id',),
            },
        ),
        migrations.AddField(
            model_name='ImportBatch',
            name='observations',
            field=models.ManyToManyField(related_name='imports', through='indicators.ImportedValue', to='indicators.observation'),
        ),
    ]
