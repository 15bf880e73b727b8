"""What `diff` and `check --base` share: where the branch left, the work before, who changed it, what confirms it."""

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from worksystem.cli.options import Asked, read_work_system
from worksystem.diff import list_moved
from worksystem.errors import UsageError
from worksystem.graph.workspace import Workspace
from worksystem.load import WorkSystem
from worksystem.model.words import count_of
from worksystem.source.merge_base import Parting, find_parting
from worksystem.workflow.known import Known
from worksystem.workflow.reviews import Review, is_mail_of, logins_of, parse_reviews

if TYPE_CHECKING:
    from worksystem.model import Item
    from worksystem.model.entry import Entry

__all__ = ["Branch", "open_branch", "read_reviews"]

_FORGES = ("github", "gitlab", "forgejo")


class Branch(Struct, frozen=True, dict=True):
    """A work system and the same where its branch began."""

    system: WorkSystem
    parting: Parting
    folder: Path
    asked_by: tuple[str, ...]

    @cached_property
    def old(self) -> WorkSystem:
        """The work system where the branch began, on the day that is asked about."""
        return self._read(self.parting.commit)

    @cached_property
    def tip(self) -> WorkSystem | None:
        """The work system that the branch will be merged into, if others changed it since."""
        return self._read(self.parting.tip) if self.parting.behind else None

    @cached_property
    def by(self) -> tuple[str, ...]:
        """The people who made the change: those named, or else the authors of its commits if all are known."""
        if self.asked_by:
            return tuple(_find_person(self.old.workspace, name) for name in self.asked_by)
        found = [_find_author(self.old.workspace, mail) for mail in self.parting.mails]
        return tuple(sorted({each for each in found if each})) if all(found) else ()

    def notes(self, reviews: tuple[Review, ...] = ()) -> tuple[str, ...]:
        """What nobody knows of who made and who reviewed the change."""
        found, named = [], {name for each in self.old.workspace.people.values() for name in logins_of(each.record)}
        if not self.by and (self.parting.ahead or self.parting.changed):
            commits = count_of(self.parting.ahead, "commit") if self.parting.ahead else "not committed"
            found.append(
                f"nobody knows who made this change ({commits}; an author has an address that no person has); "
                "who may make a move was not judged"
            )
        for name in sorted({each.name for each in reviews if each.name} - named):
            found.append(f"the review of the account {name} confirms nothing, because no person has it")
        return tuple(found)

    def known(self, reviews: tuple[Review, ...] = ()) -> Known:
        """All that git and the forge know of the change."""
        from worksystem.load.proofs import gather_proofs, list_passages

        pairs = list_moved(self.old.workspace, self.system.workspace)
        items: list[Entry[Item]] = [pair.entry for pair in pairs]
        moved = [pair.entry for pair in pairs if pair.old is None or _has_moved(pair.old.record, pair.entry.record)]
        via = list_passages(self.system, self.parting, moved)
        return Known(self.by, via, gather_proofs(self.system, items, reviews, unsure=self._unsure()))

    def _unsure(self) -> frozenset[str]:
        """The people whose names elsewhere come with the change itself: nobody signs in another's name that way."""
        before, after = self.old.workspace.people, self.system.workspace.people
        return frozenset(
            id
            for id, person in after.items()
            if id not in before or before[id].record.identities != person.record.identities
        )

    def _read(self, commit: str) -> WorkSystem:
        from worksystem.load.beginning import find_beginning

        return find_beginning(self.system, commit) or read_work_system(self.folder, Asked(self.system.as_of, commit))


def _has_moved(old: "Item", new: "Item") -> bool:
    return old.status != new.status or old.branches != new.branches


def open_branch(folder: Path, base: str, asked: Asked, *, by: tuple[str, ...] = ()) -> Branch:
    """Load the work system as asked, and find where it left what it is compared with.

    Errors: `RevisionError` if git cannot tell.
    """
    system = read_work_system(folder, asked)
    repository = system.workspace.settings.repository
    branch = repository.branch if repository is not None else "main"
    return Branch(system, find_parting(folder, base, branch=branch, at=system.revision), folder, by)


def read_reviews(file: Path | None) -> tuple[Review, ...]:
    """The reviews in a file that the forge's API answered with; none without a file.

    Errors: `UsageError` if they cannot be read.
    """
    if file is None:
        return ()
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"cannot read the reviews in {file}", help="name the file with --reviews") from error
    reviews = parse_reviews(text)
    if reviews is None:
        github, gitlab = "repos/OWNER/NAME/pulls/NUMBER/reviews", "projects/:id/merge_requests/NUMBER/approvals"
        help = f"give it what `gh api {github}` or `glab api {gitlab}` prints"
        raise UsageError(f"{file} holds no reviews as GitHub, GitLab or Forgejo tell them", help=help)
    if any(each.form == "gitlab" and not each.commit for each in reviews):
        help = "put the merge request into it, too: `glab api projects/:id/merge_requests/NUMBER`"
        raise UsageError(f"{file} says who approved, and not which commit", help=help)
    return reviews


def _find_person(workspace: Workspace, name: str) -> str:
    """A person by their id, or by `github:<name>` and the like.

    Errors: `UsageError` if nobody is called so.
    """
    forge, colon, login = name.partition(":")
    if colon and forge in _FORGES:
        for id, person in workspace.people.items():
            found = person.record.identities
            if found is not None and login and getattr(found, forge).removeprefix("@").lower() == login.lower():
                return id
    elif name in workspace.people:
        return name
    help = "name a person's id, or github:<name> as it stands under their identities"
    raise UsageError(f'no person is called "{name}" where the branch began', help=help)


def _find_author(workspace: Workspace, mail: str) -> str:
    """The person whose address this is; empty if it is nobody's, or several people's."""
    found = [id for id, person in workspace.people.items() if is_mail_of(mail, person.record)]
    return found[0] if len(found) == 1 else ""
