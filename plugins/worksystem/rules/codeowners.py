"""Code owners (WS420-WS425): whom the forge asks, held against who owns what by the records; both ways."""

import posixpath
from collections.abc import Iterator

from worksystem.diagnostics import Severity
from worksystem.graph.code_owners import BEGIN, OwnersText, find_flaw, find_match, find_part, to_pattern, weave
from worksystem.graph.reviewers import find_handle, forge_of, list_names, render_part
from worksystem.model.entry import Entry
from worksystem.model.team import Team
from worksystem.position import Place, Position, Span
from worksystem.rules.rule import Context, Finding, Rule

__all__ = ["RULES"]

_SHOWN = 3
_WRITE = "worksystem codeowners --write"
_FORGES = {"github": "GitHub", "gitlab": "GitLab"}


def _check_unasked(context: Context) -> Iterator[Finding]:
    """Of a folder whose files nobody is asked about, its first file is the place."""
    code = context.workspace.code
    if code is None or code.text is None:
        return
    text, items = OwnersText(code.text), f"{code.work}/items/"
    lonely: dict[str, list[str]] = {}
    for path in code.files:
        if path.startswith(f"{code.work}/") and not path.startswith(items) and not text.owners_of(path):
            lonely.setdefault(posixpath.dirname(path), []).append(path)
    for folder, paths in lonely.items():
        if len(paths) == 1:
            message = f"no code owner is asked when {paths[0]} changes"
        else:
            names = [posixpath.basename(path) for path in paths[:_SHOWN]]
            more = " and more" if len(paths) > _SHOWN else ""
            message = f"no code owner is asked when the {len(paths)} files of {folder} change: {', '.join(names)}{more}"
        help = f"name the files under owns of a team, then {_WRITE}"
        yield Finding("WS420", message, place=Place(paths[0]), help=help)


def _check_folder_unasked(context: Context) -> Iterator[Finding]:
    """Only where most folders have owners is one without them a gap; a line without owners leaves it out on purpose."""
    code = context.workspace.code
    if code is None or code.text is None:
        return
    text, folders = OwnersText(code.text), dict[str, list[str]]()
    for path in code.files:
        folder, slash, _ = path.partition("/")
        if slash and not folder.startswith("."):
            folders.setdefault(folder, []).append(path)
    lonely = [folder for folder, paths in folders.items() if not any(text.owners_of(path) for path in paths)]
    left_out = {line.pattern.strip("/*") for line in text.lines if not line.owners}
    if 2 * len(lonely) > len(folders):
        return
    for folder in lonely:
        if folder != code.work.partition("/")[0] and folder not in left_out:
            message = f"no code owner is asked when something in {folder} changes; most other folders have one"
            help = f"name {folder}/** under owns of a team, then {_WRITE}"
            yield Finding("WS425", message, place=Place(folders[folder][0]), help=help)


def _check_unknown(context: Context) -> Iterator[Finding]:
    workspace = context.workspace
    code = workspace.code
    if code is None or code.text is None:
        return
    forge = forge_of(workspace.settings)
    known = list_names(workspace, forge)
    seen: set[str] = set()
    part = find_part(code.text) or (0, 0)
    ours = range(code.text.count("\n", 0, part[0]) + 1, code.text.count("\n", 0, part[1]) + 1)
    for line in OwnersText(code.text).lines:
        if line.number in ours:
            continue  # what stands there is made from the records, or WS423 says that it is not
        for token in line.owners:
            name = token.text.casefold()
            if name in seen or name in known or name.startswith("@@"):
                continue
            seen.add(name)
            message = f"no person or team is {token.text} on {_FORGES[forge]}"
            help = f"write identities: {{{forge}: {token.text.removeprefix('@')}}} where they are described"
            if not name.startswith("@"):
                message, help = f"nobody has the address {token.text}", "add it to identities.git of a person"
            yield Finding("WS421", message, place=line.place(code.path, token), help=help)
    for id, team in workspace.teams.items():
        if team.record.owns and find_handle(workspace, id, forge) is None:
            message = f"{id} owns files, but neither it nor its lead has a name on {_FORGES[forge]}"
            help = f"write identities: {{{forge}: <organization>/<team>}}"
            yield Finding("WS421", message, team, ("owns",), on="key", help=help)


