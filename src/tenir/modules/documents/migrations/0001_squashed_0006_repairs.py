import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('documents', '0001_drafts'), ('documents', '0002_item_printed_at'), ('documents', '0003_merge_and_split'), ('documents', '0004_copies'), ('documents', '0005_names'), ('documents', '0006_repairs')]

    initial = True

    dependencies = [
        ('commitments', '0001_squashed_0019_level_record_of_place'),
        ('people', '0001_squashed_0008_letter_choice'),
        ('places', '0001_squashed_0003_more_kinds'),
    ]

    operations = [
        migrations.CreateModel(
            name='Draft',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(max_length=100, verbose_name='adresse voulue')),
                ('kind', models.CharField(choices=[('feuille_de_route', 'Feuille de route nationale'), ('pacte', 'Pacte'), ('ciec', 'Comité interministériel (CIEC)'), ('plan', "Plan d'action"), ('contrat_de_ville', 'Contrat de ville'), ('perr', "Protocole d'engagements renforcés et réciproques (PERR)"), ('npnru', 'Convention de renouvellement urbain (NPNRU)'), ('cite_educative', 'Cité éducative'), ('paqte', 'Convention PAQTE'), ('autre', 'Autre texte')], max_length=30, verbose_name='sorte')),
                ('title', models.CharField(max_length=300, verbose_name='titre')),
                ('short_title', models.CharField(blank=True, max_length=100, verbose_name='titre court')),
                ('date', models.CharField(blank=True, max_length=10, verbose_name='date')),
                ('file_name', models.CharField(max_length=200, verbose_name='nom du fichier')),
                ('sha256', models.CharField(max_length=64, verbose_name='empreinte du texte')),
                ('encoding', models.CharField(max_length=20, verbose_name='encodage')),
                ('lines', models.PositiveIntegerField(verbose_name='nombre de lignes')),
                ('text', models.TextField(verbose_name='texte')),
                ('state', models.CharField(choices=[('open', 'En relecture'), ('adopted', 'Adopté'), ('abandoned', 'Abandonné'), ('copy', "Copie d'un autre")], default='open', max_length=10, verbose_name='état')),
                ('opened_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='déposé le')),
                ('revision', models.PositiveIntegerField(default=1, verbose_name='révision')),
                ('framework', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='drafts', to='commitments.framework', verbose_name='cadre adopté')),
                ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation', verbose_name='déposé par')),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='drafts', to='places.place', verbose_name='lieu')),
                ('copy_of', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='copies', to='documents.draft', verbose_name='copie de')),
                ('repairs', models.JSONField(blank=True, default=list, verbose_name='réparations')),
            ],
            options={
                'verbose_name': 'brouillon de texte',
                'verbose_name_plural': 'brouillons de textes',
                'ordering': ('-opened_at', '-id'),
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'open')), fields=('sha256', 'place'), name='draft_open_once', violation_error_message='Ce texte est déjà en relecture pour ce lieu.'), models.CheckConstraint(condition=models.Q(('framework__isnull', True), ('state', 'adopted'), _connector='OR'), name='draft_framework_when_adopted', violation_error_message='Seul un brouillon adopté désigne un cadre.'), models.CheckConstraint(condition=models.Q(models.Q(('copy_of__isnull', False), ('state', 'copy')), models.Q(models.Q(('state', 'copy'), _negated=True), ('copy_of__isnull', True)), _connector='OR'), name='draft_copy_says_of_what', violation_error_message='Une copie désigne le texte dont elle est la copie, et elle seule.')],
            },
        ),
        migrations.CreateModel(
            name='DraftItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=100, verbose_name='clé')),
                ('kind', models.CharField(choices=[('framework', 'cadre'), ('heading', 'titre'), ('objective', 'objectif'), ('strategic_axis', 'axe stratégique'), ('priority', 'priorité'), ('measure', 'mesure'), ('indicator', 'indicateur'), ('commitment', 'engagement'), ('recommendation', 'recommandation'), ('duty', 'obligation'), ('decision', 'décision'), ('figure', 'chiffre'), ('illustration', 'illustration'), ('acronym', 'sigle')], max_length=20, verbose_name='sorte')),
                ('number', models.CharField(blank=True, max_length=20, verbose_name='numéro')),
                ('text', models.TextField(verbose_name='texte')),
                ('level', models.CharField(blank=True, choices=[('objectif_atteint', 'Objectif atteint'), ('en_voie_de_finalisation', 'En voie de finalisation'), ('en_cours_de_deploiement', 'En cours de déploiement'), ('en_cours_de_lancement', 'En cours de lancement')], max_length=30, verbose_name='niveau')),
                ('side', models.CharField(blank=True, choices=[('state', "L'État s'engage"), ('city', "La collectivité s'engage")], max_length=10, verbose_name="qui s'engage")),
                ('first_line', models.PositiveIntegerField(blank=True, null=True, verbose_name='première ligne')),
                ('last_line', models.PositiveIntegerField(blank=True, null=True, verbose_name='dernière ligne')),
                ('page', models.PositiveIntegerField(blank=True, null=True, verbose_name='page')),
                ('confidence', models.FloatField(verbose_name='confiance')),
                ('why', models.TextField(blank=True, verbose_name='raison')),
                ('original', models.JSONField(blank=True, default=dict, verbose_name="lecture d'origine")),
                ('decision', models.CharField(choices=[('pending', 'À revoir'), ('accepted', 'Accepté'), ('refused', 'Refusé')], default='pending', max_length=10, verbose_name='décision')),
                ('position', models.PositiveIntegerField(verbose_name='rang')),
                ('revision', models.PositiveIntegerField(default=1, verbose_name='révision')),
                ('draft', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='items', to='documents.draft', verbose_name='brouillon')),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='children', to='documents.draftitem', verbose_name='sous')),
                ('printed_at', models.CharField(blank=True, max_length=200, verbose_name='place dans le document')),
            ],
            options={
                'verbose_name': "élément d'un brouillon",
                'verbose_name_plural': 'éléments de brouillons',
                'ordering': ('draft', 'position'),
                'constraints': [models.UniqueConstraint(fields=('draft', 'key'), name='draft_item_key_once', violation_error_message='Ce brouillon a déjà un élément de cette clé.'), models.CheckConstraint(condition=models.Q(('parent', models.F('id')), _negated=True), name='draft_item_not_under_itself', violation_error_message='Un élément ne peut pas être rangé sous lui-même.')],
            },
        ),
        migrations.CreateModel(
            name='DraftChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('revision', models.PositiveIntegerField(verbose_name='révision du brouillon')),
                ('item_revision', models.PositiveIntegerField(verbose_name="révision de l'élément")),
                ('gesture', models.CharField(choices=[('accept', 'a accepté'), ('refuse', 'a refusé'), ('reopen', 'a remis à revoir'), ('correct', 'a corrigé'), ('move', 'a déplacé'), ('add', 'a ajouté'), ('merge', 'a complété'), ('split', 'a coupé'), ('take', "a repris d'une copie"), ('undo', 'est revenu sur')], max_length=10, verbose_name='geste')),
                ('before', models.JSONField(blank=True, default=dict, verbose_name="état d'avant")),
                ('actor', models.CharField(max_length=100, verbose_name='auteur')),
                ('role', models.CharField(blank=True, choices=[('administrator', 'Administration du site'), ('ministry', 'Pilote national (ministère, agence)'), ('prefecture', 'Préfecture, sous-préfecture'), ('delegate', 'Délégué·e du préfet'), ('project_lead', 'Chef·fe de projet contrat de ville'), ('partner', "Partenaire porteur d'engagements"), ('citizens', 'Conseil citoyen'), ('observer', 'Évaluation, observatoire')], max_length=30, verbose_name='rôle')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='le')),
                ('settled', models.BooleanField(default=False, verbose_name='réglé')),
                ('draft', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='changes', to='documents.draft', verbose_name='brouillon')),
                ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation', verbose_name='organisation')),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='changes', to='documents.draftitem', verbose_name='élément')),
            ],
            options={
                'verbose_name': 'geste sur un brouillon',
                'verbose_name_plural': 'gestes sur des brouillons',
                'ordering': ('draft', 'revision'),
                'constraints': [models.UniqueConstraint(fields=('draft', 'revision'), name='draft_change_revision_once', violation_error_message='Ce brouillon a déjà un geste de cette révision.')],
            },
        ),
        migrations.CreateModel(
            name='DraftName',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort', models.CharField(choices=[('partenaire', 'Partenaire'), ('levier', 'Levier')], max_length=10, verbose_name='sorte')),
                ('words', models.CharField(max_length=200, verbose_name="nom, tel qu'imprimé")),
                ('revision', models.PositiveIntegerField(default=1, verbose_name='révision')),
                ('draft', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='names', to='documents.draft', verbose_name='brouillon')),
                ('lever', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='commitments.lever', verbose_name='levier')),
                ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation', verbose_name='organisation')),
            ],
            options={
                'verbose_name': "nom d'un brouillon",
                'verbose_name_plural': 'noms de brouillons',
                'ordering': ('draft', 'sort', 'words'),
                'constraints': [models.UniqueConstraint(fields=('draft', 'sort', 'words'), name='draft_name_once', violation_error_message='Ce nom a déjà reçu une réponse.'), models.CheckConstraint(condition=models.Q(('organisation__isnull', True), ('sort', 'partenaire'), _connector='OR'), name='draft_name_partner_is_organisation', violation_error_message='Seul un partenaire est une organisation.'), models.CheckConstraint(condition=models.Q(('lever__isnull', True), ('sort', 'levier'), _connector='OR'), name='draft_name_lever_is_lever', violation_error_message='Seul un levier désigne un levier.')],
            },
        ),
    ]
