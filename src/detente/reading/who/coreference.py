"""Who "it", "they", "he" and a quoted "we" are: nearness, place in the clause, number and kind, nothing more.

A pronoun takes the fitting phrase that stands out most among those of its own and the two sentences before:
subjects before others, the same paragraph before the last one. No fitting phrase means no reading: an
unresolved pronoun is left out rather than guessed.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from spacy.tokens import Token

from detente.reading.says.attributions import Attribution, holding
from detente.reading.syntax.unsaid import subjects_or_agents
from detente.reading.who.discourse import PLURAL_TAGS, SUBJECT_DEPS, Discourse, Told
from detente.reading.who.person_nouns import is_person_noun, sex_of
from detente.records import ActorKind, ActorMention

if TYPE_CHECKING:
    from detente.reading.who.resolve import Resolver

REASONS = frozenset({"over", "for"})
SUFFERED = frozenset({"on", "against", "upon", "at"})
WILLING = frozenset({"will", "would", "shall", "'ll", "’ll", "'d", "’d"})
LOOK_BACK = 3  # sentences, the pronoun's own included
FEMALE = frozenset({"she", "her", "hers", "herself"})
MALE = frozenset({"he", "him", "his", "himself"})
PERSONAL = FEMALE | MALE
NEUTER = frozenset({"it", "its", "itself"})
PLURAL = frozenset({"they", "them", "their", "theirs", "themselves", "each", "both"})
SOME_OF_THEM = frozenset({"one", "some", "many", "others", "most"})
SPOKEN = frozenset({"i", "we", "my", "our", "me", "us", "mine", "ours"})
_FEMALE_WORDS_WORDS = "mrs ms mrs. ms. miss queen princess lady madam spokeswoman chairwoman woman baroness duchess"
FEMALE_WORDS = frozenset(_FEMALE_WORDS_WORDS.split())
_MALE_WORDS_WORDS = "mr mr. sir king prince lord sheikh spokesman chairman man emir sultan ayatollah mullah pope"
MALE_WORDS = frozenset(_MALE_WORDS_WORDS.split())
ONE_BODY = frozenset(
    {
        ActorKind.GOVERNMENT,
        ActorKind.MILITARY,
        ActorKind.ARMED_GROUP,
        ActorKind.PARTY,
        ActorKind.ORGANISATION,
        ActorKind.BLOC,
    }
    | {ActorKind.COMPANY, ActorKind.POPULATION}
)
NOT_NEUTER = frozenset({ActorKind.PERSON, ActorKind.POPULATION})
# What an object pronoun after these stands for is somebody; after others it is mostly a thing: "rejected it".
_ADDRESSED_WORDS = """
accuse tell urge ask warn attack invade help threaten join leave supply arm isolate starve blame criticise criticize
praise push force allow press pressure order invite persuade pay fund finance train defeat fight oppose recognise
recognize trust fear bomb strike shell hit sanction punish protect defend assist aid equip shield harm hurt weaken
strengthen let make want expect drive cost give send lend grant offer compel encourage enable support back
"""
ADDRESSED = frozenset(_ADDRESSED_WORDS.split())
# What something does that nobody does: "it", as the subject of these, may well be a thing.
_IMPERSONAL_WORDS = (
    "be seem appear cost include mean contain happen begin end come last violate concern involve fail remain become"
)
IMPERSONAL = frozenset(_IMPERSONAL_WORDS.split())
# Who demands that "it" does something does not mean himself.
_DIRECTIVE_WORDS = "demand urge insist ask order request require propose suggest recommend want call warn"
DIRECTIVE = frozenset(_DIRECTIVE_WORDS.split())
# Weights, in sentences' distance: how far a phrase recedes by its place in the clause, a new paragraph, its fit.
OBJECT, OBLIQUE, NEW_PARAGRAPH, LOOSE_FIT, PER_WORD = 1.2, 1.6, 0.7, 1.5, 0.01
MEMBER = 2.2  # one of several who act together is no "it" or "he" of its own


class Salience:
    """Antecedents of pronouns within one article."""

    def __init__(self, resolver: Resolver, discourse: Discourse, attributions: tuple[Attribution, ...]) -> None:
        self._resolver = resolver
        self._discourse = discourse
        self._attributions = attributions
        self._names: dict[tuple[str, ActorKind], str] = {}

    def antecedents(self, pronoun: Token) -> tuple[ActorMention, ...]:
        """The actors a pronoun stands for; empty when nothing fits."""
        word = pronoun.lower_
        if pronoun.dep_ == "appos":  # "Afghanistan itself"
            return self._resolver.actors_of(pronoun.head)
        if pronoun.tag_ in {"WDT", "WP", "WP$"}:
            owner = next((ancestor.head for ancestor in pronoun.ancestors if ancestor.dep_ == "relcl"), None)
            return self._resolver.actors_of(owner) if owner is not None else ()
        if word in SPOKEN:
            return self._quoted(pronoun)
        if word == "it" and _is_expletive(pronoun):
            return ()
        following = _subject_after(pronoun)
        if following is not None:
            return self._resolver.actors_of(following)
        own = self._blamed(pronoun) or self._subject_of_clause(pronoun) or self._who_says(pronoun)
        if own:
            return own
        if word in PERSONAL:
            return self._best(pronoun, lambda told: self._as_person(told, word))
        if word in NEUTER:
            return self._best(pronoun, lambda told: _as_thing(told, pronoun), blocked=_may_be_thing(pronoun))
        if word in PLURAL or word in SOME_OF_THEM or (word == "other" and pronoun.dep_ != "amod"):
            fit = _as_two if word == "both" else _as_many
            return self._best(pronoun, fit, blocked=False)
        return ()

    def fuller_name(self, text: str, kind: ActorKind) -> str | None:
        """The longer name used earlier for a person or group now called by its last word."""
        last = text.split()[-1].casefold()
        known = self._names.get((last, kind))
        if known is not None and (known.casefold().endswith(" " + text.casefold())):
            return known
        if len(text.split()) > 1:
            self._names.setdefault((last, kind), text)
        return None

    def _quoted(self, pronoun: Token) -> tuple[ActorMention, ...]:
        """A quoted "we" or "I": whoever is quoted; the author's own is nobody."""
        for each in holding(pronoun.i, self._attributions):
            if each.frame == "quote" and each.source_head is not None:
                return self._resolver.actors_of(self._resolver.doc[each.source_head])
        return ()

    def _subject_of_clause(self, pronoun: Token) -> tuple[ActorMention, ...]:
        """ "Guyana lifted its ban": a possessive after its clause's subject means that subject, where it fits."""
        if pronoun.dep_ != "poss" or pronoun.head.dep_ in {"conj", "appos"}:
            return ()
        noun = pronoun.head
        for ancestor in pronoun.ancestors:
            if ancestor.pos_ in {"VERB", "AUX"}:
                break
            noun = ancestor
        else:
            return ()
        if noun.dep_ in SUBJECT_DEPS or noun.i < ancestor.i:
            return ()
        subjects = [each for each in subjects_or_agents(ancestor, passive_counts=True) if each.i < pronoun.i]
        actors = tuple(actor for each in subjects for actor in self._resolver.actors_of(each))
        if not actors or any(each.pos_ == "PRON" and each.tag_ in {"WDT", "WP"} for each in subjects):
            return ()
        return actors if self._owns(actors, subjects[0], pronoun.lower_) else ()

    def _blamed(self, pronoun: Token) -> tuple[ActorMention, ...]:
        """ "Imposed sanctions on Belarus over its crackdown": what one suffers for is one's own doing."""
        reason = pronoun.head.head
        if pronoun.dep_ != "poss" or reason.dep_ != "prep" or reason.lower_ not in REASONS:
            return ()
        verb = reason.head if reason.head.pos_ == "VERB" else reason.head.head
        if verb.pos_ != "VERB" or not any(c.dep_ == "nsubj" and c.i < verb.i for c in verb.children):
            return ()
        sufferers = [
            c
            for c in verb.children
            if verb.i < c.i < reason.i and (c.dep_ == "dobj" or (c.dep_ == "prep" and c.lower_ in SUFFERED))
        ]
        for sufferer in sufferers:
            named = sufferer if sufferer.dep_ == "dobj" else next((c for c in sufferer.children), None)
            if named is not None and sufferer.dep_ == "dobj" and not self._resolver.actors_of(named):
                on = (c for c in sufferer.children if c.dep_ == "prep" and c.lower_ in SUFFERED and c.i < reason.i)
                named = next((grand for c in on for grand in c.children if grand.dep_ == "pobj"), None)
            actors = self._resolver.actors_of(named) if named is not None else ()
            if named is not None and actors and self._owns(actors, named, pronoun.lower_):
                return actors
        return ()

    def _who_says(self, pronoun: Token) -> tuple[ActorMention, ...]:
        """ "The kingdom has warned that it will": who says what a pronoun will do means himself, where it fits."""
        clause = pronoun.head
        if pronoun.dep_ not in SUBJECT_DEPS or clause.dep_ != "ccomp" or clause.head.lemma_ in DIRECTIVE - {"warn"}:
            return ()
        if clause.head.pos_ != "VERB" or _may_be_thing(pronoun) or clause.i < clause.head.i:
            return ()
        subjects = [each for each in clause.head.children if each.dep_ == "nsubj" and each.i < pronoun.i]
        actors = tuple(actor for each in subjects for actor in self._resolver.actors_of(each))
        if not actors or not any(c.dep_ == "aux" and c.lower_ in WILLING for c in clause.children):
            return ()
        word = {"it": "its", "they": "their"}.get(pronoun.lower_, pronoun.lower_)
        return actors if word in {"its", "their"} | PERSONAL and self._owns(actors, subjects[0], word) else ()

    def _owns(self, actors: tuple[ActorMention, ...], subject: Token, word: str) -> bool:
        many = (
            len(actors) > 1
            or (subject.tag_ in PLURAL_TAGS and not subject.text.isupper())
            or self._resolver.is_people(subject)
        )
        if word == "their":
            return many
        person = actors[0].kind is ActorKind.PERSON or is_person_noun(subject)
        return not many and (person if word in PERSONAL else not person and word == "its")

    def _best(
        self, pronoun: Token, fit: Callable[[Told], float | None], *, blocked: bool = False
    ) -> tuple[ActorMention, ...]:
        """The actors of the phrase that stands out most; with `blocked`, none where a thing stands out more."""
        best: tuple[float, Told] | None = None
        thing = float("inf")
        own = _own_subjects(pronoun)
        for told in self._discourse.before(pronoun, LOOK_BACK):
            if told.head.head.i == pronoun.i or pronoun.head.i == told.head.i or told.head.i in own:
                continue
            away = self._distance(told, pronoun)
            if not told.actors:
                thing = min(thing, away) if not told.plural else thing
                continue
            loose = fit(told)
            if loose is not None and (best is None or away + loose < best[0]):
                best = away + loose, told
        if best is None or (blocked and thing < best[0]):
            return ()
        return best[1].actors

    def _distance(self, told: Told, pronoun: Token) -> float:
        sentences = self._discourse.sentence_of(pronoun) - told.sentence
        place = 0.0 if told.subject else OBJECT if told.head.dep_ in {"dobj", "dative", "poss", "ROOT"} else OBLIQUE
        if told.member or (len(told.actors) > 1 and pronoun.lower_ in PERSONAL | NEUTER):
            place = max(place, MEMBER)
        elif pronoun.dep_ == "dobj" == told.head.dep_ and sentences:  # "X defended the plan. Y backed it."
            place = 0.2
        elif pronoun.dep_ == "dobj" and told.subject and sentences:
            place = 0.5
        if told.head.dep_ == "pobj" and told.head.head.dep_ == "agent":
            place = 0.2
        paragraph = NEW_PARAGRAPH if self._discourse.paragraph_of(pronoun) != told.paragraph else 0.0
        words = min(pronoun.i - told.head.i, 60) * PER_WORD
        return sentences + place + paragraph + words

    def _as_person(self, told: Told, word: str) -> float | None:
        if told.plural or len(told.actors) != 1:
            return None
        by_kind = told.actors[0].kind is ActorKind.PERSON or is_person_noun(told.head)
        if not by_kind and told.head.lower_ not in PERSONAL | {"one"}:
            return None
        words = {told.head.lower_, *(child.lower_ for child in told.head.children)}
        wrong = MALE_WORDS if word in FEMALE else FEMALE_WORDS
        if words & wrong or (told.head.pos_ == "PRON" and told.head.lower_ in (MALE if word in FEMALE else FEMALE)):
            return None
        sex = sex_of(told.actors[0].name) if by_kind else None
        return 0.0 if sex in {None, "female" if word in FEMALE else "male"} else None


