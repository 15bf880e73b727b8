"""The pictures by name, listed by hand: what each is made from, which figure shows which, which a dashboard shows."""

from collections.abc import Callable, Mapping
from typing import Final

from msgspec import Struct

from worksystem.metrics.population import Population
from worksystem.views.chart import Chart
from worksystem.views.charts import Moment
from worksystem.views.flow.aging import build_aging
from worksystem.views.flow.blocked import build_blocked
from worksystem.views.flow.control import build_cycle_time_behaviour, build_throughput_behaviour
from worksystem.views.flow.cumulative import build_cumulative_flow
from worksystem.views.flow.cycle_time import build_cycle_time
from worksystem.views.flow.dora import build_dora
from worksystem.views.flow.experiments import list_moments
from worksystem.views.flow.goals import build_goals
from worksystem.views.flow.littles_law import build_littles_law
from worksystem.views.flow.net_flow import build_net_flow
from worksystem.views.flow.planned import build_planned
from worksystem.views.flow.promises import build_promises
from worksystem.views.flow.rework import build_rework
from worksystem.views.flow.slips import build_slips
from worksystem.views.flow.state_time import build_flow_efficiency, build_time_in_state
from worksystem.views.flow.subject import Address, no_address
from worksystem.views.flow.throughput import build_throughput
from worksystem.views.flow.wip import build_wip
from worksystem.views.scope import Scope

__all__ = ["CHARTS", "DASHBOARDS", "FIGURES", "OF_FIGURE", "Subject"]


class Subject(Struct, frozen=True):
    """Whose picture: the items of a group in the scope of a reader; `address` leads to their pages."""

    scope: Scope
    population: Population
    address: Address = no_address

    def moments(self, metric: str) -> tuple[Moment, ...]:
        """When experiments with a measure began and ended; those of a team's own on its pictures."""
        selection = self.population.selection
        if selection.parts and not selection.team:
            return ()
        return list_moments(self.scope, metric, team=selection.team)


CHARTS: Final[Mapping[str, Callable[[Subject], Chart]]] = {
    "aging_wip": lambda of: build_aging(of.population, address=of.address),
    "blocked_reasons": lambda of: build_blocked(of.population),
    "cumulative_flow": lambda of: build_cumulative_flow(of.population),
    "cycle_time_behaviour": lambda of: build_cycle_time_behaviour(of.population, moments=of.moments("cycle_time")),
    "cycle_time_scatter": lambda of: build_cycle_time(
        of.population, address=of.address, moments=of.moments("cycle_time")
    ),
    "dora": lambda of: build_dora(of.population, address=of.address),
    "flow_efficiency": lambda of: build_flow_efficiency(of.population),
    "goal_progress": lambda of: build_goals(of.population),
    "littles_law": lambda of: build_littles_law(of.population),
    "net_flow": lambda of: build_net_flow(of.population),
    "planned_work": lambda of: build_planned(of.population),
    "promises": lambda of: build_promises(of.population),
    "rework": lambda of: build_rework(of.population),
    "slips": lambda of: build_slips(of.population, address=of.address),
    "throughput_behaviour": lambda of: build_throughput_behaviour(of.population, moments=of.moments("throughput")),
    "throughput_run": lambda of: build_throughput(of.population, moments=of.moments("throughput")),
    "time_in_state": lambda of: build_time_in_state(of.population),
    "wip_and_age": lambda of: build_wip(of.population, moments=of.moments("wip")),
}

OF_FIGURE: Final[Mapping[str, tuple[str, ...]]] = {
    "blocked_time": ("blocked_reasons",),
    "change_failure_rate": ("dora",),
    "cycle_time": ("cycle_time_scatter", "cycle_time_behaviour"),
    "deployment_frequency": ("dora",),
    "due_date_performance": ("slips",),
    "flow_debt": ("littles_law",),
    "flow_efficiency": ("flow_efficiency",),
    "goal_progress": ("goal_progress",),
    "lead_time_for_changes": ("dora",),
    "littles_law": ("littles_law",),
    "net_flow": ("net_flow",),
    "planned_share": ("planned_work",),
    "predictability": ("throughput_behaviour", "cycle_time_behaviour"),
    "promises_kept": ("promises",),
    "reopened": ("rework",),
    "rework": ("rework",),
    "service_level_expectation": ("cycle_time_scatter", "aging_wip"),
    "slips": ("slips",),
    "throughput": ("throughput_run", "throughput_behaviour"),
    "time_in_state": ("time_in_state",),
    "time_to_restore": ("dora",),
    "total_age": ("wip_and_age",),
    "urgent_work": ("planned_work",),
    "wip": ("wip_and_age", "cumulative_flow"),
    "work_item_age": ("aging_wip",),
}

_CORE: Final = (
    "wip",
    "throughput",
    "work_item_age",
    "total_age",
    "cycle_time",
    "lead_time",
    "service_level_expectation",
    "predictability",
    "net_flow",
    "flow_efficiency",
    "blocked_time",
    "due_date_performance",
    "slips",
    "promises_kept",
    "estimate_accuracy",
)
_BALANCE: Final = ("flow_debt", "littles_law", "time_in_state", "rework")
# The figures of a dashboard, by the kind of group; of all work, which is "", every one. The command line tells all of
# them for each group.
FIGURES: Final[Mapping[str, tuple[str, ...]]] = {
    "": (),
    "goal": _CORE,
    "portfolio": _CORE,
    "team": (
        *_CORE,
        *_BALANCE,
        "local_flow",
        "handoffs",
        "planned_share",
        "urgent_work",
        "cadences_held",
        "activity_and_outcomes",
    ),
    "type": _CORE,
    "workflow": (*_CORE, *_BALANCE, "reopened", "conformance", "moves_back", "paths"),
}

_FLOW: Final = ("cycle_time_scatter", "aging_wip", "throughput_run", "wip_and_age")
# By the kind of group; "" is all work. Only what has something to show is shown.
DASHBOARDS: Final[Mapping[str, tuple[str, ...]]] = {
    "": (*_FLOW, "cumulative_flow", "net_flow", "blocked_reasons", "littles_law"),
    "goal": ("cycle_time_scatter",),
    "portfolio": ("cycle_time_scatter",),
    "team": ("cycle_time_scatter", "aging_wip", "wip_and_age", "net_flow"),
    "type": ("cycle_time_scatter",),
    "workflow": (*_FLOW, "cumulative_flow", "time_in_state"),
}
