"""Rule pages read as tests: the cases of a page, written to a folder and checked.

A paragraph under `## Found` or `## Not found` begins a case; the fences that follow it are its files. A line is
expected to be found where a comment names the page's code, once for each time it is named. Where no comment can stand,
the fence's `hl_lines` says so. An HTML comment above a fence changes how its file is written:

- `file: escapes=text`: `\\x07` and `\\t` stand for characters; `escapes=bytes`: `\\xe9` stands for a byte
- `file: times=1000`: the text is repeated
- `file: link=../people.yml`: the file is a symbolic link
- a file below `work/history/` is what happened; without one, rules about the past do not run
- `file: side=before`: the file is so before the change that is judged; a case without one is not judged as a change

A paragraph under `## Fixed` begins a case, too; a fence titled `<path> after --fix`, or `after --unsafe`, says what the
file holds once everything that the code finds was mended.
"""

import re
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from tests.rules.base import BASE, TODAY
from worksystem.check import check, read_baseline
from worksystem.diagnostics import Diagnostic
from worksystem.load import load
from worksystem.load.history import load_history
from worksystem.workflow.known import Known

__all__ = ["BASELINE", "PAGES", "Case", "CaseFile", "RulePage", "find", "parse_page", "write_case"]

PAGES = Path(__file__).parents[2] / "plugins" / "worksystem" / "rules" / "pages"

BASELINE = "work/baseline.yml"
_FENCE = re.compile(r'^```(\w+) title="([^"]+?)(?: after (--fix|--unsafe))?"(?: hl_lines="([\d ]+)")?$')
_OPTION = re.compile(r"^<!-- file: (\w+)=(.+) -->$")
_ESCAPE = re.compile(r"\\x([0-9a-f]{2})|\\t")


@dataclass(frozen=True)
class CaseFile:
    """One file of a case: its text as it stands in the page, and how it is written."""

    path: str
    text: str
    lines: tuple[int, ...] = ()
    option: str = ""
    value: str = ""
    after: str = ""

    def write(self, root: Path) -> None:
        """Write the file below `root`."""
        target = root / self.path
        target.parent.mkdir(parents=True, exist_ok=True)
        if self.option == "link":
            target.symlink_to(self.value)
        elif self.option == "times":
            target.write_text(self.text * int(self.value), encoding="utf-8")
        elif self.option == "escapes":
            text = _ESCAPE.sub(lambda found: chr(int(found[1], 16)) if found[1] else "\t", self.text)
            target.write_bytes(text.encode("latin-1" if self.value == "bytes" else "utf-8"))
        else:
            target.write_text(self.text, encoding="utf-8")

    def expected(self, code: str) -> list[int]:
        """The lines where `code` is to be found."""
        marked = [
            number
            for number, line in enumerate(self.text.split("\n"), start=1)
            if " # " in line or line.startswith("# ")
            for _ in re.findall(rf"\b{code}\b", line[line.rindex("# ") :])
        ]
        return sorted([*marked, *self.lines])


@dataclass(frozen=True)
class Case:
    """One case: what it shows, whether something is to be found in it, and its files."""

    says: str
    is_found: bool
    files: tuple[CaseFile, ...]
    mended: tuple[CaseFile, ...] = ()

    @property
    def unsafe(self) -> bool:
        """Whether its fix is one that people have to ask for."""
        return any(file.after == "--unsafe" for file in self.mended)

    def expected(self, code: str) -> list[tuple[str, int]]:
        """Path and line of everything that is to be found."""
        return sorted((file.path, line) for file in self.files for line in file.expected(code))


@dataclass(frozen=True)
class RulePage:
    """A rule's page: code, name, text and cases."""

    code: str
    name: str
    text: str
    sections: tuple[str, ...]
    cases: tuple[Case, ...]
    fixed: tuple[Case, ...] = ()


def parse_page(text: str) -> RulePage:
    """Read a page.

    Errors: `ValueError` for a page that is not in the form described above.
    """
    title = re.match(r"# (WS\d{3}) ([a-z0-9-]+)\n", text)
    if title is None:
        raise ValueError("a page begins with `# WS203 unknown-owner`")
    sections = tuple(re.findall(r"^## (.+)$", text, re.MULTILINE))
    cases = [*_parse_cases(_section(text, "Found"), True), *_parse_cases(_section(text, "Not found"), False)]
    fixed = _parse_cases(_section(text, "Fixed"), True)
    return RulePage(title[1], title[2], text, sections, tuple(cases), tuple(fixed))


def _section(text: str, heading: str) -> str:
    section = re.search(rf"^## {heading}\n(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
    return section[1] if section else ""


def _parse_cases(section: str, is_found: bool) -> list[Case]:
    cases: list[Case] = []
    says: list[str] = []
    files: list[CaseFile] = []
    option: tuple[str, str] = ("", "")
    lines = iter(section.split("\n"))
    for line in lines:
        if fence := _FENCE.match(line):
            body = "".join(f"{text}\n" for text in iter(lines.__next__, "```"))
            found = tuple(int(number) for number in (fence[4] or "").split()) if is_found else ()
            files.append(CaseFile(fence[2], body, found, *option, after=fence[3] or ""))
            option = ("", "")
        elif chosen := _OPTION.match(line):
            option = (chosen[1], chosen[2])
        elif line.startswith("```"):
            raise ValueError(f"a fence needs a title: {line}")
        elif line.strip():
            if files:
                cases.append(_case(says, is_found, files))
                says, files = [], []
            says.append(line.strip())
    if files:
        cases.append(_case(says, is_found, files))
    return cases


def _case(says: list[str], is_found: bool, files: list[CaseFile]) -> Case:
    before, after = ([file for file in files if bool(file.after) == is_after] for is_after in (False, True))
    return Case(" ".join(says), is_found, tuple(before), tuple(after))


def write_case(case: Case, root: Path) -> None:
    """Write the files of a case below `root`, completed by the base; those from before a change are left out."""
    _write(root, [file for file in case.files if file.option != "side"])


def find(case: Case, code: str, root: Path) -> tuple[Diagnostic, ...]:
    """Everything that `code` finds in a case, completed by the base and written below `root`; and a rule that fails."""
    files = [file for file in case.files if file.option != "side"]
    earlier = [file for file in case.files if file.option == "side"]
    before = None
    grown_from = None
    if earlier:
        told = {file.path for file in earlier}
        _write(root / "before", [*(file for file in files if _stays(file, told)), *earlier])
        then = load(root / "before", as_of=TODAY)
        before, grown_from = then.workspace, read_baseline(then.checkout, BASELINE)
        root /= "after"
    _write(root, files)
    system = load(root, as_of=TODAY)
    known = Known(proofs={id: {} for id in system.workspace.items})  # git was asked, and confirms nothing
    past = partial(load_history, system) if (root / "work" / "history").is_dir() else None
    result = check(
        system,
        select=(code, "WS900"),
        as_of=TODAY,
        before=before,
        known=known,
        past=past,
        baseline=read_baseline(system.checkout, BASELINE),
        baseline_before=grown_from,
    )
    return result.diagnostics


def _stays(file: CaseFile, told: set[str]) -> bool:
    """Whether a file was there before the change: all but items, unless the case says how it was."""
    return file.path not in told and not file.path.startswith("work/items/")


def _write(root: Path, files: list[CaseFile]) -> None:
    replaced = {file.path for file in files}
    for path, text in BASE.items():
        if path not in replaced:
            CaseFile(path, text).write(root)
    for file in files:
        file.write(root)
