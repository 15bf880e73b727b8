"""What each view makes of the small system; run as `python -m tests.views.seen` it writes the expected files anew.

Read the difference before it is committed.
"""

import json
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from tests.systems import TODAY, make_system
from tests.views.small import FILES, PAST
from worksystem.check import check
from worksystem.load.history import load_history
from worksystem.site.render.canvas import plain
from worksystem.views.approvals import build_approvals
from worksystem.views.board import build_board, build_team_boards
from worksystem.views.boards import build_board_rows
from worksystem.views.catalog import build_tool, build_type
from worksystem.views.changed import build_changed
from worksystem.views.findings import build_findings
from worksystem.views.flow_page import build_dashboard
from worksystem.views.goal import build_goal, build_portfolio
from worksystem.views.handbook import RuleFact, build_cadence, build_discipline, build_principle, build_standard
from worksystem.views.handoffs import build_handoff_map
from worksystem.views.holders import build_roles
from worksystem.views.home import build_home
from worksystem.views.item import build_item
from worksystem.views.lifeline import build_lifeline
from worksystem.views.listing import LISTINGS, build_listing
from worksystem.views.matrix import build_matrix
from worksystem.views.ownership import build_people, build_teams
from worksystem.views.party import build_person, build_role, build_team
from worksystem.views.scope import Scope
from worksystem.views.workflow import build_workflow

__all__ = ["EXPECTED", "PAST_VIEWS", "VIEWS", "past_scope", "render", "small_scope"]

EXPECTED = Path(__file__).with_name("expected")
_RULE = RuleFact("WS400", "nobody-owns-it", "warning", "clarity_over_chaos", "Work has no owner")

VIEWS: Mapping[str, Callable[[Scope], Any]] = {
    "approvals": build_approvals,
    "board": lambda scope: build_board(scope, "delivery"),
    "board_of_team": lambda scope: build_team_boards(scope, "platform"),
    "boards": build_board_rows,
    "cadence": lambda scope: build_cadence(scope, "planning"),
    "discipline": lambda scope: build_discipline(scope, "change_management"),
    "findings": build_findings,
    "goal": lambda scope: build_goal(scope, "payments"),
    "home": build_home,
    "item": lambda scope: build_item(scope, "OPS-A"),
    "item_type": lambda scope: build_type(scope, "change"),
    "listings": lambda scope: {kind: build_listing(scope, kind) for kind in LISTINGS},
    "matrix": lambda scope: build_matrix(scope, "delivery"),
    "ownership_people": build_people,
    "ownership_roles": build_roles,
    "ownership_teams": build_teams,
    "person": lambda scope: build_person(scope, "ada"),
    "portfolio": lambda scope: build_portfolio(scope, "core"),
    "principle": lambda scope: build_principle(scope, "clarity_over_chaos", [_RULE]),
    "role": lambda scope: build_role(scope, "lead_engineer"),
    "standard": lambda scope: build_standard(scope, "ready"),
    "team": lambda scope: build_team(scope, "platform"),
    "tool": lambda scope: build_tool(scope, "pager"),
    "workflow": lambda scope: build_workflow(scope, "delivery"),
}

# Those that need a past.
PAST_VIEWS: Mapping[str, Callable[[Scope], Any]] = {
    "changed": build_changed,
    "dashboard_of_team": lambda scope: build_dashboard(scope, "team", "platform"),
    "dashboard_of_workflow": lambda scope: build_dashboard(scope, "workflow", "delivery"),
    "handoffs": build_handoff_map,
    "home_with_past": build_home,
    "lifeline": lambda scope: build_lifeline(scope, "OPS-A"),
    "workflow_with_past": lambda scope: build_workflow(scope, "delivery"),
}


def small_scope(folder: Path, *, audience: str = "internal", findings: bool = False) -> Scope:
    """The small system as a reader sees it; with findings only where a view is about them."""
    system = make_system(folder, FILES)
    found = check(system, select=["WS400", "WS500"], as_of=TODAY).diagnostics if findings else ()
    return Scope(system.workspace, TODAY, audience, tuple(found))


def past_scope(folder: Path) -> Scope:
    """The small system with a past."""
    system = make_system(folder, {**FILES, **PAST})
    return Scope(system.workspace, TODAY, history=load_history(system))


def render(scope: Scope, name: str) -> str:
    """A view as text."""
    return json.dumps(plain({**VIEWS, **PAST_VIEWS}[name](scope)), indent=1, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as first, tempfile.TemporaryDirectory() as second:
        quiet, past = small_scope(Path(first)), past_scope(Path(second))
        loud = small_scope(Path(first), findings=True)
        for name in (*VIEWS, *PAST_VIEWS):
            scope = past if name in PAST_VIEWS else loud if name in ("findings", "home", "principle") else quiet
            (EXPECTED / f"{name}.json").write_text(render(scope, name), encoding="utf-8", newline="")
