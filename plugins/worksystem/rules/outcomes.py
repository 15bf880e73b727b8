"""What work is to achieve: acceptance criteria that are missing, outcomes that are none (WS715, WS717, WS718)."""

from collections import Counter
from collections.abc import Iterator
from typing import Any, Final

from worksystem.diagnostics import Severity
from worksystem.model import ItemType
from worksystem.model.entry import Entry
from worksystem.rules.facts import ItemFacts
from worksystem.rules.rule import Context, Finding, Rule
from worksystem.rules.words import list_of, words_of

__all__ = ["RULES"]

_FEWEST: Final = 4
_SHORT: Final = 5  # words of a sentence that only names what is done

# Verbs that open a sentence about what people will do.
_DOING: Final = list_of(
    """
    add adopt analyse analyze assess build configure continue coordinate create define deploy develop discuss draft
    evaluate examine explore fix implement improve install integrate introduce investigate launch maintain migrate
    modernise modernize organise organize perform prepare produce refactor replace research rewrite upgrade write
    adding analysing analyzing building configuring creating defining deploying designing developing discussing
    documenting evaluating exploring fixing implementing improving installing integrating introducing investigating
    maintaining migrating moving organising organizing preparing refactoring replacing researching reviewing rewriting
    testing updating upgrading working writing
    """
)
# Words that are a verb or a thing: only what follows tells.
_EITHER: Final = list_of(
    """
    check clean design document finish look move plan process release report review roll run set support test update
    work
    """
)
_FOLLOWS: Final = list_of("a all an at for into my on our out over the their these this through up")
# Nouns for something that people do, where what it is done to follows.
_NOUNS: Final = list_of(
    """
    analysis assessment configuration coordination creation definition deployment development documentation evaluation
    exploration implementation installation integration introduction investigation maintenance migration preparation
    refactoring rollout
    """
)
# How a sentence ends that says that something was done; "all customers moved" says what is true.
_DONE: Final = list_of(
    """
    analysed analyzed assessed completed conducted discussed documented drafted evaluated explored held implemented
    investigated performed researched reviewed updated
    """
)
_STATE: Final = list_of("all any both each every everybody everyone everything keep keeps remain remains stay stays")
# Words of a sentence that says what will be true, and words that say what for.
_TRUE: Final = list_of(
    """
    are aren't can cannot can't could does doesn't don't get gets has have instead is isn't knows less longer may more
    must need needs never nobody sees should so than that until was were when whenever where which who whose will
    within without won't would
    """
)


def _check_no_acceptance(context: Context) -> Iterator[Finding]:
    begun, having = Counter[Entry[ItemType]](), Counter[Entry[ItemType]]()
    lacking: dict[Entry[ItemType], list[ItemFacts]] = {}
    said = {item.id for item in context.items_with("acceptance")}
    for item in context.items:
        type = item.type
        if type is not None and item.category in ("active", "done"):
            begun[type] += 1
            if item.id in said:
                having[type] += 1
            elif item.is_active:
                lacking.setdefault(type, []).append(item)
    for type, items in lacking.items():
        record = type.record
        others, have, name = begun[type] - 1, having[type], record.name.lower()
        if "acceptance" in record.required:
            continue  # another rule asks for it
        if "acceptance" in record.template:
            why = f"every new {name} begins with some"
        elif others >= _FEWEST and have > 0.75 * others:
            why = f"{have} of {others} others of the type {name} do"
        else:
            continue
        for item in items:
            if item.state is None or item.state.entry is None or "acceptance" not in item.state.entry.fields:
                message = f'{item.id} is in "{item.state_name}" and does not say when it is done; {why}'
                help = "add acceptance, with one line for each thing that has to be true"
                yield Finding("WS715", message, item.entry, ("acceptance",), on="key", help=help)


def _outcomes(context: Context) -> Iterator[tuple[str, Entry[Any], str, str]]:
    """What every open item and every goal that goes on is called, the record, its outcome and its title."""
    for item in context.open_with("outcome"):
        yield item.id, item.entry, item.record.outcome, item.title
    for id, goal in context.workspace.goals.items():
        period = goal.record.period
        if goal.record.outcome and (period is None or period.last >= context.as_of):
            yield f'goal "{id}"', goal, goal.record.outcome, goal.record.name


def _check_activity(context: Context) -> Iterator[Finding]:
    for name, entry, outcome, title in _outcomes(context):
        words = words_of(outcome)
        if _is_activity(words) and words != words_of(title):
            message = f'the outcome of {name}, "{outcome}", says what is done and not what comes of it'
            help = "say what will be true afterwards, and for whom"
            yield Finding("WS717", message, entry, ("outcome",), help=help)


def _is_activity(words: tuple[str, ...]) -> bool:
    """Whether a sentence is an instruction, or names one, with no figure, no state and nothing that it is for."""
    if len(words) < 2:
        return False
    is_act = words[0] in _DOING or (words[0] in _EITHER and words[1] in _FOLLOWS)
    is_noun = words[0] in _NOUNS and words[1] in ("and", "for", "of") and len(words) <= _SHORT
    is_done = words[-1] in _DONE and len(words) <= _SHORT and _STATE.isdisjoint(words)
    if not (is_act or is_noun or is_done):
        return False
    return not any(word in _TRUE or any(sign.isdigit() for sign in word) for word in words)


def _check_repeats_title(context: Context) -> Iterator[Finding]:
    for name, entry, outcome, title in _outcomes(context):
        if words_of(outcome) == words_of(title) != ():
            message = f"the outcome of {name} only repeats what it is called"
            help = "say what will be true afterwards, and for whom"
            yield Finding("WS718", message, entry, ("outcome",), help=help)


RULES: tuple[Rule, ...] = (
    Rule(
        "WS715",
        "work-without-acceptance",
        Severity.NOTE,
        "clarity_over_chaos",
        ("busy_work",),
        "Work is under way and nothing says when it is done",
        _check_no_acceptance,
    ),
    Rule(
        "WS717",
        "outcome-names-activity",
        Severity.NOTE,
        "clarity_over_chaos",
        ("busy_work",),
        "An outcome says what is done and not what comes of it",
        _check_activity,
    ),
    Rule(
        "WS718",
        "outcome-repeats-title",
        Severity.NOTE,
        "clarity_over_chaos",
        ("busy_work",),
        "An outcome only repeats the title",
        _check_repeats_title,
    ),
)
