"""What prose gives away (WS736, WS740): work that nothing links to, and words that only insiders know."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any, Final

from worksystem.diagnostics import Severity
from worksystem.graph import mending
from worksystem.model.entry import Entry
from worksystem.position import Place, Position, Span
from worksystem.rules.facts import ItemFacts, written_keys
from worksystem.rules.rule import Context, Finding, Rule
from worksystem.source.document import Keys, reach

__all__ = ["RULES", "list_texts"]

_PROSE: Final = frozenset({"title", "outcome", "acceptance", "description", "comments", "updates"})
_ABBREVIATION: Final = re.compile(r"[A-Z](?<![\w/.#@&-].)[A-Z]{1,5}(?=s?(?![\w/&-]))")  # capitals are found fastest
_FEWEST: Final = 3  # abbreviations that call for a glossary where there is none
_ROMAN: Final = frozenset("IVX")
# Words that people outside of any team know.
_EVERYWHERE: Final = """
    AI AM API ASAP CD CEO CFO CI CPU CSV CTO DNS EU EUR FAQ FTP GB GDPR GMT GPS HR HTML HTTP HTTPS ID IP ISO IT JSON KB
    LAN MB NO NOT OK PC PDF PIN PM PR QR RAM SMS SQL SSH SSL TB TLS TODO TV UI UK UN URL US USA USB USD UTC UX VAT VPN
    WIFI XML YAML ZIP
