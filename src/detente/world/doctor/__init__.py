"""What a world holds and how it is: the report behind `detente doctor`, and the repair that it may suggest."""

from detente.world.doctor.repairing import KEEP, Repaired, RepairPlan, orphan_batches, plan_repair, repair
from detente.world.doctor.report import TableReport, WorldReport, doctor

__all__ = [
    "KEEP",
    "RepairPlan",
    "Repaired",
    "TableReport",
    "WorldReport",
    "doctor",
    "orphan_batches",
    "plan_repair",
    "repair",
]
