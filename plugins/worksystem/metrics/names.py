"""The names of all figures: those over time, and those that are read off the records as they stand today.

They stand here as words, because the checker asks for names alone, and the figures are many modules.
"""

from typing import Final

__all__ = ["FIGURE_NAMES", "OF_TODAY", "OVER_TIME"]

# Worked out in `metrics.registry`.
OVER_TIME: Final = (
    "activity_and_outcomes",
    "blocked_time",
    "cadences_held",
    "change_failure_rate",
    "conformance",
    "cycle_time",
    "deployment_frequency",
    "due_date_performance",
    "estimate_accuracy",
    "estimate_elapsed",
    "flow_debt",
    "flow_efficiency",
    "goal_progress",
    "handoffs",
    "lead_time",
    "lead_time_for_changes",
    "littles_law",
    "local_flow",
    "moves_back",
    "net_flow",
    "paths",
    "planned_share",
    "predictability",
    "promises_kept",
    "reopened",
    "rework",
    "scope_change",
    "service_level_expectation",
    "slips",
    "throughput",
    "time_between",
    "time_in_state",
    "time_logged",
    "time_to_restore",
    "total_age",
    "urgent_work",
    "wip",
    "work_item_age",
)
# Worked out in `views.measures`; they have no past.
OF_TODAY: Final = (
    "acceptance_ticked",
    "clear_share",
    "dated_share",
    "goal_share",
    "handoffs_acknowledged",
    "moving_share",
    "outcome_share",
    "owned_share",
    "promises_on_time",
    "states_within_limit",
    "team_share",
    "urgent_share",
)
FIGURE_NAMES: Final = frozenset((*OVER_TIME, *OF_TODAY))
