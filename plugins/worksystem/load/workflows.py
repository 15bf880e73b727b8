"""Workflows as they were: every version that git has of their files, and the one that lies there now."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from msgspec import to_builtins
from msgspec.structs import replace

from worksystem.errors import GitError
from worksystem.history.plan import Plan, StateMeaning
from worksystem.history.workflow import Move, StateRule, WorkflowVersion
from worksystem.load.log import read_log
from worksystem.source.cache import Cache, digest
from worksystem.source.git import Git, find_git

if TYPE_CHECKING:
    from worksystem.model.entry import Entry
    from worksystem.model.workflow import Workflow

__all__ = ["find_versions", "with_former_states", "with_present"]

_FORM: Final = 1


def find_versions(folder: Path, revision: str, workflows: str, cache: Cache) -> dict[str, list[WorkflowVersion]]:
    """Every version of every workflow that git has up to a revision, by id, oldest first.

    Shape: `workflows` is the folder where they lie in the repository; a version that cannot be read is passed over,
    and where git cannot be read there are none.
    """
    try:
        git = find_git(folder)
        head = git.find_commit(revision) if git is not None else None
        return {} if git is None or head is None else _read_versions(git, head, workflows, cache)
    except GitError:  # whoever reads the items says so
        return {}


def _read_versions(git: Git, head: str, folder: str, cache: Cache) -> dict[str, list[WorkflowVersion]]:
    changes = [
        (commit.at, change)
        for commit in read_log(git, head, [folder], cache)[0]
        for change in commit.changes
        if change.blob and change.path.endswith((".yml", ".yaml"))
    ]
    blobs = {change.blob: change.path for _, change in changes}
    room = f"workflow {digest(_FORM)}"
    kept = {blob: plain for blob, plain in cache.get(room, blobs).items() if plain is None or _is_ours(plain)}
    missing = [blob for blob in blobs if blob not in kept]
    fresh = {blob: _parse(blobs[blob], data) for blob, data in git.read_blobs(missing)}
    cache.put(room, fresh)
    read = kept | fresh
    found: dict[str, list[WorkflowVersion]] = {}
    last: datetime | None = None
    for at, change in changes:
        when = datetime.fromisoformat(at).astimezone(UTC)
        last = when if last is None or when > last else last
        plain = read.get(change.blob)
        if plain is not None:
            version = _from_plain(plain, last)
            found.setdefault(version.workflow, []).append(version)
    return found


def with_present(
    versions: Mapping[str, list[WorkflowVersion]], now: "Mapping[str, Entry[Workflow]]"
) -> dict[str, tuple[WorkflowVersion, ...]]:
    """The versions of every workflow that there is now; one that was never committed is its own first version."""
    return {id: _distinct(versions.get(id, [])) or (_version_of(id, entry.record),) for id, entry in now.items()}


def _version_of(id: str, workflow: "Workflow") -> WorkflowVersion:
    """A workflow as it is declared now."""
    states = {
        name: StateRule(
            state.name,
            state.category,
            state.waiting,
            state.wip.limit if state.wip is not None else None,
            _days(state.expectation),
        )
        for name, state in workflow.states.items()
    }
    moves = tuple(
        Move(tuple(each.from_), each.to, each.name, each.rework, each.handoff is not None)
        for each in workflow.transitions
    )
    expedite = workflow.exceptions.expedite
    skipped = tuple(expedite.may_skip) if expedite is not None else ()
    return WorkflowVersion(id, None, workflow.version, workflow.initial, states, moves, skipped)


def with_former_states(plan: Plan, workflows: Mapping[str, Sequence[WorkflowVersion]]) -> Plan:
    """A plan that also knows what states meant that a workflow has no more."""
    states = {}
    for id, known in plan.states.items():
        former = {
            name: StateMeaning(rule.category, rule.waiting)
            for version in workflows.get(id, ())
            for name, rule in version.states.items()
        }
        states[id] = {**former, **known}
    return replace(plan, states=states)


def _distinct(versions: list[WorkflowVersion]) -> tuple[WorkflowVersion, ...]:
    """Versions that differ in what matters here."""
    kept: list[WorkflowVersion] = []
    for version in versions:
        if not kept or replace(kept[-1], since=None) != replace(version, since=None):
            kept.append(version)
    return tuple(kept)


def _parse(path: str, data: bytes | None) -> Any:
    """A version of a workflow's file, as JSON can hold it; `None` if it cannot be read."""
    from worksystem.model.shape import validate
    from worksystem.source.document import find_text
    from worksystem.source.parse import parse_yaml

    try:
        document = parse_yaml(path, (data or b"").decode("utf-8-sig"))
    except UnicodeDecodeError:
        return None
    if not document.readable or not isinstance(document.values, dict):
        return None
    id = path.rpartition("/")[2].rpartition(".")[0]
    record: Any = validate("workflow", document.values, id=id, text_of=lambda keys: find_text(document, keys)).record
    return None if record is None else to_builtins(_version_of(str(record.id or id), record))


def _is_ours(plain: Any) -> bool:
    """Whether what is kept is of our form."""
    return isinstance(plain, dict) and plain.keys() == {*WorkflowVersion.__struct_fields__}


def _from_plain(plain: Any, since: datetime) -> WorkflowVersion:
    states = {name: StateRule(**rule) for name, rule in plain["states"].items()}
    moves = tuple(Move(**{**move, "from_": tuple(move["from_"])}) for move in plain["moves"])
    return WorkflowVersion(
        **{**plain, "since": since, "states": states, "moves": moves, "may_skip": tuple(plain["may_skip"])}
    )


def _days(expectation: Any) -> float | None:
    length = expectation.calendar if expectation is not None else None
    return length.total_seconds() / 86400 if length is not None else None
