"""The assessment: what the repository shows of each component, and what teams say; no score, no level, no ranking."""

from collections.abc import Mapping, Sequence
from typing import Final

from msgspec import Struct

from worksystem.model.questions import COMPONENTS, Component
from worksystem.model.words import capital, count_of, number_of
from worksystem.views.assessment import architecture, clarity, collaboration, completion, coordination
from worksystem.views.assessment.answers import Answered, TeamAnswers, build_answers
from worksystem.views.assessment.practice import Practice, Verdict
from worksystem.views.record import Place
from worksystem.views.scope import Scope

__all__ = ["Answered", "Assessed", "Assessment", "OfComponent", "TeamAnswers", "build_assessment"]

PRACTICES: Final[Mapping[Component, Sequence[Practice]]] = {
    "clarity": clarity.PRACTICES,
    "coordination": coordination.PRACTICES,
    "completion": completion.PRACTICES,
    "collaboration": collaboration.PRACTICES,
    "workflow_architecture": architecture.PRACTICES,
}
_ASK: Final = "All that the files can tell is seen: ask the people, with the ten questions below."


class Assessed(Struct, frozen=True):
    """A practice as the repository shows it, and where to see for oneself."""

    title: str
    verdict: Verdict
    says: str
    where: Place


class OfComponent(Struct, frozen=True):
    """A component with its practices, the most basic first, and the next best step."""

    id: Component
    title: str
    practices: tuple[Assessed, ...]
    step: str


class Assessment(Struct, frozen=True):
    """All five components, and what teams answered."""

    answer: str
    components: tuple[OfComponent, ...]
    answers: tuple[TeamAnswers, ...]


def build_assessment(scope: Scope) -> Assessment:
    """The assessment as of the day asked about."""
    components = tuple(_assess(scope, component) for component in COMPONENTS)
    verdicts = [practice.verdict for component in components for practice in component.practices]
    seen, missing = verdicts.count("seen"), verdicts.count("not seen")
    untold = len(verdicts) - seen - missing
    said = (
        f"{count_of(seen, 'practice is', 'practices are')} seen, {number_of(missing) if missing else 'none'} not seen"
    )
    if untold:
        said += f"; of {number_of(untold)} the files can’t tell"
    return Assessment(f"{capital(said)}.", components, build_answers(scope))


def _assess(scope: Scope, component: Component) -> OfComponent:
    practices = PRACTICES[component]
    found = [(practice, practice.judge(scope)) for practice in practices]
    assessed = tuple(
        Assessed(practice.title, evidence.verdict, evidence.says, practice.where) for practice, evidence in found
    )
    steps = [practice.step for wanted in ("not seen", "the files can’t tell") for practice, evidence in found
             if evidence.verdict == wanted]  # fmt: skip
    return OfComponent(component, capital(component.replace("_", " ")), assessed, steps[0] if steps else _ASK)
