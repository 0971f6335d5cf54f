"""Words of the genre that a scan has damaged, put right before they are compared: headings, columns, verbs."""

import re
from functools import lru_cache

from tenir.engines.documents.french import word_set
from tenir.engines.documents.nearness import near

HEADING_WORDS = word_set(
    "echeance echeances responsable responsables calendrier indicateur indicateurs financement financements"
    " pilote pilotes "
    "enjeu pilier orientation orientations ambition axes strategique strategiques objectifs priorite"
    " priorites transversale transversales preconisations recommandations propositions resultats conclusions"
    " evaluation engagement engagements actions rappel contexte diagnostic constats introduction preambule"
    " methodologie gouvernance bilan presentation annexe annexes table sigles glossaire abreviations"
    " signataires sommaire contrat ville protocole levier leviers mobilise mobilises partenaire partenaires"
    " mesure mesures decision decisions"
)
VERBS = word_set(
    "accompagner accueillir accentuer accorder acceder adapter agir aider amenager ameliorer amplifier animer"
    " appliquer apporter apprendre articuler assurer associer augmenter avoir batir communiquer completer"
    " concourir conduire conforter consacrer consolider constituer construire contribuer coordonner creer"
    " cofinancer decliner definir deployer developper diffuser dynamiser elaborer elargir encourager engager"
    " envisager etablir etendre etudier evaluer experimenter faciliter faire favoriser finaliser financer"
    " former formaliser fournir garantir generaliser identifier impliquer informer inscrire installer"
    " instaurer integrer lancer lever limiter lutter maintenir mener mettre mobiliser moderniser moderer"
    " mutualiser nommer offrir organiser orienter ouvrir partager participer permettre piloter planter porter"
    " poursuivre prendre preparer prevenir prevoir privilegier produire promouvoir proposer proteger publier"
    " realiser rechercher reconduire recruter reduire reflechir rehabiliter relancer rendre renforcer"
    " renouveler renover repondre requalifier reserver resserrer restructurer reunir revoir saisir securiser"
    " sensibiliser signer soutenir stabiliser structurer suivre tendre tenir traiter transformer transmettre"
    " travailler utiliser valoriser veiller vivre"
)
_WORD = re.compile(r"[a-z]{4,}")


def mended(plain: str) -> str:
    """A folded line with the damaged words of headings put right."""
    return _WORD.sub(lambda match: nearest(match.group()) or match.group(), plain)


@lru_cache(maxsize=20_000)
def nearest(word: str) -> str | None:
    """The word of a heading that this one is, give or take the damage; None when it is none."""
    return word if word in HEADING_WORDS else _near(word, HEADING_WORDS)


@lru_cache(maxsize=20_000)
def damaged_verb(word: str) -> bool:
    """Whether a word is a verb of commitment, give or take the damage."""
    return word in VERBS or _near(word, VERBS) is not None


def _near(word: str, wanted: frozenset[str]) -> str | None:
    """Words that share their first or last two letters are compared: enough for damage, quick for all others."""
    if not 4 <= len(word) <= 18:
        return None
    alike = (one for one in sorted(wanted) if (one[:2] == word[:2] or one[-3:] == word[-3:]) and len(one) >= 5)
    return next((one for one in alike if abs(len(one) - len(word)) <= 2 and near(word, one)), None)
