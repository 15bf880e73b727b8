"""Nothing from work data can act on a terminal or on a runner that reads the log."""

import logging
from pathlib import Path

import pytest

from tests.systems import TODAY, write_files
from worksystem.cli.app import run
from worksystem.diagnostics import Severity
from worksystem.report.visible import make_visible
from worksystem.site.loaded import Loaded

ATTACK = r"\e[31m\x9b2J\n::error::pwned ##[stop-commands]x \u202e"
FILES = {
    "work/types/task.yml": "name: Task\nworkflow: w\nprefix: A\n",
    "work/workflows/w.yml": "name: W\ninitial: open\nstates: {open: {name: Open, category: backlog}}\n",
    "work/items/A-1.yml": f'title: T\nstatus: "{ATTACK}"\ntype: task\nowner: "{ATTACK}"\n"{ATTACK}": x\n',
    "work/rules/nw001.yml": 'code: NW001\nfor: item\nmust: "false"\nmessage: "{status}"\nseverity: error\n',
}
ACTS = ("\x1b", "\x9b", "\u202e", "##[", "\n::error")


def assert_harmless(text: str) -> None:
    assert not [sign for sign in ACTS if sign in text]


@pytest.mark.parametrize("arguments", [["check"], ["check", "--format", "concise"], ["check", "--format", "github"],
                                       ["items"], ["next", "A-1"], ["rules"]])  # fmt: skip
def test_what_is_printed_for_people_is_harmless(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    folder = write_files(tmp_path, FILES)
    (folder / "work/a\n::error::pwned\x1b[31m.txt").write_text("x")
    run(["-C", str(folder), *arguments])
    printed = capfd.readouterr()
    assert printed.out
    text = printed.out + printed.err
    lines = [line for line in text.split("\n") if line.startswith("::")]
    assert all(line.startswith(("::error file=", "::warning file=", "::notice file=")) for line in lines)
    assert_harmless("\n".join(line for line in text.split("\n") if line not in lines))
    assert not [sign for sign in ("\x1b", "\x9b", "\u202e") if sign in text]


def test_why_there_is_no_answer_is_said_harmlessly(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    folder = write_files(tmp_path, {**FILES, "work/worksystem.yml": f'version: "{ATTACK}"\nname: "{ATTACK}"\na: ["\n'})
    assert run(["-C", str(folder), "check"]) == 2
    assert_harmless(capfd.readouterr().err)
    write_files(tmp_path, FILES)
    run(["-C", str(folder), "next", "A-9\x1b[31m\n::error::x"])
    assert_harmless(capfd.readouterr().err)


def test_the_log_of_a_build_is_harmless(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    folder = write_files(tmp_path, FILES)
    (folder / "work/a\n::error::pwned\x1b[31m.txt").write_text("x")
    with caplog.at_level(logging.INFO):
        Loaded.read(folder, as_of=TODAY).log_findings(logging.getLogger("test"), strict_on=Severity.ERROR)
    assert caplog.messages
    assert_harmless("".join(caplog.messages))


def test_a_command_of_a_runner_is_broken_wherever_it_stands() -> None:
    assert make_visible("a ##[add-mask]b") == r"a ##\u005badd-mask]b"
    assert make_visible("# [a] ## [b]") == "# [a] ## [b]"
