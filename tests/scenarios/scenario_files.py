"""Scenario files for tests, and what reads them."""

from __future__ import annotations

from functools import cache

from detente.actors.registry import Registry
from detente.scenarios.facts import Facts
from detente.scenarios.reader import read_scenario
from detente.scenarios.scenario import Scenario

HEAD = "scenario: Test\nas_of: 2016-09-20\n"


@cache
def facts() -> Facts:
    return Facts(Registry.load())


def scenario(text: str, known: Facts | None = None) -> Scenario:
    return read_scenario((HEAD + text).encode(), "test.yaml", known or facts())


ROAD = """\
question: {pair: [PAK, CHN], issue: road}
actors:
  PAK: {size: {value: 2, assumption: ours}}
  IND: {size: {value: 4, assumption: ours}}
  CHN: {size: {value: 4, source: a book}}
ties:
  pairs:
    - {between: [PAK, CHN], value: 1, source: a text}
    - {between: [PAK, IND], value: -1, source: a text}
    - {between: [IND, CHN], value: -1, source: a text}
issues:
  road:
    title: The road
    positions:
      PAK: {position: 100, salience: 100, source: a text}
      IND: {position: 0, salience: 50, source: a text}
"""
