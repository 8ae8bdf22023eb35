import pytest

from detente.errors import LanguageError
from detente.reading.intake.language import require_english

GERMAN = "Die Regierung in Berlin hat am Mittwoch mitgeteilt, dass sie neue Sanktionen gegen Minsk vorbereitet."
FRENCH = "Le ministre des Affaires étrangères a annoncé mercredi que la France fermerait son ambassade à Niamey."
RUSSIAN = "Министр иностранных дел России прибыл в Исламабад с двухдневным визитом."


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (GERMAN, "German"),
        (FRENCH, "French"),
        (RUSSIAN, "Russian"),
        ("中国和俄罗斯在日本海举行联合军事演习，外交部周三表示。", "Chinese"),
        ("El presidente de Colombia anunció el martes que rompe relaciones con Israel.", "Spanish"),
        ("De regering in Den Haag heeft nieuwe sancties tegen Moskou aangekondigd.", "Dutch"),
        (GERMAN * 50, "German"),
    ],
)
def test_other_languages_are_named(text: str, language: str) -> None:
    with pytest.raises(LanguageError, match=f"a.txt: is in {language}"):
        require_english(text, "a.txt")


@pytest.mark.parametrize(
    "text",
    [
        "Russia strikes Kyiv",
        "Kabul",
        "42",
        "Xi Jinping, Narendra Modi, Shehbaz Sharif, Sadyr Japarov and Emomali Rahmon met in Samarkand.",
        "Lukashenko, Pashinyan, Tokayev snub Putin",
        "Recep Tayyip Erdoğan, Kılıçdaroğlu, Akşener, İmamoğlu: Türkiye votes on Sunday.",
        "Taliban seize Kunduz, Sar-e-Pul, Taloqan",
        "Israel, Egypt sign gas deal",
        "MOSCOW HITS BACK AT WARSAW OVER EXPELLED DIPLOMATS",
        "The spokesman said: “Мы не уйдём.” He then left the room with the delegation from Ankara.",
    ],
)
def test_english_is_let_through(text: str) -> None:
    require_english(text, "a.txt")
