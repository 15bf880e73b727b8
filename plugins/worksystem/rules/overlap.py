"""The same thing twice, in other words: items, tools and responsibilities (WS416, WS417, WS723)."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations
from typing import Final

from worksystem.diagnostics import Severity
from worksystem.model.entry import Entry
from worksystem.model.role import Role
from worksystem.rules.facts import ItemFacts
from worksystem.rules.rule import Context, Finding, Rule
from worksystem.rules.words import LITTLE, content_of, list_of, title_words, words_of

__all__ = ["RULES"]

_BEGINNING: Final = 3  # characters by which words that could be the same one are brought together
_LONGEST: Final = 12  # words of a title that is held against others word by word
_ALIKE: Final = 81  # above what five letters have in common if one differs
_SAME_PURPOSE: Final = 90
_SAME_OUTCOME: Final = 88
_MOST: Final = 50  # items under one heading that are compared with each other; more of them are a series

# Words that make no other work of it.
_WEAK: Final = LITTLE | list_of("all also be been current get gets has have new now please quickly some soon will")
_SAME_VERB: Final = {
    word: words[0]
    for words in (
        ("buy", "buying", "order", "ordering", "procure", "procuring", "purchase", "purchasing"),
        ("choose", "choosing", "pick", "picking", "select", "selecting"),
        ("delete", "deleting", "remove", "removing"),
        ("fix", "fixing", "mend", "mending", "repair", "repairing"),
        ("hire", "hiring", "recruit", "recruiting"),
        ("move", "moving", "migrate", "migrating"),
    )
    for word in words
}


def _check_near_duplicate(context: Context) -> Iterator[Finding]:
    titles = {id: _meaning(words) for id, words in title_words(context).items()}
    outcomes = {item.id: _meaning(words_of(item.record.outcome)) for item in context.open_with("outcome")}
    found: dict[str, tuple[ItemFacts, ItemFacts, str]] = {}
    for first, item in _pairs(_gather(titles, 3), context):
        if _are_alike(titles[first.id], titles[item.id]):
            found.setdefault(item.id, (first, item, "title"))
    for first, item in _pairs(_gather(outcomes, 4), context):
        if _may_be_one(titles[first.id], titles[item.id]) and _are_alike(outcomes[first.id], outcomes[item.id]):
            found.setdefault(item.id, (first, item, "outcome"))
    for first, item in _pairs(_gather_by_most({id: titles[id] for id in outcomes}), context):
        if abs(len(titles[first.id]) - len(titles[item.id])) == 1 and _say_one(outcomes[first.id], outcomes[item.id]):
            found.setdefault(item.id, (first, item, "title"))
    for first, item, field in found.values():
        message = f'{item.id} may be the same work as {first.id}: "{getattr(first.record, field)}"'
        related = ((first.entry, (field,), f"{first.id} stands here"),)
        help = "if it is, drop one and link it under duplicates; if not, say in the titles what differs"
        yield Finding("WS723", message, item.entry, (field,), help=help, related=related)


def _meaning(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words that tell one work from another, with one word for verbs that mean the same."""
    return tuple([_SAME_VERB.get(word, word) for word in words if word not in _WEAK])


