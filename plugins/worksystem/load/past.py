"""The past of a work system: commits to versions to one stream of events, each step kept so that it is done once.

A second run reads only what was committed since; what is kept is named by the content it was made from.
"""

from collections.abc import Callable, Container, Iterable, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from msgspec import Struct, field

from worksystem.errors import GitError
from worksystem.history.plan import Plan, Source
from worksystem.history.stream import Stream, build_stream
from worksystem.history.version import Landing, Step
from worksystem.load import reading
from worksystem.load.brought import NOTHING, Brought
from worksystem.load.bundles import Bundles
from worksystem.load.reading import Read, complete, is_markdown, read_document, read_version
from worksystem.model.words import number_of
from worksystem.source.bundle import is_bundle, places_of
from worksystem.source.cache import Cache, digest
from worksystem.source.document import Document
from worksystem.source.folder import relative
from worksystem.source.git import Commit, FileChange, Git, blob_of, find_git
from worksystem.source.many import share
from worksystem.source.witness import find_witness, look

__all__ = ["Past", "Remembered", "find_owners", "read_past"]

# goes up whenever the same file would be read in another way
_READING: Final = 1
_VERSIONS, _OWNERS = "version", "owner"
# below this many versions another process costs more than it saves
_WORTHWHILE: Final = 600
# each part starts a git of its own, and is held in memory as a whole
_CHUNK, _MOST = 250, 4000


class Remembered(Struct, frozen=True):
    """What one repository remembers of the files of items.

    Shape: `head` is the commit it was read up to, empty if there is none; `boundary` are the commits that a shallow
    clone ends at; `landings` oldest first.
    """

    git: Git
    head: str
    commits: tuple[Commit, ...]
    landings: tuple[Landing, ...]
    boundary: frozenset[str] = frozenset()
    rewritten: bool = False


class Past(Struct, frozen=True):
    """What was read: the stream of events, the repositories it is from, and what to say of what is missing."""

    plan: Plan
    stream: Stream
    repositories: tuple[Remembered, ...] = ()
    brought: int = 0
    notes: tuple[str, ...] = ()

    @property
    def is_settled(self) -> bool:
        """Whether the same commits would give the same again: no working tree counts, nothing may yet be fetched."""
        rewritten = any(each.rewritten for each in self.repositories)
        missing = any(each.why == reading.MISSING for each in self.stream.unreadable)
        return not rewritten and not missing and all(thread.path for thread in self.stream.threads)

    @property
    def boundary(self) -> frozenset[str]:
        """The commits that shallow clones end at."""
        return frozenset(id for each in self.repositories for id in each.boundary)


