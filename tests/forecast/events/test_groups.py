"""Groups and sectors out of names, and guessed ones out of events."""

from detente.forecast.events.counting import fade_table
from detente.forecast.events.groups import NONE, group_actors
from detente.forecast.events.tallies import Hierarchy
from forecast.folders import facts

NAMES = ["Nigeria", "Police_(Nigeria)", "Police_(Chad)", "Citizen_(Chad)", "Boko Haram", "Office (a remark)", ""]


def test_names_tell_group_and_sector() -> None:
    groups = group_actors(NAMES)
    nigeria, chad = groups.group[0], groups.group[2]
    assert nigeria != chad
    assert groups.group.tolist() == [nigeria, nigeria, chad, chad, NONE, NONE, NONE]
    assert groups.sector[0] == 0  # the state itself
    assert groups.sector[1] == groups.sector[2] > 0  # the same sector of two states
    assert groups.sector[3] == NONE  # only one state has it
    assert (groups.n_groups, groups.n_sectors) == (2, 2)


def test_without_names_there_are_no_groups() -> None:
    groups = group_actors([""] * 3)
    assert groups.group.tolist() == [NONE] * 3
    assert (groups.n_groups, groups.n_sectors) == (0, 1)


def test_an_actor_without_a_group_takes_that_of_most_of_its_partners() -> None:
    groups = group_actors(NAMES)
    hierarchy = Hierarchy(groups, 2)
    rows = facts((4, 0, 1, 0), (4, 0, 0, 0), (2, 0, 4, 0), (4, 0, 5, 0))
    hierarchy.append(rows.both_ways(1), 0, fade_table())
    assert hierarchy.tallies.group[4] == groups.group[0]
    assert hierarchy.tallies.group[5] == NONE  # it met nobody whose name tells a group
    assert hierarchy.tallies.group[2] == groups.group[2]  # a named group stays