def _say_one(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether two outcomes say nearly the same, in any order, with the same figures."""
    if min(len(one), len(other)) < 3 or _figures(one) != _figures(other):
        return False
    from rapidfuzz import fuzz  # only where two titles differ by a word

    return fuzz.token_sort_ratio(" ".join(one), " ".join(other), score_cutoff=_SAME_OUTCOME) > 0


def _figures(words: tuple[str, ...]) -> list[str]:
    return sorted(word for word in words if any(sign.isdigit() for sign in word))


def _may_be_one(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether two titles share a word and are not of a series, in which one word differs from turn to turn."""
    is_series = len(one) == len(other) and sum(word != each for word, each in zip(one, other, strict=True)) == 1
    return not is_series and not set(one).isdisjoint(other)


def _gather(texts: Mapping[str, tuple[str, ...]], fewest: int) -> Iterator[list[str]]:
    """Ids of texts whose words begin alike, in any order."""
    found: dict[str, list[str]] = {}
    for id, words in texts.items():
        if len(words) >= fewest:
            found.setdefault(" ".join(sorted([word[:_BEGINNING] for word in words])), []).append(id)
    return (group for group in found.values() if 1 < len(group) <= _MOST)


def _gather_by_most(titles: Mapping[str, tuple[str, ...]]) -> Iterator[list[str]]:
    """Ids of titles that have the same words but for one, which the longer one has more."""
    found: dict[tuple[str, ...], list[str]] = {}
    for id, words in titles.items():
        if 3 <= len(words) <= _LONGEST:
            ordered = tuple(sorted(words))
            found.setdefault(ordered, []).append(id)
            for left_out in range(len(ordered)):
                found.setdefault((*ordered[:left_out], *ordered[left_out + 1 :]), []).append(id)
    return (group for words, group in found.items() if len(words) >= 3 and 1 < len(group) <= _MOST)


def _pairs(groups: Iterable[list[str]], context: Context) -> Iterator[tuple[ItemFacts, ItemFacts]]:
    """Two items that could be the same work: parts of the same larger item or of none, called differently, not linked
    already."""
    words = title_words(context)
    for group in groups:
        for one, other in combinations(group, 2):
            first, item = context.item_by_id[one], context.item_by_id[other]
            is_apart = first.parent != item.parent or words[one] == words[other]
            if not is_apart and not _names(first, other) and not _names(item, one):
                yield first, item


def _names(item: ItemFacts, other: str) -> bool:
    record = item.record
    linked = (*record.duplicates, *record.replaces, *record.relates_to, *record.discovered_from, *record.blocks)
    return other in linked or any(each.item == other for each in record.depends_on)


def _are_alike(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether two texts have the same words, in any order, but for endings and slips of the pen."""
    left = list(other)
    for word in one:
        match = next((each for each in left if each == word), None) or next(
            (each for each in left if _is_spelt_alike(word, each)), None
        )
        if match is None:
            return False
        left.remove(match)
    return not left


def _is_spelt_alike(one: str, other: str) -> bool:
    """Whether two words are forms of one: numbers and short words never are."""
    if one[:_BEGINNING] != other[:_BEGINNING] or min(len(one), len(other)) <= _BEGINNING:
        return False
    if any(sign.isdigit() for sign in one + other):
        return False
    from rapidfuzz import fuzz  # only where two texts could be the same

    return fuzz.ratio(one, other, score_cutoff=_ALIKE) > 0


def _check_tools(context: Context) -> Iterator[Finding]:
    purposes = {id: content_of(words_of(tool.record.purpose)) for id, tool in context.workspace.tools.items()}
    told = {id: " ".join(words) for id, words in purposes.items() if words}
    if len(told) < 2:
        return
    from rapidfuzz import fuzz

    for (id, one), (later, other) in combinations(sorted(told.items()), 2):
        if fuzz.token_set_ratio(one, other, score_cutoff=_SAME_PURPOSE):
            first, tool = context.workspace.tools[id], context.workspace.tools[later]
            message = f'tools "{id}" and "{later}" serve the same purpose: {tool.record.purpose}'
            related = ((first, ("purpose",), f"{id}: {first.record.purpose}"),)
            help = "decide on one, or say in their purposes what each is for"
            yield Finding("WS417", message, tool, ("purpose",), help=help, related=related)


def _fold(word: str) -> str:
    """A word without what makes it one or many: `policies` and `policy`, `releases` and `release` are the same."""
    if len(word) <= 3 or word.endswith("ss"):
        return word
    short = word.removesuffix("s").removesuffix("e")
    return f"{short[:-1]}i" if short.endswith("y") else short


def _check_accountable(context: Context) -> Iterator[Finding]:
    first: dict[tuple[str, ...], tuple[Entry[Role], int]] = {}
    for id, role in context.workspace.roles.items():
        for index, text in enumerate(role.record.accountable_for):
            words = words_of(text)
            key = tuple([_fold(word) for word in content_of(words) or words])
            other, at = first.setdefault(key, (role, index))
            if other is not role:
                message = f'roles "{other.id}" and "{id}" are both accountable for "{text}"'
                related = ((other, ("accountable_for", at), f"{other.id} answers for it here"),)
                help = "leave it with one role, and put it under responsible_for or consulted_on of the other"
                yield Finding("WS416", message, role, ("accountable_for", index), help=help, related=related)


RULES: tuple[Rule, ...] = (
    Rule(
        "WS416",
        "accountable-twice",
        Severity.WARNING,
        "systems_over_silos",
        ("unclear_ownership", "duplicated_effort"),
        "Two roles are accountable for the same thing",
        _check_accountable,
    ),
    Rule(
        "WS417",
        "tools-that-overlap",
        Severity.NOTE,
        "systems_over_silos",
        ("duplicated_effort",),
        "Two tools serve the same purpose",
        _check_tools,
    ),
    Rule(
        "WS723",
        "same-work-in-other-words",
        Severity.NOTE,
        "systems_over_silos",
        ("duplicated_effort",),
        "Two open items say nearly the same",
        _check_near_duplicate,
    ),
)
