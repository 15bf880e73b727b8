"""Pages of how work flows: the overview, one page for each figure, one dashboard for each group of work."""

import re
from collections.abc import Iterator
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from worksystem.metrics.conventions import Conventions
from worksystem.metrics.figure import Definition, Figure
from worksystem.metrics.population import Selection
from worksystem.metrics.registry import DEFINITIONS
from worksystem.metrics.system_outcomes import list_system_outcomes
from worksystem.model.words import capital, day_words, number_of, percent_words
from worksystem.views.chart import Chart
from worksystem.views.coverage import Ground, build_ground
from worksystem.views.figures import KINDS, WHOLE, find_population, list_figures, value_words, withheld_why
from worksystem.views.flow.experiments import ExperimentView, build_experiments
from worksystem.views.flow.outcomes import OutcomeRow, build_outcomes
from worksystem.views.flow.path_map import PathMap, build_path_map
from worksystem.views.flow.subject import Address, headline, no_address
from worksystem.views.flow_charts import CHARTS, DASHBOARDS, FIGURES, OF_FIGURE, Subject
from worksystem.views.reference import Fact, Ref
from worksystem.views.scope import Scope

__all__ = [
    "Clause",
    "Dashboard",
    "FigurePage",
    "FigureRow",
    "FlowOverview",
    "build_chart",
    "build_dashboard",
    "build_figure_page",
    "build_overview",
    "list_groups",
]

_UNSAFE: Final = re.compile(r"[^a-z0-9]+")
_NOTHING: Final = "no work of it is known yet"
COMPONENTS: Final = ("clarity", "coordination", "completion", "collaboration", "workflow_architecture")


class Clause(Struct, frozen=True):
    """A part of the sentence that a page opens with, and the figure it comes from."""

    says: str
    figure: str


class FigureRow(Struct, frozen=True):
    """A figure of a group in a line: its value in words, empty where there is none, and what it says."""

    name: str
    title: str
    component: str
    value: str
    says: str


class Dashboard(Struct, frozen=True):
    """How the work of one group flows.

    Shape: `kind` and `id` are those of the record, empty for all work; `withheld` says why there is nothing to see, and
    is empty where there is; only charts with something to show are here.
    """

    kind: str
    id: str
    title: str
    answer: tuple[Clause, ...]
    rows: tuple[FigureRow, ...]
    charts: tuple[Chart, ...]
    path_map: PathMap | None = None
    withheld: str = ""


class FlowOverview(Struct, frozen=True):
    """The first page of figures: all work, its outcomes, the groups that have pages, and what all of it rests on."""

    whole: Dashboard
    outcomes: tuple[OutcomeRow, ...]
    groups: tuple[tuple[str, tuple[Ref, ...]], ...]
    experiments: tuple[ExperimentView, ...]
    ground: Ground
    conventions: tuple[Fact, ...]


class FigurePage(Struct, frozen=True):
    """A figure of all work today: its sentence, its pictures, experiments that it judges, how it was counted."""

    definition: Definition
    figure: Figure | None
    value: str
    charts: tuple[Chart, ...]
    path_maps: tuple[PathMap, ...]
    experiments: tuple[ExperimentView, ...]
    conventions: tuple[Fact, ...]
    ground: Ground


def build_overview(scope: Scope, *, address: Address = no_address) -> FlowOverview:
    """The overview of all work."""
    population = find_population(scope)
    return FlowOverview(
        whole=build_dashboard(scope, address=address),
        outcomes=build_outcomes(list_system_outcomes(population)) if population is not None else (),
        groups=tuple((kind, list_groups(scope, kind)) for kind in KINDS),
        experiments=_experiments(scope),
        ground=build_ground(scope),
        conventions=convention_facts(scope),
    )


def list_groups(scope: Scope, kind: str) -> tuple[Ref, ...]:
    """The records of a kind of `KINDS` whose work has a dashboard, alphabetically."""
    refs = (scope.ref(kind, id) for id in scope.workspace.of_kind(kind))
    return tuple(sorted(refs, key=lambda ref: (ref.title.casefold(), ref.id)))


def build_dashboard(scope: Scope, kind: str = "", id: str = "", *, address: Address = no_address) -> Dashboard:
    """How the work of a group flows, of all work if none is named."""
    selection = Selection(**{KINDS[kind]: id}) if kind else WHOLE
    title = scope.ref(kind, id).title if kind else "Flow"
    population = find_population(scope, selection)
    if population is None:
        return Dashboard(kind, id, title, (), (), (), withheld=withheld_why(scope, selection))
    if not population.lives:
        return Dashboard(kind, id, title, (), (), (), withheld=_NOTHING)
    subject = Subject(scope, population, address)
    charts = (CHARTS[name](subject) for name in DASHBOARDS[KINDS.get(kind, "")])
    return Dashboard(
        kind=kind,
        id=id,
        title=title,
        answer=tuple(_answer(scope, selection)),
        rows=tuple(_rows(scope, selection)),
        charts=tuple(chart for chart in charts if chart.rows),
        path_map=build_path_map(population, id) if kind == "workflow" else None,
    )


