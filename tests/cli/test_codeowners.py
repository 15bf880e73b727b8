"""`worksystem codeowners`: printed, written around the lines of others, and compared."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.systems import SETTINGS, write_files
from worksystem.cli import main

FILES = {
    "work/people.yml": """\
        ada: {name: Ada Nakamura, identities: {github: ada-n, gitlab: ada}}
        bo: {name: Bo Lindqvist}
        """,
    "work/teams.yml": """\
        platform:
          name: Platform
          lead: ada
          identities: {github: "@example/platform"}
          owns: [work/**, "our docs/**"]
        security: {name: Security, lead: ada, owns: [work/standards/**, work/roles.yml]}
        finance: {name: Finance, lead: bo, owns: [invoices/**, "work/[rt]*.yml"]}
        """,
    "work/workflows/delivery.yml": """\
        name: Delivery
        owner: security
        initial: todo
        states: {todo: {name: To do, category: backlog}}
        """,
    "work/goals/trust.yml": "name: Trust\nowner: bo\n",
    "work/standards/definition_of_done.yml": "name: Done\nkind: done\nowner: platform\n",
}
PART = """\
# worksystem begin
# Made from the records under work/ by `worksystem codeowners --write`; lines of your own stand outside.
/our\\ docs/ @example/platform
/work/ @example/platform
/work/roles.yml @ada-n
/work/standards/ @ada-n
/work/standards/definition_of_done.yml @example/platform
/work/workflows/delivery.yml @ada-n
/work/items/
# worksystem end
"""
NOTES = (
    "note: left out, because nothing under identities says their name there: bo, finance\n"
    'note: left out: "work/[rt]*.yml", which finance owns, has brackets\n'
)


def run(
    capsys: pytest.CaptureFixture[str], folder: Path, *arguments: str, files: Mapping[str, str] = FILES
) -> tuple[int, str, str]:
    write_files(folder, files)
    code = main(("-C", str(folder), "codeowners", *arguments))
    printed = capsys.readouterr()
    return code, printed.out, printed.err


def test_it_prints_wide_lines_before_narrow_ones_and_leaves_items_to_nobody(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(capsys, tmp_path, files=FILES) == (0, PART, NOTES)


def test_on_gitlab_names_are_those_of_gitlab_and_items_are_excluded(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = {"work/worksystem.yml": SETTINGS + "repository: {forge: gitlab}\n"}
    _, out, _ = run(capsys, tmp_path, "--write", files={**FILES, **settings})
    assert out == "CODEOWNERS is up to date\n"
    lines = (tmp_path / "CODEOWNERS").read_text(encoding="utf-8").splitlines()
    assert lines[2:] == [
        "/our\\ docs/ @ada",
        "/work/ @ada",
        "/work/roles.yml @ada",
        "/work/standards/ @ada",
        "/work/standards/definition_of_done.yml @ada",
        "/work/workflows/delivery.yml @ada",
        "!/work/items/",
        "# worksystem end",
    ]


def test_it_writes_where_the_forge_looks_first_and_nothing_the_second_time(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(capsys, tmp_path, "--write")[:2] == (0, ".github/CODEOWNERS is up to date\n")
    target = tmp_path / ".github/CODEOWNERS"
    assert target.read_text(encoding="utf-8") == PART
    stamp = target.stat().st_mtime_ns
    assert run(capsys, tmp_path, "--write")[:2] == (0, ".github/CODEOWNERS was already up to date\n")
    assert target.stat().st_mtime_ns == stamp
    assert run(capsys, tmp_path, "--check")[:2] == (0, "")


def test_lines_of_others_keep_every_byte(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "docs/CODEOWNERS"
    target.parent.mkdir()
    old = PART.replace("/work/roles.yml @ada-n\n", "")
    target.write_bytes(b"* @core\t# caf\xe9\r\n" + old.encode() + b"\n/docs/ @docs")
    code, out, _ = run(capsys, tmp_path, "--check")
    assert code == 1
    assert [line for line in out.splitlines() if line[:1] in "+-"] == [
        "--- a/docs/CODEOWNERS",
        "+++ b/docs/CODEOWNERS",
        "+/work/roles.yml @ada-n",
    ]
    assert run(capsys, tmp_path, "--write")[0] == 0
    assert target.read_bytes() == b"* @core\t# caf\xe9\r\n" + PART.encode() + b"\n/docs/ @docs"


def test_a_part_without_its_end_is_not_written_over(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "CODEOWNERS"
    target.write_text("# worksystem begin\n* @core\n", encoding="utf-8")
    code, _, err = run(capsys, tmp_path, "--write")
    assert (code, target.read_text(encoding="utf-8")) == (2, "# worksystem begin\n* @core\n")
    assert 'error: cannot write CODEOWNERS: "# worksystem begin" has no end' in err


@pytest.mark.parametrize(
    ("files", "says"),
    [
        ({}, "nobody owns files"),
        ({**FILES, "work/worksystem.yml": SETTINGS + "repository: {forge: forgejo}\n"}, "another format"),
    ],
)
def test_where_there_is_nothing_to_write_it_says_why(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], files: Mapping[str, str], says: str
) -> None:
    code, out, err = run(capsys, tmp_path, "--write", files=files)
    assert (code, out) == (2, "")
    assert says in err


def test_it_does_one_thing_at_a_time(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, tmp_path, "--write", "--check")[0] == 2
