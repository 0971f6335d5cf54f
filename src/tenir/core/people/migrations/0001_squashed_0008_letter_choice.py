import django.db.models.deletion
import django.utils.timezone
import tenir.core.people.models.accounts
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('people', '0001_initial'), ('people', '0002_kinds_of_organisations'), ('people', '0003_api_tokens'), ('people', '0004_letters'), ('people', '0005_personal_links'), ('people', '0006_outside_identities'), ('people', '0007_passkeys'), ('people', '0008_letter_choice')]

    initial = True

    dependencies = [
        ('places', '0001_squashed_0003_more_kinds'),
    ]

    operations = [
        migrations.CreateModel(
            name='User',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('email', models.EmailField(max_length=254, unique=True, verbose_name='adresse électronique')),
                ('name', models.CharField(blank=True, max_length=150, verbose_name='nom affiché')),
                ('is_active', models.BooleanField(default=True, verbose_name='actif')),
                ('is_demonstration', models.BooleanField(default=False, verbose_name='compte de démonstration')),
                ('joined_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='ouvert le')),
                ('last_visit', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='dernière visite')),
                ('erased_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='effacé le')),
            ],
            options={
                'verbose_name': 'compte',
                'verbose_name_plural': 'comptes',
                'ordering': ('email',),
            },
        ),
        migrations.CreateModel(
            name='Organisation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('state_service', "Service de l'État"), ('ministry', 'Ministère'), ('city', 'Ville'), ('intercommunalite', 'Intercommunalité'), ('landlord', 'Bailleur social'), ('caf', "Caisse d'allocations familiales"), ('chamber', 'Chambre consulaire'), ('region', 'Région'), ('departement', 'Département'), ('association', 'Association'), ('company', 'Entreprise'), ('citizens_council', 'Conseil citoyen'), ('school', 'Établissement scolaire'), ('agency', "Agence ou opérateur de l'État"), ('health', 'Acteur de santé'), ('group', "Ensemble d'acteurs")], max_length=30, verbose_name='sorte')),
                ('slug', models.SlugField(max_length=100, unique=True, verbose_name='adresse')),
                ('name', models.CharField(max_length=200, verbose_name='nom')),
                ('short_name', models.CharField(blank=True, max_length=50, verbose_name='sigle ou nom court')),
                ('siren', models.CharField(blank=True, max_length=9, validators=[tenir.core.people.models.accounts.siren_is_valid], verbose_name='SIREN')),
                ('is_invented', models.BooleanField(default=False, verbose_name='inventée pour la démonstration')),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='organisations', to='places.place', verbose_name='lieu')),
            ],
            options={
                'verbose_name': 'organisation',
                'verbose_name_plural': 'organisations',
                'ordering': ('name',),
                'constraints': [models.UniqueConstraint(condition=models.Q(('siren', ''), _negated=True), fields=('siren',), name='organisation_siren_once', violation_error_message='Une organisation porte déjà ce numéro SIREN.')],
            },
        ),
        migrations.CreateModel(
            name='Membership',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('administrator', 'Administration du site'), ('ministry', 'Pilote national (ministère, agence)'), ('prefecture', 'Préfecture, sous-préfecture'), ('delegate', 'Délégué·e du préfet'), ('project_lead', 'Chef·fe de projet contrat de ville'), ('partner', "Partenaire porteur d'engagements"), ('citizens', 'Conseil citoyen'), ('observer', 'Évaluation, observatoire')], max_length=30, verbose_name='rôle')),
                ('since', models.DateField(default=django.utils.timezone.localdate, verbose_name='depuis')),
                ('until', models.DateField(blank=True, null=True, verbose_name="jusqu'au")),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to='places.place', verbose_name='lieu')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='memberships', to=settings.AUTH_USER_MODEL, verbose_name='compte')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to='people.organisation', verbose_name='organisation')),
            ],
            options={
                'verbose_name': 'rôle sur un lieu',
                'verbose_name_plural': 'rôles sur des lieux',
                'ordering': ('organisation', 'user', 'since'),
                'constraints': [models.CheckConstraint(condition=models.Q(('until__isnull', True), ('since__lte', models.F('until')), _connector='OR'), name='membership_dates_in_order', violation_error_message="Un rôle ne peut pas finir avant d'avoir commencé.")],
            },
        ),
        migrations.CreateModel(
            name='Mandate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=150, verbose_name='fonction')),
                ('since', models.DateField(default=django.utils.timezone.localdate, verbose_name='depuis')),
                ('until', models.DateField(blank=True, null=True, verbose_name="jusqu'au")),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='mandates', to=settings.AUTH_USER_MODEL, verbose_name='compte')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='mandates', to='people.organisation', verbose_name='organisation')),
            ],
            options={
                'verbose_name': 'mandat',
                'verbose_name_plural': 'mandats',
                'ordering': ('organisation', 'since'),
                'constraints': [models.CheckConstraint(condition=models.Q(('until__isnull', True), ('since__lte', models.F('until')), _connector='OR'), name='mandate_dates_in_order', violation_error_message="Un mandat ne peut pas finir avant d'avoir commencé.")],
            },
        ),
        migrations.CreateModel(
            name='ApiToken',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=100, verbose_name='nom du jeton')),
                ('prefix', models.CharField(max_length=20, verbose_name='début du jeton')),
                ('digest', models.CharField(max_length=64, unique=True, verbose_name='empreinte du jeton')),
                ('scopes', models.JSONField(default=list, verbose_name='portées')),
                ('since', models.DateField(default=django.utils.timezone.localdate, verbose_name='depuis')),
                ('until', models.DateField(verbose_name="jusqu'au")),
                ('revoked_at', models.DateTimeField(blank=True, null=True, verbose_name='retiré le')),
                ('last_used_on', models.DateField(blank=True, null=True, verbose_name='dernier usage')),
                ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation', verbose_name='au nom de')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='tokens', to=settings.AUTH_USER_MODEL, verbose_name='compte')),
            ],
            options={
                'verbose_name': "jeton de l'API",
                'verbose_name_plural': "jetons de l'API",
                'ordering': ('-since', '-id'),
                'constraints': [models.CheckConstraint(condition=models.Q(('since__lte', models.F('until'))), name='api_token_dates_in_order', violation_error_message="Un jeton ne peut pas finir avant d'avoir commencé.")],
            },
        ),
        migrations.CreateModel(
            name='KeptAnswer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=100, verbose_name='clé')),
                ('request_digest', models.CharField(max_length=64, verbose_name='empreinte de la demande')),
                ('status', models.PositiveSmallIntegerField(default=0, verbose_name='statut')),
                ('body', models.JSONField(null=True, verbose_name='réponse')),
                ('created_at', models.DateTimeField(db_index=True, default=django.utils.timezone.now, verbose_name='reçu le')),
                ('token', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.apitoken', verbose_name='jeton')),
            ],
            options={
                'verbose_name': "réponse gardée de l'API",
                'verbose_name_plural': "réponses gardées de l'API",
                'constraints': [models.UniqueConstraint(fields=('token', 'key'), name='kept_answer_once_per_key', violation_error_message='Cette clé a déjà servi.')],
            },
        ),
        migrations.CreateModel(
            name='Letter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=200, unique=True, verbose_name='ce dont elle parle')),
                ('subject', models.CharField(blank=True, max_length=200, verbose_name='objet')),
                ('words', models.TextField(blank=True, verbose_name='texte')),
                ('state', models.CharField(choices=[('waiting', 'attend'), ('leaving', 'en train de partir'), ('sent', 'partie'), ('refused', 'refusée par le serveur de courrier'), ('unsure', 'peut-être partie')], default='waiting', max_length=10, verbose_name='état')),
                ('attempts', models.PositiveSmallIntegerField(default=0, verbose_name='essais')),
                ('next_try_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='prochain essai')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='écrite le')),
                ('left_at', models.DateTimeField(blank=True, null=True, verbose_name='partie le')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='letters', to=settings.AUTH_USER_MODEL, verbose_name='destinataire')),
            ],
            options={
                'verbose_name': 'lettre',
                'verbose_name_plural': 'lettres',
                'ordering': ('id',),
                'indexes': [models.Index(condition=models.Q(('state', 'waiting')), fields=['next_try_at'], name='letter_that_waits')],
            },
        ),
        migrations.CreateModel(
            name='PersonalLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('verb', models.CharField(max_length=100, verbose_name='pour')),
                ('object_type', models.CharField(blank=True, max_length=100, verbose_name="type d'objet")),
                ('object_id', models.CharField(blank=True, max_length=100, verbose_name='objet')),
                ('digest', models.CharField(max_length=64, unique=True, verbose_name='empreinte du lien')),
                ('since', models.DateTimeField(default=django.utils.timezone.now, verbose_name='depuis')),
                ('until', models.DateTimeField(verbose_name="jusqu'au")),
                ('ends_with_use', models.BooleanField(default=False, verbose_name="ne sert qu'une fois")),
                ('used_at', models.DateTimeField(blank=True, null=True, verbose_name='servi le')),
                ('revoked_at', models.DateTimeField(blank=True, null=True, verbose_name='retiré le')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='links', to=settings.AUTH_USER_MODEL, verbose_name='compte')),
            ],
            options={
                'verbose_name': 'lien personnel',
                'verbose_name_plural': 'liens personnels',
                'ordering': ('-since', '-id'),
                'constraints': [models.CheckConstraint(condition=models.Q(('since__lt', models.F('until'))), name='personal_link_dates_in_order', violation_error_message="Un lien ne peut pas finir avant d'avoir commencé."), models.CheckConstraint(condition=models.Q(models.Q(('object_id', ''), ('object_type', '')), models.Q(models.Q(('object_type', ''), _negated=True), models.Q(('object_id', ''), _negated=True)), _connector='OR'), name='personal_link_names_its_object', violation_error_message="Un lien nomme son objet, ou n'en nomme aucun.")],
            },
        ),
        migrations.CreateModel(
            name='OutsideIdentity',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('issuer', models.CharField(max_length=255, verbose_name='fournisseur')),
                ('subject', models.CharField(max_length=255, verbose_name='identifiant chez le fournisseur')),
                ('since', models.DateTimeField(default=django.utils.timezone.now, verbose_name='rattachée le')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='identities', to=settings.AUTH_USER_MODEL, verbose_name='compte')),
            ],
            options={
                'verbose_name': 'identité extérieure',
                'verbose_name_plural': 'identités extérieures',
                'ordering': ('since', 'id'),
                'constraints': [models.UniqueConstraint(fields=('issuer', 'subject'), name='outside_identity_opens_one_account', violation_error_message='Cette identité ouvre déjà un compte.')],
            },
        ),
        migrations.CreateModel(
            name='Passkey',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=60, verbose_name='nom')),
                ('credential_id', models.CharField(max_length=1364, unique=True, verbose_name='identifiant de la clé')),
                ('credential', models.BinaryField(verbose_name='partie publique de la clé')),
                ('sign_count', models.PositiveBigIntegerField(default=0, verbose_name='signatures')),
                ('since', models.DateTimeField(default=django.utils.timezone.now, verbose_name='ajoutée le')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='passkeys', to=settings.AUTH_USER_MODEL, verbose_name='compte')),
            ],
            options={
                'verbose_name': "clé d'accès",
                'verbose_name_plural': "clés d'accès",
                'ordering': ('since', 'id'),
            },
        ),
        migrations.CreateModel(
            name='LetterChoice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('cadence', models.CharField(choices=[('week', 'Chaque semaine'), ('month', 'Chaque mois'), ('quarter', 'Chaque trimestre')], default='month', max_length=10, verbose_name='à quel rythme')),
                ('wants_changes', models.BooleanField(default=True, verbose_name='avec ce qui a changé autour de mes engagements')),
                ('user', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='letter_choice', to=settings.AUTH_USER_MODEL, verbose_name='compte')),
            ],
            options={
                'verbose_name': 'choix de lettres',
                'verbose_name_plural': 'choix de lettres',
            },
        ),
    ]
