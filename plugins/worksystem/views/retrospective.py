"""The page of a retrospective: what a team saw, tried and learned, and whether its measure moved beyond noise."""

from worksystem.model.words import capital
from worksystem.views.flow.experiments import build_experiments
from worksystem.views.record import Place, RecordPage, Section, fact, facts_of, page_of
from worksystem.views.scope import Scope

__all__ = ["build_retrospective"]


def build_retrospective(scope: Scope, id: str) -> RecordPage:
    """A retrospective's page."""
    entry = scope.workspace.retrospectives[id]
    record = entry.record
    experiment = next((each for each in scope.experiments if each.id == id), None)
    found = build_experiments(scope, (experiment,))[0] if experiment is not None else None
    measure = record.measure
    named = experiment.measure if experiment is not None else measure.metric if measure is not None else ""
    says = f"{capital(found.says)}." if found is not None else ""
    return page_of(
        scope,
        entry,
        lead=f"Tried: {record.experiment}" if record.experiment else "",
        answer=says if record.experiment else "Nothing was tried yet.",
        facts=facts_of(
            fact("Team", scope.ref("team", record.team) if record.team else None),
            fact("Measure", capital(named.replace("_", " "))),
            fact("Tried from", record.from_.first if record.from_ else None),
            fact("Until", record.until.last if record.until else None),
        ),
        sections=[
            Section(
                "Whether it moved",
                charts=(found.chart,) if found is not None and found.chart is not None else (),
                empty="There is too little to draw: a measure that the history knows, and values before and since.",
            ),
            Section(
                "What was learned",
                texts=(record.learned,) if record.learned else (),
                empty="Nothing is written down yet: learned is the place for it.",
            ),
        ],
        places=(Place("metrics", "", "All figures"),),
    )
