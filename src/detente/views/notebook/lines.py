"""Results in a few lines of plain text, for terminals and for notebooks that show no HTML."""

from __future__ import annotations

from collections import Counter

from detente.pipeline.shifts import WorldShifts
from detente.pipeline.world import World
from detente.records import Reading
from detente.relations.explanation import Explanation
from detente.relations.levels.level import LevelEstimate
from detente.relations.relation import Relation
from detente.views.wording import clean


def relation_text(relation: Relation) -> str:
    """Two to four lines."""
    lines = [f"{clean(relation.first.name)} – {clean(relation.second.name)}: {relation.events_in_all:,} events"]
    level = relation.level
    if isinstance(level, LevelEstimate):
        chance = max(level.probabilities)
        lines.append(
            f"level {level.month:%B %Y}: {level.likeliest.label} ({chance:.0%}), mean {level.peace:.2f} of 0 to 1"
        )
    elif level is not None:
        lines.append(f"level: not enough evidence, {level.reason}")
    lines += [
        f"shift {told.shift.month:%b %Y}: towards {'cooperation' if told.shift.direction > 0 else 'conflict'}, "
        f"probability {told.shift.probability:.2f}"
        for told in relation.shifts[:8]
    ]
    return "\n".join(lines)


def shifts_text(found: WorldShifts) -> str:
    """A line for each of the first ten shifts."""
    lines = [f"{len(found.shifts):,} shifts of {found.searched:,} dyads of states"]
    lines += [
        f"{each.shift.month:%b %Y} {' – '.join(each.shift.actors)} "
        f"towards {'cooperation' if each.shift.direction > 0 else 'conflict'} ({each.shift.probability:.2f})"
        for each in found.shifts[:10]
    ]
    return "\n".join(lines)


def explanation_text(told: Explanation) -> str:
    """Who pulls which way."""
    triads = told.pair.triads
    return "\n".join(
        [
            f"{clean(told.first.name)} – {clean(told.second.name)}, {told.day:%d %b %Y}",
            f"pull together: {', '.join(third.actor for third in triads.together) or 'nobody'}",
            f"pull apart: {', '.join(third.actor for third in triads.apart) or 'nobody'}",
            f"issues: {', '.join(f'{clean(i.issue)} ({i.comparison.value})' for i in told.issues) or 'none'}",
        ]
    )


def reading_text(reading: Reading) -> str:
    """The title and how many statements of each kind."""
    counts = Counter(str(statement.kind) for statement in reading.statements)
    told = ", ".join(f"{count} {kind}" for kind, count in counts.most_common())
    return f"{clean(reading.article.title or '(untitled)')}: {told or 'no statement'}"


def world_text(world: World) -> str:
    """What a world holds."""
    counts = world.counts()
    return (
        f"World {world.path.name}: {counts.articles:,} articles, {counts.statements:,} statements, "
        f"{counts.events:,} events"
    )
