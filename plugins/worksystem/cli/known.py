"""`check --baseline`: which file holds the findings that are known, and how it is drawn and drawn tighter."""

from pathlib import Path

from worksystem.change import Plan, Replace
from worksystem.check import Baseline, CheckResult, read_baseline, start_baseline
from worksystem.edit import draft_plan, write_draft
from worksystem.errors import UsageError
from worksystem.load import WorkSystem
from worksystem.model.words import count_of

__all__ = ["find_baseline", "place_of", "tighten"]


def place_of(system: WorkSystem, named: Path | None) -> str:
    """The path of the baseline as findings name it: as said, or as the settings have it.

    Errors: `UsageError` for one outside the repository.
    """
    file = system.folder / system.workspace.settings.check.baseline if named is None else Path.cwd() / named
    shown = system.checkout.shown(Path(file).resolve())
    if shown.startswith("../"):
        raise UsageError(f"the baseline {shown} lies outside the repository", help="name a file inside of it")
    return shown


def find_baseline(
    system: WorkSystem, named: Path | None, *, text: str | None = None, is_drawn: bool = False
) -> Baseline | None:
    """The baseline; `None` without the file, which then has to be one that nobody named, or that is to be drawn.

    Errors: `BaselineError` if it cannot be read; `UsageError` if it was named and is not there.
    """
    found = read_baseline(system.checkout, place_of(system, named), text)
    if found is None and named is not None and not is_drawn:
        raise UsageError(f"there is no baseline {named}", help="--write-baseline draws one")
    return found


def tighten(system: WorkSystem, baseline: Baseline | None, path: str, result: CheckResult, *, grow: bool) -> str:
    """Write the baseline and say what changed: it loses what is gone, and takes what is new only if it may grow."""
    size, added = 0, 0
    if baseline is None:
        text, added = start_baseline(path).having(result.diagnostics)
    else:
        text, size = baseline.without(result.gone), len(baseline.findings) - len(result.gone)
        if grow:
            rest = read_baseline(system.checkout, path, text) or start_baseline(path)
            text, added = rest.having(result.diagnostics)
    write_draft(draft_plan(system.repository, Plan((Replace(path, text, "draw the baseline"),))))
    said = [f"{path} knows {count_of(size + added, 'finding')}"]
    said += [f"{len(result.gone)} taken out"] * bool(result.gone) + [f"{added} added"] * bool(added and baseline)
    return ", ".join(said)
