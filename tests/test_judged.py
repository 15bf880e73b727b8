"""The verdicts on findings are well formed, and no warning or error is shown that a maintainer would not thank for."""

from pathlib import Path

import pytest
from benchmarks.findings import EXAMPLE, ROOT, Verdict, fall_short, read_severities, read_verdicts

VERDICTS = read_verdicts()
SEVERITIES = {folder: read_severities(folder) for folder in (ROOT, EXAMPLE)}


def test_no_warning_and_no_error_falls_short() -> None:
    assert fall_short(VERDICTS, SEVERITIES) == ()


def test_every_verdict_is_about_a_rule_and_says_why() -> None:
    for each in VERDICTS:
        assert each.code in SEVERITIES[each.folder], each
        assert each.line >= 1, each
        assert len(each.reason.split()) >= 4, each
        assert not each.reason.endswith("."), each


def test_no_finding_is_judged_twice_and_none_of_a_rule_more_than_ten_times() -> None:
    places = [(each.code, each.path, each.line) for each in VERDICTS]
    assert len(places) == len(set(places))
    assert max([each.code for each in VERDICTS].count(code) for code in {each.code for each in VERDICTS}) <= 10


def verdicts(*, yes: int, no: int, path: str = "work/items/TSK-1.yml") -> list[Verdict]:
    return [Verdict("WS500", path, line + 1, line < yes, "because of that") for line in range(yes + no)]


@pytest.mark.parametrize(
    ("yes", "no", "short"),
    [(8, 2, False), (7, 3, True), (4, 1, False), (2, 1, False), (0, 1, False), (0, 2, True), (3, 2, True)],
)
def test_four_of_five_must_be_right_and_one_wrong_one_proves_nothing(yes: int, no: int, short: bool) -> None:
    assert (fall_short(verdicts(yes=yes, no=no), {ROOT: {"WS500": "warning"}}) == ("WS500",)) is short


def test_a_note_may_be_a_matter_of_judgement() -> None:
    assert fall_short(verdicts(yes=0, no=9), {ROOT: {"WS500": "note"}}) == ()


@pytest.mark.parametrize(
    "text",
    [
        "code,path,line,reason\nWS500,work/a.yml,1,because of that\n",
        "code,path,line,verdict,reason\nWS500,work/a.yml,1,perhaps,because of that\n",
        "code,path,line,verdict,reason\nWS501,work/a.yml,1,yes,because of that\n",
    ],
)
def test_a_file_in_another_form_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "WS500.csv").write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=r"WS500\.csv"):
        read_verdicts(tmp_path)
