"""What every report of a diff says in the same words: the headline, counts, objections and effects."""

from collections import Counter
from collections.abc import Iterator
from typing import Final

from worksystem.diff import Diff, Objection, RecordChange
from worksystem.diff.changes import What
from worksystem.model.kinds import KINDS
from worksystem.model.words import capital, count_of, list_words

__all__ = ["by_kind", "effect_lines", "headline", "kind_title", "objection_words", "origin"]

_SHORT: Final = 10
# kinds of records and reasons that the headline names where there are many
_MOST: Final = 3
_REASONS: Final = 5
_COUNTED: Final[tuple[tuple[What, str], ...]] = (
    ("created", "created"),
    ("moved", "moved"),
    ("reassigned", "reassigned"),
    ("dated", "re-dated"),
    ("prioritized", "re-prioritized"),
    ("estimated", "re-estimated"),
    ("blocked", "blocked"),
    ("unblocked", "unblocked"),
    ("approved", "with other approvals"),
    ("archived", "archived"),
    ("restored", "taken out of the archive"),
    ("renamed", "renamed"),
    ("removed", "removed"),
)


def headline(diff: Diff) -> str:
    """What changes, in one sentence, and whether it is routine."""
    if diff.is_empty:
        return "Nothing changes in the work."
    kinds = by_kind(diff)
    shown = kinds if len(kinds) <= _MOST + 1 else sorted(kinds, key=lambda each: -len(each[1]))[:_MOST]
    counts = [
        count_of(len(records), *_nouns(kind)) + (f" ({told})" if (told := _counted(records)) else "")
        for kind, records in shown
    ]
    if len(shown) < len(kinds):
        counts.append(f"{len(kinds) - len(shown)} more kinds of records")
    changed = f"{capital(list_words(counts))} {_verb(diff)}." if counts else "No record changes."
    if diff.class_ == "routine":
        return f"{changed} Routine."
    reasons = diff.reasons
    if len(reasons) > _REASONS + 1:
        reasons = (*reasons[:_REASONS], f"{len(reasons) - _REASONS} more reasons")
    return f"{changed} This takes an agreement: {list_words(reasons)}."


def origin(diff: Diff) -> str:
    """What is compared with what."""
    says = f"Compared with {diff.named} at {diff.base[:_SHORT]}, where the branch began"
    if diff.behind:
        came = "has come since and is" if diff.behind == 1 else "have come since and are"
        says += f"; {count_of(diff.behind, 'commit')} {came} part of the effect"
    return f"{says}."


def by_kind(diff: Diff) -> list[tuple[str, list[RecordChange]]]:
    """The records that change, items first."""
    kinds = ["item", *(kind for kind in KINDS if kind != "item")]
    found = [(kind, [record for record in diff.records if record.kind == kind]) for kind in kinds]
    return [(kind, records) for kind, records in found if records]


def kind_title(kind: str) -> str:
    """What records of a kind are called: `Item types`."""
    title = KINDS[kind].title
    return title if kind == "settings" else "People" if kind == "person" else f"{title}s".replace("ys", "ies")


def effect_lines(diff: Diff) -> Iterator[str]:
    """What the merge does to the whole, a line each."""
    effect = diff.effect
    for room in effect.rooms:
        limit = f", limit {room.limit}" if room.limit is not None else ""
        over = ": over the limit" if room.is_over else ""
        yield f"{room.workflow.title}, {room.state.name}: {room.before} → {room.after}{limit}{over}"
    for load in effect.loads:
        yield f"{load.team.title} has {load.before} → {load.after} items in progress"
    for word, counts, late in (
        ("past due", effect.past_due, effect.newly_past_due),
        ("with a promise at risk", effect.at_risk, effect.newly_at_risk),
    ):
        if counts[0] != counts[1] or late:
            yield f"open items {word}: {counts[0]} → {counts[1]}"
        for each in late:
            yield f"{each.item.id} {each.item.title}: {each.why}"


def _nouns(kind: str) -> tuple[str, str]:
    many = kind_title(kind).lower()
    return ("settings", many) if kind == "settings" else (KINDS[kind].title.lower(), many)


def _verb(diff: Diff) -> str:
    return "changes" if len(diff.records) == 1 and diff.records[0].kind != "settings" else "change"


def _counted(records: list[RecordChange]) -> str:
    if records[0].kind != "item":
        return ""
    counts = Counter(what for record in records for what, _ in _COUNTED if record.has(what))
    return list_words([f"{counts[what]} {word}" for what, word in _COUNTED if counts[what]])


def objection_words(objection: Objection) -> str:
    """Who could see to it, or what to do; empty where nothing is known."""
    names = list_words([person.title for person in objection.able], "or")
    if names:
        return f"could be {'given' if objection.kind == 'approval' else 'done'} by {names}"
    return objection.help
