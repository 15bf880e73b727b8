"""Two states of the work side by side: what differs, what the workflows say of it, and what the merge does."""

from collections import Counter
from collections.abc import Iterable
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from worksystem.diagnostics import Diagnostic
from worksystem.diff.changes import Change, Diff, RecordChange
from worksystem.diff.effect import effect_of, merge_result
from worksystem.diff.items import item_changes
from worksystem.diff.moves import Bench
from worksystem.diff.records import changes_of
from worksystem.diff.sides import Pair, Sides
from worksystem.diff.workflows import workflow_changes
from worksystem.graph.workspace import Workspace
from worksystem.model.kinds import KINDS
from worksystem.views.privacy import list_telling_rules, may_show_finding, withhold
from worksystem.views.scope import title_of
from worksystem.workflow.judge import Judge
from worksystem.workflow.known import Known
from worksystem.workflow.versions import migrated

__all__ = ["Side", "compare", "list_moved"]


class Side(Struct, frozen=True):
    """The work at one moment; `findings` are what the checker says of it.

    Shape: `hidden` are what it would say once every item is where migrations take it; empty where none has to move.
    """

    workspace: Workspace
    findings: tuple[Diagnostic, ...] = ()
    hidden: tuple[Diagnostic, ...] = ()


def compare(
    old: Side,
    new: Side,
    *,
    as_of: date,
    tip: Workspace | None = None,
    known: Known | None = None,
    changed: Iterable[str] = (),
    named: str = "",
    base: str = "",
    head: str = "",
    behind: int = 0,
    audience: str = "internal",
    notes: tuple[str, ...] = (),
) -> Diff:
    """What changed from one side to the other, as a reader may see it.

    Shape: `tip` is what the branch will be merged into, where that is not the old side any more; `changed` are the
    paths of files that differ, those without records too; `notes` are what could not be found out. What is held back
    after is held back of before as well.
    """
    known = known or Known()
    hidden = replace(old.workspace, settings=old.workspace.settings.model_copy(update=_published(new.workspace)))
    full = Sides(hidden, new.workspace)
    shown = Sides(withhold(hidden, audience), withhold(new.workspace, audience))
    judge = Judge(new.workspace, as_of, known.proofs, before=hidden)
    bench = Bench(hidden, judge, known, audience)
    visible = {_key(pair): pair for pair in shown.pairs}
    records = tuple(_change(full, pair, shown, visible.get(_key(pair)), bench) for pair in full.pairs)
    files = {*_files(old.workspace), *_files(new.workspace)}
    told = {entry.path for pair in full.pairs for entry in (pair.old, pair.new) if entry is not None}
    others = tuple(sorted(path for path in changed if path not in files))
    effect = effect_of(
        migrated(withhold(tip, audience) if tip is not None else shown.old),
        migrated(merge_result(withhold(tip, audience), shown) if tip is not None else shown.new),
        as_of=as_of,
        audience=audience,
    )
    fresh, solved = _findings(old, new, audience)
    return Diff(
        named=named,
        base=base,
        head=head,
        as_of=as_of,
        behind=behind,
        by=tuple(full.ref("person", id) for id in known.by),
        records=tuple(each for each in records if each.changes),
        new=fresh,
        solved=solved,
        effect=effect,
        others=others,
        notes=notes,
        unshown=tuple(reason for each in records if not each.changes for reason in each.reasons),
        silent=sum(path in files and path not in told for path in changed),
    )


def list_moved(old: Workspace, new: Workspace) -> tuple[Pair, ...]:
    """The items that a change touches and that are still there."""
    return tuple(pair for pair in Sides(old, new).of_items if pair.new is not None)


def _change(full: Sides, pair: Pair, shown: Sides, visible: Pair | None, bench: Bench) -> RecordChange:
    """What changed in a record, without changes where nothing of it may be told."""
    kind = pair.entry.kind
    changes = _changes(shown, visible, bench) if visible is not None else ()
    verdict = None
    reasons: tuple[str, ...] = (KINDS[kind].plural.replace("_", " "),)
    if kind == "item":
        verdict = bench.verdict(pair)
        reasons = tuple(bench.reasons(pair, _changes(full, pair, bench), verdict))
    entry = visible.entry if visible is not None else pair.entry
    return RecordChange(kind, entry.id, title_of(entry), entry.path, changes, verdict, reasons)


def _changes(sides: Sides, pair: Pair, bench: Bench) -> tuple[Change, ...]:
    if pair.entry.kind == "item":
        return item_changes(sides, pair, bench.stands(pair.new) if pair.new is not None else ())
    return (workflow_changes if pair.entry.kind == "workflow" else changes_of)(sides, pair)


def _key(pair: Pair) -> tuple[str, str]:
    return pair.entry.kind, pair.entry.id


def _files(workspace: Workspace) -> set[str]:
    """The files that hold records."""
    entries = [entry for of_kind in workspace.records.values() for entry in of_kind.values()]
    found = {document.path for entry in entries for document, _ in entry.origins.values()}
    return {workspace.settings_entry.path, *(entry.path for entry in entries), *found}


def _published(workspace: Workspace) -> dict[str, object]:
    return {"publish": workspace.settings.publish}


def _findings(old: Side, new: Side, audience: str) -> tuple[tuple[Diagnostic, ...], tuple[Diagnostic, ...]]:
    """What only one side finds; lines may have moved, so a finding is known by its record, field and words."""
    telling = list_telling_rules(new.workspace, audience) | list_telling_rules(old.workspace, audience)
    without = new.workspace.settings.publish.without
    found = []
    for these, those in ((new, old), (old, new)):
        left = Counter(map(_mark, those.findings))
        hidden = {_without_field(each) for each in those.hidden}
        only = []
        for each in these.findings:
            left[_mark(each)] -= 1
            is_only = left[_mark(each)] < 0 and _without_field(each) not in hidden
            if is_only and each.code not in telling and may_show_finding(audience, each, without):
                only.append(each)
        found.append(tuple(only))
    return found[0], found[1]


def _without_field(finding: Diagnostic) -> tuple[str, str, str]:
    """What a finding is known by where the names of states differ, and with them those of fields."""
    return finding.code, finding.record or finding.place.path, finding.message


def _mark(finding: Diagnostic) -> tuple[str, str, str, str]:
    return finding.code, finding.record or finding.place.path, finding.place.field, finding.message
