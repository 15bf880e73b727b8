"""Work that grows old (WS730, WS735): longer under way than is expected, or in silence."""

from collections.abc import Iterator, Mapping
from datetime import timedelta

from worksystem.diagnostics import Severity
from worksystem.metrics.expectation import declared_by
from worksystem.metrics.population import Population
from worksystem.metrics.working_time import is_working_day
from worksystem.model.words import day_words, days_words, percent_words
from worksystem.rules.lives import Living, last_change, list_living
from worksystem.rules.rule import Context, Finding, Rule
from worksystem.rules.unfinished import left_lying, usual_days

__all__ = ["RULES"]

_LONGEST_HOLIDAYS = 14
_HELP = "look at it first when the team next meets: finish it, make it smaller, or say what is in the way"


def _check_older_than_expected(context: Context) -> Iterator[Finding]:
    for item, message in _older(context).items():
        yield Finding("WS730", message, context.item_by_id[item].entry, ("status",), help=_HELP)


def _older(context: Context) -> Mapping[str, str]:
    """The items that are older than is expected of them, each with what there is to say."""
    return context.once(_find_older)


def _find_older(context: Context) -> dict[str, str]:
    population = context.population
    if population is None:
        return {}
    workflows = context.workspace.workflows
    states, declared = declared_by(context.workspace, workflows, both_ends=population.conventions.both_ends)
    found: dict[str, str] = {}
    for one in list_living(context):
        if one.item.is_active and not _is_said_elsewhere(context, one):
            limit = states.get((one.life.workflow, one.spell.state))
            says = _in_state(population, limit, one) or _under_way(context, population, declared, one)
            if says:
                found[one.item.id] = says
    return found


def _is_said_elsewhere(context: Context, one: Living) -> bool:
    """Whether a block that is limited, or the parts of an item, speak for it; or that it was left lying altogether."""
    rules = one.item.workflow.record.exceptions if one.item.workflow is not None else None
    if one.item.record.blocked is not None and rules is not None and rules.blocked is not None:
        return True
    return one.item.id in context.once(_parents_of_open) or one.item.id in left_lying(context)


def _parents_of_open(context: Context) -> frozenset[str]:
    return frozenset(item.parent for item in context.open_items if item.parent)


def _in_state(population: Population, limit: float | None, one: Living) -> str:
    if limit is None or one.entered is None:
        return ""
    days = population.conventions.days(one.entered.toordinal(), population.end.toordinal())
    if days <= limit or days - _days_off(population) <= limit:
        return ""
    so = f'{one.item.id} is in "{one.item.state_name}" for {days_words(days)}'
    return f"{so}, where {days_words(limit)} {'is' if limit == 1 else 'are'} expected"


def _under_way(context: Context, population: Population, declared: Mapping[str, float], one: Living) -> str:
    workflow, type = one.life.workflow, one.item.type
    days, limit = population.age_days(one.life), declared.get(workflow) or usual_days(context).get(workflow)
    is_project = type is not None and type.record.manages == "project"  # of what others take a week for, it takes many
    if days is None or limit is None or one.life.is_cut or is_project:
        return ""
    if days <= limit or days - _days_off(population) <= limit:
        return ""
    so = f"{one.item.id} is in progress for {days_words(days)}"
    if workflow in declared:
        return f"{so}, where its states together are expected to take {days_words(limit)}"
    share = percent_words(population.conventions.expectation)
    return f"{so}, where {share} of what was finished took {days_words(limit)} at most"


def _days_off(population: Population) -> int:
    """How many days ago the last working day was: nobody could have acted since."""
    calendar, day = population.workspace.settings.calendar, population.end
    while not is_working_day(calendar, day) and (population.end - day).days < _LONGEST_HOLIDAYS:
        day -= timedelta(days=1)
    return (population.end - day).days


def _check_gone_quiet(context: Context) -> Iterator[Finding]:
    population = context.population
    if population is None or context.past is None:
        return
    stale = context.workspace.settings.thresholds.stale.span
    latest = context.as_of - timedelta(days=context.past.silence)
    elsewhere = _older(context).keys() | left_lying(context).keys()
    for one in list_living(context):
        item = one.item
        if not item.is_active or item.record.updates or item.record.blocked or item.id in elsewhere:
            continue
        expected = item.state.expectation.calendar if item.state is not None and item.state.expectation else None
        last = last_change(population, one)
        if latest - last > max(stale, expected or stale):
            message = f'{item.id} is in "{item.state_name}", and nothing about it has changed since {day_words(last)}'
            help = "add one sentence under updates, or put it back until somebody has time for it"
            yield Finding("WS735", message, item.entry, ("status",), help=help)


RULES: tuple[Rule, ...] = (
    Rule(
        "WS730",
        "older-than-expected",
        Severity.NOTE,
        "flow_over_friction",
        ("missed_deadlines",),
        "Work is under way for longer than is expected of it",
        _check_older_than_expected,
        of_past=True,
    ),
    Rule(
        "WS735",
        "gone-quiet",
        Severity.NOTE,
        "visibility_over_assumption",
        ("poor_visibility", "busy_work"),
        "Work is under way, and nothing about it has changed for a long time",
        _check_gone_quiet,
        of_past=True,
    ),
)