def _check_nothing_owned(context: Context) -> Iterator[Finding]:
    code = context.workspace.code
    if code is None:
        return
    for id, team, index, glob in _globs(context):
        flaw = find_flaw(glob)
        if flaw is not None:
            message = f'"{glob}", which {id} owns, {flaw}, and a forge passes over such a pattern'
            yield Finding("WS422", message, team, ("owns", index), help="name the files with * and ? alone")
        elif find_match(to_pattern(glob), code.files) is None:
            message = f'{id} owns "{glob}", and no file has such a path'
            help = "correct the pattern, which begins at the root of the repository, or take it out"
            yield Finding("WS422", message, team, ("owns", index), help=help)


def _check_outdated(context: Context) -> Iterator[Finding]:
    code = context.workspace.code
    if code is None or code.text is None or BEGIN not in code.text:
        return
    line = code.text[: code.text.index(BEGIN)].count("\n") + 1
    place = Place(code.path, Span(Position(line, 1), Position(line, 1 + len(BEGIN))))
    if find_part(code.text) is None:
        message = f'"{BEGIN}" has no "# worksystem end" below it'
        yield Finding("WS423", message, place=place, help="put the end back, or take the beginning out")
    elif weave(code.text, render_part(context.workspace, code.work)) != code.text:
        message = "the part made from the records is not what they say now"
        yield Finding("WS423", message, place=place, help=_WRITE)


def _check_owned_twice(context: Context) -> Iterator[Finding]:
    if context.workspace.code is None:
        return
    first: dict[str, tuple[str, Entry[Team], int]] = {}
    for id, team, index, glob in _globs(context):
        other, entry, at = first.setdefault(to_pattern(glob), (id, team, index))
        if other != id:
            message = f'"{glob}" is owned by {other} and by {id}'
            related = ((entry, ("owns", at), f"{other} owns it here"),)
            help = "agree on one of them, or part the files between them"
            yield Finding("WS424", message, team, ("owns", index), help=help, related=related)


def _globs(context: Context) -> Iterator[tuple[str, Entry[Team], int, str]]:
    for id, team in context.workspace.teams.items():
        yield from ((id, team, index, glob) for index, glob in enumerate(team.record.owns))


RULES: tuple[Rule, ...] = (
    Rule(
        "WS420",
        "agreement-without-code-owner",
        Severity.WARNING,
        "clarity_over_chaos",
        ("unclear_ownership",),
        "A file that people agreed on can change without the forge asking anybody",
        _check_unasked,
    ),
    Rule(
        "WS421",
        "unknown-code-owner",
        Severity.WARNING,
        "clarity_over_chaos",
        ("unclear_ownership",),
        "The forge asks somebody whom the records do not know, or has no name for a team that owns files",
        _check_unknown,
    ),
    Rule(
        "WS422",
        "owns-no-file",
        Severity.WARNING,
        "clarity_over_chaos",
        ("unclear_ownership",),
        "What a team owns names no file of the repository",
        _check_nothing_owned,
    ),
    Rule(
        "WS423",
        "code-owners-outdated",
        Severity.WARNING,
        "visibility_over_assumption",
        ("unclear_ownership",),
        "The part of CODEOWNERS that is made from the records is out of date",
        _check_outdated,
    ),
    Rule(
        "WS424",
        "files-owned-twice",
        Severity.NOTE,
        "clarity_over_chaos",
        ("unclear_ownership",),
        "Two teams own files by the same pattern",
        _check_owned_twice,
    ),
    Rule(
        "WS425",
        "folder-without-code-owner",
        Severity.NOTE,
        "clarity_over_chaos",
        ("unclear_ownership",),
        "Nobody is asked about a folder of the repository, though most folders have a code owner",
        _check_folder_unasked,
    ),
)