"""


def list_texts(item: ItemFacts) -> Iterator[tuple[Keys, str]]:
    """The prose of an item, with where it stands; the block first, which says the most."""
    record = item.record
    if record.blocked is not None and record.blocked.reason:
        yield ("blocked", "reason"), record.blocked.reason
    yield ("title",), record.title
    if record.outcome:
        yield ("outcome",), record.outcome
    for index, point in enumerate(record.acceptance):
        yield ("acceptance", index, "text"), point.text
    if record.description:
        yield ("description",), record.description
    for index, update in enumerate(record.updates):
        yield ("updates", index, "text"), update.text
    for index, comment in enumerate(record.comments):
        yield ("comments", index, "text"), comment.text


def _check_named_not_linked(context: Context) -> Iterator[Finding]:
    for item in _list_telling(context):
        said: set[str] = set()
        for keys, text in list_texts(item):
            for id, offset in context.item_words.find(text).items():
                other = context.item_by_id[id]
                if id == item.id or id in said or not other.is_open or _are_linked(context, item, other):
                    continue
                said.add(id)
                message = f"{item.id} names {id}, which is open, and neither links to the other"
                if keys[0] == "blocked":
                    message = f"{item.id} is blocked, its reason names {id}, and neither links to the other"
                help = f"add {id} to depends_on if one waits for the other, else to relates_to"
                fix = mending.add(item.entry, ("relates_to",), id, f"add {id} to relates_to")
                place = _place(item.entry, keys, offset, len(id))
                yield Finding("WS736", message, item.entry, keys, help=help, place=place, fix=fix)


def _list_telling(context: Context) -> list[ItemFacts]:
    """The open items whose prose may name another one."""
    more = {item.id for item in context.open_with("blocked", "outcome", "acceptance", "updates", "comments")}
    may_name = context.item_words.may_be_in
    return [
        item
        for item in context.open_items
        if may_name(item.record.description) or may_name(item.title) or item.id in more
    ]


def _place(entry: Entry[Any], keys: Keys, offset: int, length: int) -> Place:
    """Where a word stands in a text: a long one is not read to its end for it."""
    keys = written_keys(entry, keys if entry.has(*keys) else keys[:-1]) if len(keys) > 1 else keys
    document, at = entry.origin(keys)
    if keys == ("description",) and document is entry.document and not reach(document.values, at)[0]:
        return document.body_place(offset, length)
    start = document.inside(at, offset)
    if start is None:
        return entry.at(*keys)
    return Place(document.path, Span(start, Position(start.line, start.column + length)), entry.field_name(*keys))


def _are_linked(context: Context, item: ItemFacts, other: ItemFacts) -> bool:
    """Whether a field of one, of whatever kind, holds the other."""
    links = context.workspace.links
    if any(link.target == other.id for link in links.outgoing(item.id)):
        return True
    if any(link.target == item.id for link in links.outgoing(other.id)):
        return True
    return _holds(item.entry, other.id) or _holds(other.entry, item.id)


def _holds(entry: Entry[Any], id: str) -> bool:
    waiting: list[Any] = [value for name, value in entry.written.items() if name not in _PROSE]
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            waiting.extend(value.values())
        elif isinstance(value, list):
            waiting.extend(value)
        elif value == id:
            return True
    return False


def _check_private_jargon(context: Context) -> Iterator[Finding]:
    glossary = context.workspace.glossary
    known = frozenset(_EVERYWHERE.split()) | _said(glossary or "")
    uses: Counter[str] = Counter()
    first: dict[str, tuple[ItemFacts, str]] = {}
    outcomes = {item.id: item.record.outcome for item in context.items_with("outcome")}
    # without two capitals there is nothing to look for
    for item in [each for each in context.items if each.id in outcomes or not each.title[1:].islower()]:
        here: dict[str, str] = {}
        for field, text in (("title", item.title), ("outcome", outcomes.get(item.id, ""))):
            words = _ABBREVIATION.findall(text) if text else ()
            if words and not text.isupper():
                here.update((word, field) for word in words if word not in here)
        for word, field in here.items():
            uses[word] += 1
            if item.is_open:
                first.setdefault(word, (item, field))
    least = context.workspace.settings.thresholds.jargon
    often = {
        word: where
        for word, where in sorted(first.items())
        if uses[word] > least and word not in known and not _ROMAN.issuperset(word)
    }
    names = _names(context) if often else frozenset[str]()
    private = {word: where for word, where in often.items() if word not in names}
    if glossary is None:
        if len(private) >= _FEWEST:
            yield _without_glossary(private)
        return
    for word, (item, field) in private.items():
        message = f'"{word}" stands in {uses[word]} titles and outcomes, and the glossary does not say what it means'
        help = "say it in the glossary, or write the words out"
        yield Finding("WS740", message, item.entry, (field,), help=help)


def _without_glossary(private: dict[str, tuple[ItemFacts, str]]) -> Finding:
    """Said once, at the first use of the first word."""
    shown = list(private.items())[:8]
    words = ", ".join(word for word, _ in shown[:-1])
    more = f", {shown[-1][0]} and more" if len(private) > len(shown) else f" and {shown[-1][0]}"
    message = f"there is no glossary that explains the abbreviations {words}{more}"
    related = tuple((item.entry, (field,), f"{word} stands here") for word, (item, field) in shown[1:])
    item, field = shown[0][1]
    help = "say what they mean on a page of the handbook called glossary, or write the words out"
    return Finding("WS740", message, item.entry, (field,), help=help, related=related)


def _said(text: str) -> frozenset[str]:
    return frozenset(_ABBREVIATION.findall(text))


def _names(context: Context) -> frozenset[str]:
    """What stands for a record of its own: a prefix of ids, the name of a tool, a team or a role."""
    found = {prefix for id in context.workspace.items if (prefix := id.partition("-")[0]).isupper()}
    for kind in ("team", "tool", "role", "discipline", "standard", "workflow", "item_type"):
        for id, entry in context.workspace.of_kind(kind).items():
            found |= _said(f"{entry.record.name} {entry.record.purpose if hasattr(entry.record, 'purpose') else ''}")
            found.add(id.upper())
    return frozenset(found)


RULES: tuple[Rule, ...] = (
    Rule(
        "WS736",
        "named-not-linked",
        Severity.NOTE,
        "visibility_over_assumption",
        ("hidden_dependencies",),
        "The text of an open item names another one that it has no link to",
        _check_named_not_linked,
    ),
    Rule(
        "WS740",
        "private-jargon",
        Severity.NOTE,
        "visibility_over_assumption",
        ("poor_visibility",),
        "An abbreviation is used again and again, and the glossary does not know it",
        _check_private_jargon,
    ),
)
