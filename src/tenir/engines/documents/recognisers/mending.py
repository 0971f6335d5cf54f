"""Words of the genre that a scan has damaged, put right before they are compared: headings, columns, verbs."""

import re
from functools import lru_cache

from tenir.engines.documents.french import word_set
from tenir.engines.documents.nearness import Vocabulary, edits

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
    " realiser rechercher reconduire reparer repeindre recruter reduire reflechir rehabiliter relancer rendre renforcer"
    " renouveler renover repondre requalifier reserver resserrer restructurer reunir revoir saisir securiser"
    " sensibiliser signer soutenir stabiliser structurer suivre tendre tenir traiter transformer transmettre"
    " travailler utiliser valoriser veiller vivre"
)
_WORD = re.compile(r"[a-z]{4,}")
# Words that a lost space glues to the verb before them: `Etudierles`, `Développerune`; `Formera` is another verb.
_GLUED = word_set("le la les l un une des de du d en et au aux sur son sa ses leur leurs notre nos")
_ANY_WORD = re.compile(r"(?!ment)[bcdfghjklmnpqrstvwxz][a-z]{4,}")  # `accueillirdouze`, never the end of a verb
# What ends another form of the verb or a noun of its family (`organise`, `mobilité`, `porteurs`), but no infinitive.
_OTHER_FORM = re.compile(r"(?:[^r][aest]|[^r][ei]s|en[ts]|e[tz]|eurs?|ions?)$")
_LETTERS = str.maketrans("0135|$", "olesls")
_HEADINGS, _VERBS = Vocabulary(HEADING_WORDS), Vocabulary(VERBS)


def mended(plain: str) -> str:
    """A folded line with the damaged words of headings put right."""
    return _WORD.sub(lambda match: nearest(match.group()) or match.group(), plain)


def mended_with_places(plain: str) -> tuple[str, list[int]]:
    """The same, and for each of its letters, and for its end, the place in the line as it was."""
    text, places, at = "", list[int](), 0
    for match in _WORD.finditer(plain):
        word = nearest(match.group()) or match.group()
        text += plain[at : match.start()] + word
        places += range(at, match.start())
        places += (min(match.start() + rank, match.end() - 1) for rank in range(len(word)))
        at = match.end()
    return text + plain[at:], [*places, *range(at, len(plain) + 1)]


@lru_cache(maxsize=20_000)
def nearest(word: str) -> str | None:
    """The word of a heading that this one is, give or take the damage; None when it is none."""
    return word if word in HEADING_WORDS else _HEADINGS.nearest(word)


@lru_cache(maxsize=20_000)
def damaged_verb(word: str) -> bool:
    """Whether a folded word is a verb of commitment, give or take the damage (figures for letters, a lost space)."""
    word = word.translate(_LETTERS)
    if word in VERBS or _glued(word):
        return True
    return not _OTHER_FORM.search(word) and (_VERBS.nearest(word) is not None or _doubly_damaged(word))


@lru_cache(maxsize=20_000)
def lost_its_first_letter(word: str) -> bool:
    """Whether a folded word, no verb by itself, is one without its first letter or with another (`réer`, `bormer`)."""
    if len(word) < 4 or word in VERBS:
        return False
    return any(verb[1:] in (word, word[1:]) for verb in _VERBS.ends.get(word[-3:], ()))


def _doubly_damaged(word: str) -> bool:
    """Two letters in seven or eight, where the end is still that of an infinitive (`soutien` is no `soutenir`)."""
    if not 6 <= len(word) <= 10 or "r" not in word[-2:]:
        return False
    return any(len(verb) >= 7 and edits(word, verb, 2) <= 2 for verb in _VERBS.like(word))


def _glued(word: str) -> bool:
    """A verb and the small word after it, a letter read in place of the space or none."""
    for size in range(4, len(word)):
        rest = word[size:]
        if word[:size] in VERBS and (rest in _GLUED or rest[1:] in _GLUED or _ANY_WORD.fullmatch(rest)):
            return True
    return False
