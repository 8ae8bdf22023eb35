"""Refuse texts that are not English, by their function words first and a language model only in doubt."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Any

from detente.errors import LanguageError
from detente.reading.page.phrases import word_set

_SAMPLE_CHARS = 20_000
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")

_ENGLISH = word_set("english")
_ENOUGH_ENGLISH = 0.16
"""Share of these words at which a text is English: running English has 0.3 to 0.45, other languages under 0.08."""
_ENOUGH_AMONG_PLAIN = 0.25
"""The same share among words in lower case, for texts full of names."""

_MIN_PROBABILITY = 0.7
_LANGUAGES = {
    "ar": "Arabic", "bg": "Bulgarian", "bn": "Bengali", "ca": "Catalan", "cs": "Czech", "da": "Danish", "de": "German",
    "el": "Greek", "en": "English", "es": "Spanish", "et": "Estonian", "fa": "Persian", "fi": "Finnish", "fr": "French",
    "he": "Hebrew", "hi": "Hindi", "hr": "Croatian", "hu": "Hungarian", "hy": "Armenian", "id": "Indonesian",
    "it": "Italian", "ja": "Japanese", "ka": "Georgian", "kk": "Kazakh", "ko": "Korean", "lt": "Lithuanian",
    "lv": "Latvian", "ms": "Malay", "nl": "Dutch", "no": "Norwegian", "pl": "Polish", "ps": "Pashto",
    "pt": "Portuguese",
    "ro": "Romanian", "ru": "Russian", "sk": "Slovak", "sl": "Slovene", "sr": "Serbian", "sv": "Swedish",
    "sw": "Swahili",
    "ta": "Tamil", "th": "Thai", "tl": "Tagalog", "tr": "Turkish", "uk": "Ukrainian", "ur": "Urdu", "vi": "Vietnamese",
    "zh": "Chinese",
}  # fmt: skip


def require_english(text: str, name: str) -> None:
    """Refuse a text that is not in English.

    English function words decide for nearly every text, whatever names it is full of. In doubt, a text mostly
    in another script is refused, and so is one that py3langid, with capitalised words left out, holds for another
    language. Texts too short to tell are let through.

    Args:
        text: The article's text; its first 20,000 characters are looked at.
        name: What the message calls the input.

    Raises:
        LanguageError: Names the language found.

    >>> require_english("Xi, Modi and Putin met in Samarkand.", "a.txt")
    """
    sample = text[:_SAMPLE_CHARS]
    words = _WORD.findall(sample)
    if not words or _has_english(words):
        return
    language = _other_script(sample) or _other_language(sample, words)
    if language:
        raise LanguageError(
            f"{name}: is in {language}, but only English is read. Give an English text or a translation."
        )


def _has_english(words: list[str]) -> bool:
    """Whether English function words are as many as in English, among all words or those that are no names."""
    english = sum(word.lower() in _ENGLISH for word in words)
    plain = [word for word in words if word.islower()]
    plain_english = sum(word in _ENGLISH for word in plain)
    among_plain = plain_english >= max(1, _ENOUGH_AMONG_PLAIN * len(plain))
    return among_plain or english >= max(1, _ENOUGH_ENGLISH * len(words))


def _other_script(sample: str) -> str | None:
    letters = [char for char in sample if char.isalpha()]
    latin = sum(unicodedata.name(char, "").startswith("LATIN") for char in letters)
    if 2 * latin >= len(letters):
        return None
    code, _ = _classify(sample)
    return _LANGUAGES[code] if code != "en" else "a script other than Latin"


def _other_language(sample: str, words: list[str]) -> str | None:
    plain = [word for word in words if word.islower()]
    code, probability = _classify(" ".join(plain) if len(plain) >= 8 else sample.lower())
    surely = probability >= _MIN_PROBABILITY and len(words) >= 5
    return _LANGUAGES[code] if code != "en" and surely else None


def _classify(sample: str) -> tuple[str, float]:
    code, probability = _identifier().classify(sample)
    return str(code), float(probability)


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(list(_LANGUAGES))
    return identifier
