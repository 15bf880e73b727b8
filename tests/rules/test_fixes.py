"""Every rule's fix: it mends what its page says, makes nothing worse, and leaves alone what people have to decide."""

from collections.abc import Mapping
from functools import partial
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.rules.base import TODAY
from tests.rules.cases import BASELINE, PAGES, Case, RulePage, parse_page, write_case
from worksystem.check import CheckResult, check, read_baseline
from worksystem.cli.fixing import Mended, mend_all
from worksystem.diagnostics import Severity
from worksystem.edit import write_draft
from worksystem.load import WorkSystem, load
from worksystem.load.history import load_history

READ = [parse_page(path.read_text(encoding="utf-8")) for path in sorted(PAGES.glob("WS*.md"))]
FIXED = [(page, case) for page in READ for case in page.fixed]
FOUND = [(page, case) for page in READ for case in page.cases if case.is_found]


def run(
    root: Path, texts: Mapping[str, str] | None = None, *, select: tuple[str, ...] = ()
) -> tuple[WorkSystem, CheckResult]:
    system = load(root, as_of=TODAY, texts=texts)
    past = partial(load_history, system) if (root / "work" / "history").is_dir() else None
    baseline = read_baseline(system.checkout, BASELINE, (texts or {}).get(BASELINE))
    return system, check(system, as_of=TODAY, select=select, baseline=baseline, past=past)


def mend(root: Path, *, unsafe: bool, select: tuple[str, ...] = ()) -> Mended:
    return mend_all(lambda texts: run(root, texts, select=select), unsafe=unsafe)


def _named(found: list[tuple[RulePage, Case]]) -> list[str]:
    return [f"{page.code}-{number}" for number, (page, _) in enumerate(found, start=1)]


@pytest.mark.parametrize(("page", "case"), FIXED, ids=_named(FIXED))
def test_a_page_shows_what_its_fix_makes(page: RulePage, case: Case, tmp_path: Path) -> None:
    write_case(case, tmp_path)
    only_safe = mend(tmp_path, unsafe=False, select=(page.code,))
    assert bool(only_safe.draft) is not case.unsafe
    mended = mend(tmp_path, unsafe=case.unsafe, select=(page.code,))
    write_draft(mended.draft)
    for file in case.mended:
        assert (tmp_path / file.path).read_text(encoding="utf-8") == file.text
    assert {file.path for file in mended.draft.files} == {file.path for file in case.mended}
    assert [found.message for found in run(tmp_path, select=(page.code,))[1].diagnostics] == []


@pytest.mark.parametrize(("page", "case"), FOUND + FIXED, ids=_named(FOUND + FIXED))
def test_a_fix_takes_its_finding_away_and_brings_no_other(page: RulePage, case: Case, tmp_path: Path) -> None:
    write_case(case, tmp_path)
    before = run(tmp_path)[1]
    can = [found for found in before.diagnostics if found.code == page.code and found.fix is not None]
    assert all(change.why for found in can if found.fix is not None for change in found.fix.changes)
    if not can:
        return
    mended = mend_all(lambda texts: _only(run(tmp_path, texts), page.code), unsafe=True)
    assert [found.message for found in mended.fixed] != []
    after = run(tmp_path, {file.path: file.after.decode() for file in mended.draft.files})[1]
    assert [found.message for found in after.diagnostics if found.fix and found.code == page.code] == []
    # what an error has hidden may come to light, but no error is made
    assert _errors(after) <= _errors(before), [found.message for found in after.diagnostics]


def _only(found: tuple[WorkSystem, CheckResult], code: str) -> tuple[WorkSystem, CheckResult]:
    system, result = found
    return system, replace(result, diagnostics=tuple(each for each in result.diagnostics if each.code == code))


def _errors(result: CheckResult) -> set[tuple[str, str]]:
    return {(found.code, found.place.path) for found in result.diagnostics if found.severity is Severity.ERROR}


def test_at_least_twenty_rules_have_a_fix() -> None:
    assert len({page.code for page, _ in FIXED}) >= 20


def test_every_rule_that_offers_a_fix_shows_it_on_its_page(tmp_path: Path) -> None:
    offering = set()
    for number, (_, case) in enumerate(FOUND):
        root = tmp_path / str(number)
        write_case(case, root)
        offering |= {found.code for found in run(root)[1].diagnostics if found.fix is not None}
    assert offering - {page.code for page, _ in FIXED} == set()