def _as_thing(told: Told, pronoun: Token) -> float | None:
    """How loosely a phrase fits "it"; None when it does not. Outside its own organs a person is no "it"."""
    if len(told.actors) != 1 or told.plural or told.head.lower_ in PERSONAL:
        return None
    actor = told.actors[0]
    if actor.kind in NOT_NEUTER:
        return None
    if actor.kind is ActorKind.PROJECT:
        return 0.0 if pronoun.dep_ == "dobj" or _may_be_thing(pronoun) else LOOSE_FIT
    if pronoun.dep_ == "dobj" and _may_be_thing(pronoun):
        return None
    if actor.kind is ActorKind.REGION:
        return LOOSE_FIT
    if is_person_noun(told.head) or (_may_be_thing(pronoun) and not told.subject):
        return None
    return 0.0


def _as_two(told: Told) -> float | None:
    """How loosely a phrase fits "both"."""
    return 0.0 if len(told.actors) == 2 else None


def _as_many(told: Told) -> float | None:
    if told.plural:
        return 0.0
    return LOOSE_FIT if len(told.actors) == 1 and told.actors[0].kind in ONE_BODY else None


def _may_be_thing(pronoun: Token) -> bool:
    """Whether the clause leaves open that "it" is no actor: the object of "rejected", the subject of "is"."""
    verb = pronoun.head
    if pronoun.dep_ == "dobj":
        return verb.lemma_ not in ADDRESSED
    if pronoun.dep_ in {"nsubj", "nsubjpass"}:
        return pronoun.dep_ == "nsubjpass" or verb.lemma_ in IMPERSONAL
    return False


