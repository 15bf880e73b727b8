"""Publishing (WS2): what the settings leave out has to exist, or it would be published in spite of them."""

from collections.abc import Iterator

from worksystem.diagnostics import Severity
from worksystem.graph.suggest import list_words, suggest_word
from worksystem.graph.vocabulary import custom_fields_of
from worksystem.model.kinds import KINDS
from worksystem.model.tree import fields_of
from worksystem.rules.rule import Context, Finding, Rule

__all__ = ["RULES"]


def _fields_by_kind(context: Context) -> dict[str, set[str]]:
    found = {kind: set(fields_of(KINDS[kind].model)) for kind in KINDS if kind != "settings"}
    found["item"] |= set(custom_fields_of(context.workspace))
    for kind, entries in context.workspace.records.items():
        for entry in entries.values():
            if entry.extra:
                found[kind] |= entry.extra.keys()
    return found


def _check(context: Context) -> Iterator[Finding]:
    workspace = context.workspace
    without = workspace.settings_entry.record.publish.without
    if not without or any(broken.kind == "item_type" for broken in workspace.broken):
        return
    by_kind = _fields_by_kind(context)
    everywhere = set[str]().union(*by_kind.values())
    for number, name in enumerate(without):
        kind, dot, field = name.partition(".")
        if name in everywhere or field in by_kind.get(kind, ()):
            continue
        message = f'publish leaves out "{name}", and no record has such a field'
        if dot and kind not in by_kind:
            plural = next((each for each in by_kind if KINDS[each].plural == kind), None)
            close = plural or suggest_word(kind, by_kind)
            help = f'did you mean "{close}.{field}"?' if close else f"begin with a kind: {list_words(sorted(by_kind))}"
        else:
            close = suggest_word(field if dot else kind, sorted(by_kind[kind] if dot else everywhere))
            help = f'did you mean "{kind + dot if dot else ""}{close}"?' if close else "correct it, or take it out"
        yield Finding("WS227", message, workspace.settings_entry, ("publish", "without", number), help=help)


RULES: tuple[Rule, ...] = (
    Rule(
        "WS227",
        "unknown-field-left-out",
        Severity.ERROR,
        "humanity_over_tools",
        ("poor_visibility",),
        "The settings leave a field out of the site that no record has",
        _check,
    ),
)
