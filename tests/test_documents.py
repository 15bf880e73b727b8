"""Documents keep their word: what they tell people to type is there, and every command and option is told of."""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from worksystem.cli.commands import app

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", ROOT / "examples/kubernetes/README.md", *sorted((ROOT / "content").rglob("*.md"))]
COMMANDS_PAGE = (ROOT / "content/reference/commands.md").read_text(encoding="utf-8")
TARGETS = set(re.findall(r"^([a-z]+):.*##", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
_INLINE = re.compile(r"`(?:\.venv/bin/)?((?:worksystem|make)(?: [^`]+)?)`")
_LINE = re.compile(r"^(?:- run: )?((?:worksystem|make) .*)$")


def said(page: Path) -> Iterator[list[str]]:
    """The commands that a page tells people to type, in blocks and between backticks, as words."""
    in_fence = False
    for line in page.read_text(encoding="utf-8").split("\n"):
        if line.startswith("```"):
            in_fence = not in_fence
        block = _LINE.match(line.strip()) if in_fence or line.startswith("    ") else None
        for text in [block[1]] if block else _INLINE.findall(line):
            yield shlex.split(re.split(r"\s{2,}#|\s[|>]", text)[0])


def commands() -> dict[str, click.Command]:
    context = click.Context(app)
    found = {name: app.get_command(context, name) for name in app.list_commands(context)}
    return {name: command for name, command in found.items() if command is not None}


def options(command: click.Command) -> set[str]:
    return {name for each in command.params if isinstance(each, click.Option) for name in each.opts}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_what_a_page_tells_people_to_type_is_there(page: Path) -> None:
    known = commands()
    for name, *words in said(page):
        if name == "make":
            assert not words or words[0] in TARGETS | {"PYTHON=/path/to/python3.12"}, words
            continue
        if words[:1] == ["-C"]:
            words = words[2:]
        if not words or words[0].isupper() or words[0].startswith(("[", "--")):
            continue
        assert words[0] in known, words
        given = {word.partition("=")[0] for word in words[1:] if word.startswith("-") and word != "--"}
        assert given <= options(known[words[0]]) | {"--help"}, words


def test_pages_tell_of_something() -> None:
    assert sum(1 for page in PAGES for _ in said(page)) > 40


@pytest.mark.parametrize("name", sorted(commands()))
def test_every_command_and_option_is_in_the_reference(name: str) -> None:
    assert re.search(rf"`{name}\b", COMMANDS_PAGE)
    assert f"worksystem {name}" in (ROOT / "README.md").read_text(encoding="utf-8")
    for option in options(commands()[name]) - {"-h", "--help"}:
        assert option in COMMANDS_PAGE, option
    for each in commands()[name].params:
        if isinstance(each.type, click.Choice):
            for choice in each.type.choices:
                assert (
                    f"`{choice}`" in COMMANDS_PAGE
                    or f"--format {choice}" in COMMANDS_PAGE
                    or choice
                    in (
                        "table",
                        "text",
                    )
                ), choice


def test_files_that_the_readme_names_are_there() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    named = re.findall(r"\]\(([^)#:]+)\)", text) + re.findall(r"`((?:work|content|plugins|schemas)/[\w./-]*)`", text)
    assert len(named) > 8
    assert [path for path in named if not (ROOT / path).exists()] == []