def _own_subjects(pronoun: Token) -> frozenset[int]:
    """Subjects that an object pronoun cannot stand for: those of its own clause ("X attacked it")."""
    if pronoun.dep_ in SUBJECT_DEPS:
        told_to = (
            pronoun.head.dep_ == "ccomp"
            and pronoun.head.tag_ in {"VB", "VBP"}
            and pronoun.head.head.lemma_ in DIRECTIVE
        )
        return _subjects_above(pronoun.head) if told_to else frozenset()
    if pronoun.dep_ == "poss":
        return frozenset()
    return _subjects_above(pronoun)


def _subjects_above(pronoun: Token) -> frozenset[int]:
    token = pronoun
    found: set[int] = set()
    for _ in range(6):
        if token.head.i == token.i:
            break
        token = token.head
        if token.pos_ in {"VERB", "AUX"}:
            subjects = [child.i for child in token.children if child.dep_ in SUBJECT_DEPS]
            found.update(subjects)
            if subjects or token.dep_ not in {"xcomp", "advcl", "conj", "pcomp"}:
                break
    return frozenset(found)


def _is_expletive(pronoun: Token) -> bool:
    """The "it" of "made it clear that", "it is likely that", "it would be X that": it stands for nobody."""
    head = pronoun.head
    if head.pos_ == "ADJ" and head.dep_ in {"ccomp", "oprd"}:
        return True
    if head.lemma_ in {"seem", "appear", "emerge", "happen", "rain", "snow"} and pronoun.dep_ == "nsubj":
        return _has_clause(head)
    if pronoun.dep_ == "nsubjpass":  # "it is believed that"
        return any(child.dep_ == "ccomp" and child.i > head.i for child in head.children)
    if head.lemma_ != "be" or pronoun.dep_ != "nsubj":
        return False
    return any(child.dep_ in {"acomp", "attr"} and _has_clause(child) for child in head.children) or _has_clause(head)


def _has_clause(token: Token) -> bool:
    wanted = {"ccomp", "csubj", "xcomp", "relcl", "advcl"}
    return any(child.dep_ in wanted and child.i > token.i for child in token.children)


def _subject_after(pronoun: Token) -> Token | None:
    """ "For its part, Pakistan ...": in a phrase put first, the pronoun means the subject that follows."""
    for ancestor in pronoun.ancestors:
        if ancestor.dep_ == "prep" and ancestor.head.pos_ in {"VERB", "AUX"}:
            subject = next((c for c in ancestor.head.children if c.dep_ in SUBJECT_DEPS), None)
            if subject is not None and pronoun.i < subject.i and subject.pos_ != "PRON":
                return subject
            return None
    return None
