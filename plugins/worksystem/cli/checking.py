"""One check as it was asked for: what is read, which rules run, what is known; it can be run again with other texts."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from worksystem.check import Baseline, CheckResult, check, is_below
from worksystem.cli.known import find_baseline, place_of
from worksystem.cli.options import Asked, read_work_system, shown_paths
from worksystem.cli.output import print_note, show_progress
from worksystem.load import WorkSystem
from worksystem.source.aside import count_processes

if TYPE_CHECKING:
    from worksystem.history import History

__all__ = ["Checking"]

_NO_FILE = ("/",)


class Checking(Struct, frozen=True, dict=True):
    """What was asked for.

    Shape: `baseline` is the file that was named, if one was; `is_known` says whether what it holds is left out,
    `is_drawn` whether it is about to be written; `say` tells what is to be known beside the findings.
    """

    folder: Path
    asked: Asked
    paths: tuple[Path, ...]
    select: tuple[str, ...]
    ignore: tuple[str, ...]
    past: bool | None
    baseline: Path | None
    is_known: bool
    is_drawn: bool = False
    say: Callable[[str], None] = print_note

    def run(self, texts: Mapping[str, str] | None = None) -> tuple[WorkSystem, CheckResult]:
        """Check the files; some of them as if they held other texts, by their paths."""
        system = read_work_system(self.folder, self.asked, texts)
        result = check(
            system,
            as_of=system.as_of,
            select=self.select,
            ignore=self.ignore,
            paths=shown_paths(system, self.paths),
            past=self._past(system),
            processes=count_processes(),
            baseline=self.find_baseline(system, texts),
        )
        return system, result

    def run_on_branch(
        self, base: str, *, by: tuple[str, ...], reviews: Path | None, changed_only: bool
    ) -> tuple[WorkSystem, CheckResult]:
        """Check the files, and what changed in them since a branch left another one."""
        from worksystem.cli.changes import open_branch, read_reviews

        branch = open_branch(self.folder, base, self.asked, by=by)
        system = branch.system
        told = read_reviews(reviews)
        for note in branch.notes(told):
            print_note(note)
        wanted = shown_paths(system, self.paths)
        if changed_only:
            wanted = tuple(path for path in branch.parting.changed if is_below(path, wanted)) or _NO_FILE
        result = check(
            system,
            as_of=system.as_of,
            select=self.select,
            ignore=self.ignore,
            paths=wanted,
            before=branch.old.workspace,
            known=branch.known(told),
            past=self._past(system),
            processes=count_processes(),
            baseline=self.find_baseline(system),
            baseline_before=find_baseline(branch.old, None) if self.is_known else None,
        )
        return system, result

    def find_baseline(self, system: WorkSystem, texts: Mapping[str, str] | None = None) -> Baseline | None:
        """The baseline, unless it is to be left out; where none was named there need not be one."""
        if not self.is_known:
            return None
        text = (texts or {}).get(self.baseline_path(system))
        return find_baseline(system, self.baseline, text=text, is_drawn=self.is_drawn)

    def baseline_path(self, system: WorkSystem) -> str:
        """The path of the baseline, as findings name it."""
        return place_of(system, self.baseline)

    def _past(self, system: WorkSystem) -> "Callable[[], History] | None":
        """What reads the past, if rules about it are to run."""
        if not (system.workspace.settings.check.past if self.past is None else self.past):
            return None

        def read() -> "History":
            from worksystem.load.history import load_history

            with show_progress("reading the history"):
                history = load_history(system, processes=count_processes())
            if history.coverage.shallow:
                self.say("the clone is shallow, so rules about the past know only its end; git fetch --unshallow")
            return history

        return read
