"""Probabilities of options from the strength of the coalitions behind them: KTAB's probabilistic Condorcet election.

Source:
    KAPSARC Toolkit for Behavioral Analysis (KTAB), "Markov Voting with Incentives in KTAB"; the three variants and the
    square rule of victory as in its reference transcript of 30 May 2017.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final

import numpy as np

from detente.scenarios.compromise import BargainError, Floats

LEAST: Final = 1e-8
"""Strength of a coalition that nobody is in, relative to the largest, so that no two options are both without any."""

_DOUBLINGS: Final = 60


class Election(StrEnum):
    """How a winner comes about.

    CONDITIONAL: an option beats all others at once, given that one does. MARKOV_UNIFORM: the favourite is challenged
    by each option equally often, again and again. MARKOV_INCENTIVE: it is challenged by each as often as there is
    something to win for its supporters: their strength times their chance.
    """

    CONDITIONAL = "conditional"
    MARKOV_UNIFORM = "markov_uniform"
    MARKOV_INCENTIVE = "markov_incentive"


def coalitions(weights: Floats, utilities: Floats) -> Floats:
    """The strength behind each option against each other, by proportional voting.

    Args:
        weights: (actors,), 0 or more.
        utilities: (actors, options), in one unit.

    Returns:
        (options, options): entry i, j is the sum over the actors that like i better than j of weight times by how
        much. Zeros on the diagonal.
    """
    gaps = utilities[:, :, None] - utilities[:, None, :]
    strength: Floats = (weights[:, None, None] * np.maximum(gaps, 0)).sum(axis=0)
    return strength


def victory(strength: Floats) -> Floats:
    """(options, options): the probability that i beats j, c_ij^2 / (c_ij^2 + c_ji^2); 1/2 on the diagonal.

    Raises:
        BargainError: A strength is negative or no number.
    """
    if not (np.isfinite(strength).all() and (strength >= 0).all()):
        raise BargainError("a coalition's strength is negative or no number")
    squares = np.square(np.maximum(strength / (strength.max() or 1.0), LEAST))
    won: Floats = squares / (squares + squares.T)
    np.fill_diagonal(won, 0.5)
    return won


def option_probabilities(strength: Floats, election: Election) -> Floats:
    """(options,): the probability of each option.

    Args:
        strength: (options, options), 0 or more: the coalition for i against j.
        election: Which variant.

    Raises:
        BargainError: A strength is negative or no number, or there is no option.

    >>> import numpy as np
    >>> strength = np.array([[0, 12.099, 54.921], [10.333, 0, 27.079], [5.007, 55.047, 0]])
    >>> option_probabilities(strength, Election.MARKOV_INCENTIVE).round(4).tolist()
    [0.5094, 0.2796, 0.211]
    """
    if not len(strength):
        raise BargainError("no options; give at least one")
    won = victory(strength)
    if election is Election.CONDITIONAL:
        np.fill_diagonal(won, 1.0)
        all_at_once = np.exp(np.log(won).sum(axis=1) - np.log(won).sum(axis=1).max())
        return np.asarray(all_at_once / all_at_once.sum())
    count = len(strength)
    if election is Election.MARKOV_UNIFORM:
        challenged = np.full((count, count), 1 / count)
    else:
        off = strength * (1 - np.eye(count))
        incentive = np.maximum(off / (off.max() or 1.0), 0) * won + LEAST**2 * np.eye(count)
        challenged = incentive / incentive.sum(axis=0)
    return _steady(won, challenged)


def _steady(won: Floats, challenged: Floats) -> Floats:
    """Where the favourite stands in the long run, from all options equally likely at first.

    `challenged[i, j]` is the probability that option i challenges when j is the favourite; the winner of the two is
    the next favourite. Averaging each step with standing still changes no long run and keeps it from swinging.
    """
    step = won * challenged + np.diag((won * challenged.T).sum(axis=1))
    step = (step + np.eye(len(won))) / 2
    for _ in range(_DOUBLINGS):
        step = step @ step
        step /= step.sum(axis=0)
    return np.asarray(step.mean(axis=1))