class _Reader(Struct):
    folder: Path
    plan: Plan
    cache: Cache
    processes: int
    progress: Callable[[str], None]
    bundles: Bundles
    present: Callable[[], Iterable[Document]]
    notes: list[str] = field(default_factory=list)

    def read(self, path: Path, sources: Sequence[Source], revision: str) -> Remembered | None:
        """Read one repository; `None`, and a note, if it can't be."""
        try:
            look(*places_of(path))
            git = None
            if path.is_dir():
                git = find_git(path)
            elif is_bundle(path):
                git = self.bundles.open(path, self.cache)
            head = git.find_commit(revision) if git is not None else None
            if git is None:
                self.notes.append(_nothing_at(path, self.folder))
                return None
            if head is None:
                self.notes.append(f"the repository of {path.name} has no commit yet; its past begins with the first")
                return None
            return self._remember(git, head, sources, str(path))
        except GitError as error:
            _doubt()
            help = f"; {error.help}" if error.help else ""
            self.notes.append(f"cannot read the history of {path.name}: {error.why or 'git says nothing'}{help}")
        except OSError as error:
            _doubt()
            self.notes.append(f"cannot read the history of {path.name}: {(error.strerror or 'unknown reason').lower()}")
        return None

    def _remember(self, git: Git, head: str, sources: Sequence[Source], place: str) -> Remembered:
        folders = sorted({source.prefix.rstrip("/") or "." for source in sources})
        boundary = git.boundary()
        commits, rewritten = self.bundles.read_log(
            git, head, ["."] if "." in folders else folders, self.cache, place=place, boundary=boundary
        )
        if boundary:
            self.notes.append(
                "the clone is shallow, so what came before its first commit is not known; "
                "fetch it in full: git fetch --unshallow"
            )
        if rewritten:
            self.notes.append("the history was rewritten since it was last read; it was read anew")
        landings = self._land(git, commits, sources)
        return Remembered(git, head, tuple(commits), tuple(landings), boundary, rewritten)

    def _land(self, git: Git, commits: Sequence[Commit], sources: Sequence[Source]) -> list[Landing]:
        paths = {change.path for commit in commits for change in commit.changes}
        paths |= {change.old_path for commit in commits for change in commit.changes if change.old_path}
        owner = self._owners(paths, sources)
        wanted: list[dict[str, str]] = [{} for _ in sources]
        for commit in commits:
            for change in commit.changes:
                index = owner.get(change.path)
                if index is not None and change.blob:
                    wanted[index][_text_of(change)] = change.path
        versions = [
            self._versions(git, mine, source) if mine else {} for mine, source in zip(wanted, sources, strict=True)
        ]
        found = []
        last: datetime | None = None
        for commit in commits:
            steps = [step for change in commit.changes if (step := _step(change, owner, versions, sources)) is not None]
            when = datetime.fromisoformat(commit.at).astimezone(UTC)
            last = when if last is None or when > last else last
            if steps:
                found.append(Landing(commit.id, commit.at, last, tuple(steps)))
        return found

    def _owners(self, paths: set[str], sources: Sequence[Source]) -> dict[str, int]:
        """Which source each path belongs to; those of none are left out."""
        name = digest([[each.prefix, list(each.files), list(each.except_)] for each in sources])
        kept = self.cache.find(_OWNERS, name)
        numbers = range(-1, len(sources))
        known = {path: index for path, index in kept.items() if index in numbers} if isinstance(kept, dict) else {}
        fresh = paths - known.keys()
        if fresh:
            known = {**known, **dict.fromkeys(fresh, -1), **find_owners(fresh, sources)}
            self.cache.put(_OWNERS, {name: known})
        return {path: index for path, index in known.items() if index >= 0}

    def _versions(self, git: Git, wanted: dict[str, str], source: Source) -> dict[str, Read]:
        """What each text says, by its name; those of one shelf are kept together, since all are asked for again."""
        room = f"{_VERSIONS} {digest(_READING, _form(source))}"
        shelves = {
            shelf: kept
            for shelf, kept in self.cache.get(room, {_shelf_of(text) for text in wanted}).items()
            if isinstance(kept, dict)
        }
        known = _restore(shelves.values(), wanted)
        missing = [(text, path) for text, path in wanted.items() if text not in known]
        if missing:
            self.progress(f"reading {len(missing):,} versions of files")
            fresh = self._read(git, missing, source)
            changed: dict[str, dict[str, Any]] = {}
            for text, read in fresh.items():
                if read != reading.MISSING:  # what is not there now may be fetched later
                    shelf = _shelf_of(text)
                    changed.setdefault(shelf, {**shelves.get(shelf, {})})[text] = reading.to_plain(read)
            self.cache.put(room, changed)
            known |= fresh
        return known

    def _read(self, git: Git, missing: list[tuple[str, str]], source: Source) -> dict[str, Read]:
        present = self._parsed() if len(missing) >= _WORTHWHILE else {}

        def read(some: Sequence[tuple[str, str]]) -> list[Read]:
            blobs = {text: text.partition(" ")[0] for text, _ in some if text not in present}
            data = dict(git.read_blobs(tuple(blobs.values())))
            return [
                read_document(present[text], source)
                if text in present
                else read_version(path, data[blobs[text]], source)
                for text, path in some
            ]

        self.bundles.finish()
        chunk = max(_CHUNK, len(missing) // (4 * self.processes) + 1)
        reads = share(read, missing, processes=self.processes, worthwhile=_WORTHWHILE, chunk=min(chunk, _MOST))
        return dict(zip((text for text, _ in missing), reads, strict=True))

    def _parsed(self) -> dict[str, Document]:
        """What is in memory as of today, by the name of its text: the last versions need no second reading."""
        return {_name_of(blob_of(each.text), each.path): each for each in self.present()}


def read_past(
    folder: Path,
    plan: Plan,
    *,
    brought: Brought = NOTHING,
    type_of: Callable[[str], str] = lambda item: "",
    revision: str = "HEAD",
    cache: Cache,
    bundles: Bundles | None = None,
    present: Callable[[], Iterable[Document]] = tuple,
    processes: int = 1,
    progress: Callable[[str], None] = lambda message: None,
) -> Past:
    """Read the past of the work system in a folder.

    Shape: `type_of` gives the type of an item that no commit shows; `revision` is where the past of the folder's own
    repository ends, others are read to their head; `bundles` may be open already; `present` gives files that were read
    as they are today.
    Errors: none; what cannot be read is said in `notes`.
    """
    reader = _Reader(folder, plan, cache, processes, progress, bundles or Bundles((), cache), present)
    repositories = []
    for repository in dict.fromkeys(source.repository for source in plan.sources):
        sources = [source for source in plan.sources if source.repository == repository]
        path = Path(repository) if repository else folder
        found = reader.read(path, sources, "HEAD" if repository else revision)
        if found is not None:
            repositories.append(found)
    stream = build_stream(
        [each.landings for each in repositories],
        plan,
        brought.events,
        type_of=type_of,
        counted=[index for index, each in enumerate(repositories) if each.git.folder == folder],
    )
    if any(each.why == reading.MISSING for each in stream.unreadable):  # a partial clone may fetch it
        _doubt()
    if stream.unreadable:
        count = len(stream.unreadable)
        said = f"{count} versions of files" if count > 1 else "one version of a file"
        reader.notes.append(f"{said} cannot be read; what was known before counts on")
    backdated = sum(landing.is_backdated for each in repositories for landing in each.landings)
    if backdated:
        are, they_count = ("commits are", "they count") if backdated > 1 else ("commit is", "it counts")
        reader.notes.append(
            f"{number_of(backdated)} {are} dated before one that came earlier; {they_count} from the later date"
        )
    if brought.bad:
        place, count = brought.bad[0].path.rpartition("/")[0], len(brought.bad)
        said = f"{count} lines of {place} are no events" if count > 1 else f"a line of {place} is no event"
        reader.notes.append(f"{said}; worksystem check says which")
    return Past(plan, stream, tuple(repositories), len(brought.events), tuple(reader.notes))


def _doubt() -> None:
    """What git could not tell now it may tell later, without a sign of it in any file."""
    if witness := find_witness():
        witness.is_doubt = True


def _nothing_at(path: Path, folder: Path) -> str:
    """What to say where no repository is; with how to correct it."""
    if path == folder:
        return "there is no git repository here, so nothing is known of the past; run git init, and commit work/"
    shown = relative(path, folder)
    if path.is_dir():
        why = f"{shown} is in no git repository, so nothing is known of the past of the collection there"
    elif path.exists():
        why = f"{shown} is neither a git repository nor a bundle, so nothing is known of the past of its collection"
    else:
        why = f"there is no {shown}, so nothing is known of the past of the collection whose history should lie there"
    return f"{why}; correct history.repository in the settings"


def find_owners(paths: Iterable[str], sources: Sequence[Source]) -> dict[str, int]:
    """The source that each path belongs to, by its number; the first that names it.

    Shape: a path that no source names is left out.
    """
    from worksystem.source.folder import match  # a second run knows it already

    found: dict[str, int] = {}
    for index, source in enumerate(sources):
        below = {path.removeprefix(source.prefix): path for path in paths if path.startswith(source.prefix)}
        names = tuple(below)
        named = {path for pattern in source.files for path in match(names, pattern)}
        named.difference_update(path for pattern in source.except_ for path in match(names, pattern))
        for name in named:
            found.setdefault(below[name], index)
    return found


def _step(
    change: FileChange, owner: dict[str, int], versions: Sequence[dict[str, Read]], sources: Sequence[Source]
) -> Step | None:
    """What a change of a file means for items; files that come from, or go, where no items lie begin or end there."""
    kind, path, _, old_path = change
    if kind == "R" and old_path not in owner:
        kind, old_path = "A", ""
    index = owner.get(path)
    if index is None:
        return Step("D", old_path) if kind == "R" else None
    if kind == "D":
        return Step("D", path)
    read = versions[index].get(_text_of(change), "it is a symbolic link, or no file at all")
    if isinstance(read, str):
        return Step(kind, path, old_path, None, read)
    return Step(kind, path, old_path, tuple([complete(said, path, sources[index]) for said in read]))


def _text_of(change: FileChange) -> str:
    return _name_of(change.blob, change.path)


def _name_of(blob: str, path: str) -> str:
    """A name for a text: the object that holds it, and how it is read where that is not as YAML."""
    return f"{blob} md" if is_markdown(path) else blob


def _shelf_of(text: str) -> str:
    """What the names of texts that are kept together have in common."""
    return text[:2]


def _restore(shelves: Iterable[dict[str, Any]], wanted: Container[str]) -> dict[str, Read]:
    """What is kept of the versions that are wanted; what is not of our form is left out."""
    found = {}
    for shelf in shelves:
        for text, plain in shelf.items():
            if text in wanted:
                with suppress(AttributeError, IndexError, TypeError, ValueError):
                    found[text] = reading.from_plain(plain)
    return found


def _form(source: Source) -> list[Any]:
    """What the reading of a file's text depends on."""
    fields = {
        name: [list(taken.path), taken.as_, taken.strip, dict(taken.values), list(taken.nothing)]
        for name, taken in source.fields.items()
    }
    return [fields, list(source.each), source.type]