def build_figure_page(scope: Scope, name: str, *, address: Address = no_address) -> FigurePage:
    """A figure of all work. Errors: `KeyError` if there is none of that name."""
    definition = DEFINITIONS[name]
    population = find_population(scope)
    figure = list_figures(scope, names=(name,)).get(name)
    charts: tuple[Chart, ...] = ()
    maps: tuple[PathMap, ...] = ()
    if population is not None:
        subject = Subject(scope, population, address)
        charts = tuple(CHARTS[chart](subject) for chart in OF_FIGURE.get(name, ()))
        if name in ("conformance", "moves_back", "paths"):
            found = (
                build_path_map(part, id)
                for id in scope.workspace.workflows
                if (part := find_population(scope, Selection(workflow=id))) is not None
            )
            maps = tuple(each for each in found if each.ways)
    return FigurePage(
        definition=definition,
        figure=figure,
        value=value_words(definition, figure) if figure else "",
        charts=charts,
        path_maps=maps,
        experiments=_experiments(scope, name),
        conventions=convention_facts(scope),
        ground=build_ground(scope),
    )


def build_chart(scope: Scope, name: str, selection: Selection, *, address: Address = no_address) -> Chart | None:
    """A chart by its name, of a group of work; `None` where there is no population.

    Shape: of a group, its id ends in what narrows it, so that charts of several can share a page.
    Errors: `KeyError` if there is no such chart.
    """
    draw = CHARTS[name]
    population = find_population(scope, selection)
    if population is None:
        return None
    chart = draw(Subject(scope, population, address))
    narrowed = "".join(f"-{_UNSAFE.sub('-', id.lower())}" for _, id in selection.parts)
    return replace(chart, id=chart.id + narrowed)


def _experiments(scope: Scope, name: str = "") -> tuple[ExperimentView, ...]:
    if scope.history is None or not scope.history.lives:
        return ()
    found = [each for each in scope.experiments if not name or (each.definition and each.definition.name == name)]
    return build_experiments(scope, found)


def _answer(scope: Scope, selection: Selection) -> Iterator[Clause]:
    """What a manager would say aloud: how long work takes, how much there is, what is older than it should be."""
    names = ("cycle_time", "wip", "service_level_expectation")
    for name, figure in list_figures(scope, selection, names).items():
        if name != "service_level_expectation":
            said = headline(figure.says)[0]
            said = said.removesuffix(f" on {day_words(scope.as_of)}")
            yield Clause(said if name == names[0] else said[:1].lower() + said[1:], name)
        elif late := figure.detail.get("passed"):
            yield Clause(f"{number_of(len(late))} of these {_have(late)} passed what is expected", name)


def _have(values: list[object]) -> str:
    return "has" if len(values) == 1 else "have"


def _rows(scope: Scope, selection: Selection) -> Iterator[FigureRow]:
    kind = selection.parts[0][0] if selection.parts else ""
    figures = list_figures(scope, selection, FIGURES[kind])
    for component in COMPONENTS:
        for name, figure in figures.items():
            definition = DEFINITIONS[name]
            if definition.component == component:
                yield FigureRow(name, definition.title, component, value_words(definition, figure), figure.says)


def convention_facts(scope: Scope) -> tuple[Fact, ...]:
    """How figures count here, as facts."""
    chosen: Conventions = scope.conventions
    population = find_population(scope)
    window = f"{chosen.window} days"
    if population is not None:
        window += f", {day_words(population.start)} to {day_words(population.end)}"
    back = "the clock goes on" if chosen.back == "keep" else "the clock begins anew"
    facts = (
        ("Window", window),
        ("Days", "calendar days, both ends counted" if chosen.both_ends else "calendar days, one end counted"),
        ("Percentiles", f"by {chosen.percentile.replace('_', ' ')}"),
        ("Expectation", percent_words(chosen.expectation)),
        ("Moved back", f"before the start: {back}"),
        ("Day of finishing", "still in progress" if chosen.finishing_day else "no longer in progress"),
        ("Few", f"fewer than {chosen.few} are told one by one, without percentiles"),
        ("Smallest group", f"{chosen.smallest_group} people"),
    )
    return tuple(Fact(label, (capital(says),)) for label, says in facts)
