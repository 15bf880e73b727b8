"""What git and the forge know of a change: who committed each approval, who reviewed it, how items moved on the way."""

from collections.abc import Collection, Iterable, Mapping, Sequence

from worksystem.errors import GitError
from worksystem.load.system import WorkSystem
from worksystem.model import Item
from worksystem.model.entry import Entry
from worksystem.source.blame import blame, read_authors
from worksystem.source.document import reach
from worksystem.source.git import Git
from worksystem.source.merge_base import Parting
from worksystem.source.parse import parse_markdown, parse_yaml
from worksystem.source.versions import holds_same, read_at, versions_since
from worksystem.workflow.approvals import Proof
from worksystem.workflow.known import Passage
from worksystem.workflow.reviews import Review, approvers_of

__all__ = ["find_proofs", "gather_proofs", "list_passages"]


def gather_proofs(
    system: WorkSystem,
    items: Iterable[Entry[Item]],
    reviews: Sequence[Review] = (),
    *,
    unsure: Collection[str] = (),
) -> dict[str, dict[int, Proof]]:
    """What confirms the approvals of some items, by item and by their place in it.

    Shape: a review counts for a file that is the same in the commit that was reviewed; what an approval covers is
    compared with the file as it was when the approval was committed. Nothing confirms an approval by one of the people
    `unsure`, whose names elsewhere cannot be relied on.
    """
    commits = frozenset(review.commit for review in reviews)
    found: dict[str, dict[int, Proof]] = {}
    for item in items:
        if item.record.approvals and not item.path.startswith("../"):
            same = holds_same(system.repository, item.path, commits, system.revision)
            found[item.id] = _proofs(system, item, approvers_of(reviews, same), unsure)
    return found


def find_proofs(system: WorkSystem, items: Iterable[Entry[Item]]) -> dict[str, dict[int, Proof]] | None:
    """What git knows of the approvals of some items; `None` where it cannot be asked."""
    try:
        return gather_proofs(system, items)
    except GitError:
        return None


def _proofs(
    system: WorkSystem, item: Entry[Item], approvers: frozenset[str], unsure: Collection[str]
) -> dict[int, Proof]:
    git = Git(system.repository)
    told = blame(git, item.path, system.revision or "")
    authors = read_authors(git, told.values())
    found = {}
    for index in range(len(item.record.approvals)):
        lines = _lines(item, index)
        commits = {told[line] for line in lines if line in told}
        is_committed = bool(lines) and lines <= told.keys()
        mails = tuple(sorted({authors[commit].mail for commit in commits})) if is_committed else ()
        is_sure = item.record.approvals[index].by.removeprefix("person:") not in unsure
        changed = _changed(system, item, commits)
        found[index] = Proof(mails, approvers, changed) if is_sure else Proof(changed=changed)
    return found


def _lines(item: Entry[Item], index: int) -> set[int]:
    """The lines on which an approval stands."""
    there, written = reach(item.written, ("approvals", index))
    keys = list(written) if there and isinstance(written, dict) else []
    return {item.at("approvals", index, key).span.start.line for key in keys}


def _changed(system: WorkSystem, item: Entry[Item], commits: Iterable[str]) -> tuple[str, ...]:
    """The fields that are not what they were when the approval was committed."""
    if item.origins:
        return ()
    now = _with_body(item.written, item.body)
    changed: set[str] = set()
    for commit in commits:
        then = _values(item.path, read_at(system.repository, item.path, commit))
        if then is not None:
            changed |= {name for name in {*then, *now} if then.get(name) != now.get(name)}
    return tuple(sorted(changed))


def list_passages(system: WorkSystem, parting: Parting, items: Iterable[Entry[Item]]) -> dict[str, list[Passage]]:
    """How items stood in the commits of a branch that changed them, oldest first; adopted items leave none."""
    paths = {item.path: item.id for item in items if not item.origins and not item.path.startswith("../")}
    found: dict[str, list[Passage]] = {}
    for path, text in versions_since(system.repository, parting.commit, parting.head, sorted(paths)):
        values = _values(path, text) or {}
        status = values.get("status")
        if isinstance(status, str):
            passage = Passage(status, _blocked_since(values.get("blocked")), _branches(values.get("branches")))
            found.setdefault(paths[path], []).append(passage)
    return found


def _blocked_since(blocked: object) -> str | None:
    if blocked in (None, "", {}):
        return None
    return str(blocked.get("since") or "") if isinstance(blocked, dict) else ""


def _branches(branches: object) -> dict[str, str]:
    found = {}
    for name, stands in branches.items() if isinstance(branches, dict) else ():
        status = stands.get("status") if isinstance(stands, dict) else stands
        if isinstance(status, str):
            found[str(name)] = status
    return found


def _values(path: str, text: str | None) -> dict[str, object] | None:
    if text is None:
        return None
    document = parse_markdown(path, text) if path.endswith(".md") else parse_yaml(path, text)
    return _with_body(document.values, document.body) if isinstance(document.values, dict) else None


def _with_body(values: Mapping[str, object], body: str | None) -> dict[str, object]:
    """The fields, with the prose of a Markdown file as the description."""
    return {**values, **({"description": body.strip()} if body else {})}
