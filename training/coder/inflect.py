"""Past, participle and -ing form of the verbs in phrases.tsv: the rules of English, and the irregular ones by name."""

from __future__ import annotations

# base: past, participle
IRREGULAR = {
    each.split()[0]: (each.split()[1], each.split()[2])
    for each in """be was been|beat beat beaten|beg begged begged|break broke broken|bring brought brought|build built built
burst burst burst|buy bought bought|cut cut cut|drop dropped dropped|feed fed fed|fight fought fought|find found found
fly flew flown|forgive forgave forgiven|freeze froze frozen|give gave given|go went gone|grow grew grown|have had had
hit hit hit|hold held held|know knew known|lay laid laid|leave left left|lend lent lent|let let let|lie lay lain
meet met met|pay paid paid|plead pleaded pleaded|put put put|quit quit quit|sell sold sold|send sent sent|set set set
shoot shot shot|sink sank sunk|sit sat sat|speak spoke spoken|spread spread spread|spurn spurned spurned
spy spied spied|stand stood stood|step stepped stepped|strike struck struck|stop stopped stopped|swear swore sworn
swap swapped swapped|take took taken|throw threw thrown|withdraw withdrew withdrawn|win won won|write wrote written
say said said|see saw seen|seek sought sought|overrun overran overrun|uphold upheld upheld|undertake undertook undertaken
commit committed committed|admit admitted admitted|permit permitted permitted|ban banned banned|bar barred barred
kidnap kidnapped kidnapped|slam slammed slammed|snub snubbed snubbed|ship shipped shipped|scrap scrapped scrapped
plan planned planned|confer conferred conferred|extradite extradited extradited|run ran run|shut shut shut
chide chided chided|rebuild rebuilt rebuilt|come came come|rule ruled ruled|call called called|turn turned turned""".replace(
        "\n", "|"
    ).split("|")
}
VOWELS = "aeiou"


def past(verb: str) -> str:
    """The past tense: "met", "carried", "released"."""
    return IRREGULAR[verb][0] if verb in IRREGULAR else _regular(verb)


def participle(verb: str) -> str:
    """The past participle."""
    return IRREGULAR[verb][1] if verb in IRREGULAR else _regular(verb)


def gerund(verb: str) -> str:
    """The -ing form."""
    if verb in IRREGULAR and IRREGULAR[verb][0].endswith("ed") and len(IRREGULAR[verb][0]) == len(verb) + 3:
        return IRREGULAR[verb][0][:-2] + "ing"  # "banned": the doubled letter
    if verb == "lie":
        return "lying"
    if verb[-3:] in {"cut", "hit", "let", "put", "set", "shut"[-3:], "win", "run", "sit", "beg"} or verb == "quit":
        return verb + verb[-1] + "ing"
    if verb.endswith("e") and not verb.endswith(("ee", "be")):
        return verb[:-1] + "ing"
    return verb + "ing"


def _regular(verb: str) -> str:
    if verb.endswith("e"):
        return verb + "d"
    if verb.endswith("y") and verb[-2] not in VOWELS:
        return verb[:-1] + "ied"
    return verb + "ed"
