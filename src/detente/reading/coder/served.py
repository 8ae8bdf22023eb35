"""A larger language model behind an address as the coder: an OpenAI-compatible endpoint, or ollama.

It is asked for the type of each pair and for the words of the text that tell it. Words that do not stand in the text
letter for letter are an invented quote: the answer is refused, never repaired, and so is a type that PLOVER has not.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

from detente.errors import EvidenceError, InputError
from detente.ontology.plover import plover_entry, plover_types
from detente.reading.coder.pairs import NONE, Pair, TypeShares

TIMEOUT = 120.0  # seconds for one answer
LONGEST_ANSWER = 100_000  # bytes
KEY = "DETENTE_CODER_KEY"
PATHS = {"openai": "/v1/chat/completions", "ollama": "/api/chat"}
TASK = (
    "You code political events by PLOVER. Types: {types}. You get a text, a source and a target. Answer with JSON: "
    '{{"type": one of the types, or NONE when the source does nothing to the target, "quote": the words of the text '
    'that tell it, copied exactly, or "" for NONE, "confidence": 0 to 1}}.'
)


class ServedCoder:
    """Asks a model for one pair after another.

    Args:
        kind: "openai" or "ollama".
        model: The model's name there.
        address: Where it is served, as "http://127.0.0.1:11434". A key is taken from DETENTE_CODER_KEY.

    Raises:
        InputError: The address is none of http or https, or the kind is unknown.
    """

    may_refuse = True

    def __init__(self, kind: str, model: str, address: str) -> None:
        if kind not in PATHS or urlsplit(address).scheme not in {"http", "https"} or not model:
            raise InputError(
                f"{kind}:{model}@{address} is no coder. Give openai:MODEL@http://... or ollama:MODEL@http://..."
            )
        self._kind, self._model, self._url = kind, model, address.rstrip("/") + PATHS[kind]
        listed = "; ".join(f"{kind} ({plover_entry(kind).definition})" for kind in plover_types())
        self._task = TASK.format(types=listed)

    def shares(self, pairs: Sequence[Pair]) -> list[TypeShares]:
        """The model's type for each pair, with its own word for how sure it is.

        Raises:
            EvidenceError: It quotes what does not stand in the text, names no PLOVER type, or answers in no JSON.
            InputError: It cannot be reached.
        """
        return [self._answer(pair) for pair in pairs]

    def _answer(self, pair: Pair) -> TypeShares:
        asked = {
            "text": pair.text,
            "source": pair.text[slice(*pair.source)] if pair.source else None,
            "target": pair.text[slice(*pair.target)] if pair.target else None,
        }
        told = self._told(json.dumps(asked, ensure_ascii=False))
        return shares_of(told, pair.text)

    def _told(self, question: str) -> str:
        messages = [{"role": "system", "content": self._task}, {"role": "user", "content": question}]
        body: dict[str, Any] = {"model": self._model, "messages": messages, "stream": False}
        body |= {"format": "json"} if self._kind == "ollama" else {"temperature": 0}
        headers = {"Content-Type": "application/json"}
        if key := os.environ.get(KEY):
            headers["Authorization"] = f"Bearer {key}"
        request = Request(self._url, json.dumps(body).encode(), headers)  # http or https: checked above
        try:
            with urlopen(request, timeout=TIMEOUT) as response:
                answer = json.loads(response.read(LONGEST_ANSWER))
        except (URLError, TimeoutError, ValueError) as error:
            raise InputError(f"{self._url}: the coder there gave no answer ({error}). Is it running?") from error
        return _content(answer, self._kind, self._url)


def shares_of(told: str, text: str) -> TypeShares:
    """What a model's answer says, once it is checked against the text.

    Raises:
        EvidenceError: As `ServedCoder.shares`.
    """
    try:
        answer = json.loads(told)
    except ValueError:
        answer = None
    if not isinstance(answer, dict):
        raise EvidenceError(f"The coder's answer is no JSON object: {told[:200]!r}.")
    kind, quote = answer.get("type"), answer.get("quote")
    if kind not in {*plover_types(), NONE}:
        raise EvidenceError(
            f"The coder's type {kind!r} is none of PLOVER's. Expected one of {', '.join(plover_types())}."
        )
    if kind != NONE and not (isinstance(quote, str) and quote.strip() and quote in text):
        raise EvidenceError(f"The coder quotes {quote!r}, which does not stand in the text. The answer is refused.")
    sure = answer.get("confidence")
    sure = min(max(float(sure), 0.0), 1.0) if isinstance(sure, int | float) else 0.5
    rest = (1.0 - sure) / len(plover_types())
    return TypeShares({each: sure if each == kind else rest for each in (*plover_types(), NONE)})


def _content(answer: Mapping[str, Any], kind: str, url: str) -> str:
    """The words of the model in the server's answer."""
    try:
        message = answer["message"] if kind == "ollama" else answer["choices"][0]["message"]
        return str(message["content"])
    except (KeyError, IndexError, TypeError) as error:
        raise InputError(f"{url}: the answer there is not of the kind {kind} gives ({error!r}).") from error
