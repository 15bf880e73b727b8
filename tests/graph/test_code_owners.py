"""CODEOWNERS as forges read it: which line counts, what a pattern names, and what of the file is ours."""

import pytest

from worksystem.graph.code_owners import OwnersText, find_flaw, find_match, to_pattern, weave

GITHUB = """\
# everything, unless a later line says otherwise
*              @core
/docs/         @docs writer@example.org   # not @bo
docs/*         @intro
/docs/a\\ b.md @spaced
/work/         @org/platform
/work/items/
*.py  nobody
"""
GITLAB = """\
* @core
[Handbook][2] @writers @group/sub
/content/
/content/index.md @front
^[Optional]
/content/legal/ @@maintainer
!/content/drafts/
"""
PART = "# worksystem begin\n/work/ @org/platform\n# worksystem end\n"


@pytest.mark.parametrize(
    ("path", "owners"),
    [
        ("README.md", ("@core",)),
        ("docs/deep/page.md", ("@docs", "writer@example.org")),
        ("docs/page.md", ("@intro",)),
        ("docs/a b.md", ("@spaced",)),
        ("work/teams.yml", ("@org/platform",)),
        ("work/items/OPS-1.yml", ()),
        ("src/main.py", ()),
    ],
)
def test_the_last_line_that_matches_a_file_counts(path: str, owners: tuple[str, ...]) -> None:
    assert OwnersText(GITHUB).owners_of(path) == owners


@pytest.mark.parametrize(
    ("path", "owners"),
    [
        ("README.md", ("@core",)),
        ("content/page.md", ("@core", "@group/sub", "@writers")),
        ("content/index.md", ("@core", "@front")),
        ("content/legal/terms.md", ("@@maintainer", "@core", "@group/sub", "@writers")),
    ],
)
def test_sections_ask_independently_and_lend_their_owners_to_lines_without(path: str, owners: tuple[str, ...]) -> None:
    assert OwnersText(GITLAB).owners_of(path) == owners


def test_an_exclusion_takes_files_out_of_its_section() -> None:
    assert OwnersText("/work/ @core\n!/work/items/\n").owners_of("work/items/OPS-1.yml") == ()


def test_the_end_of_a_line_is_no_part_of_an_owner() -> None:
    assert OwnersText("* @core\r\n/docs/ @bo\r\n").owners_of("docs/a.md") == ("@bo",)


def test_a_line_that_the_forge_passes_over_is_passed_over() -> None:
    assert OwnersText("* @core\nwork/[ab]*.yml @bo\nwork/[ @bo\n").owners_of("work/a.yml") == ("@core",)


def test_lines_tell_where_their_owners_stand() -> None:
    lines = OwnersText(GITLAB).lines
    assert [(line.number, line.section, line.pattern) for line in lines[:3]] == [
        (1, 0, "*"),
        (2, 1, ""),
        (3, 1, "/content/"),
    ]
    assert [(token.text, token.column) for token in lines[1].owners] == [("@writers", 15), ("@group/sub", 24)]
    assert GITLAB.split("\n")[1][14:].startswith("@writers")


@pytest.mark.parametrize(
    ("glob", "pattern", "named", "other"),
    [
        ("infra/**", "/infra/", "infra/a/b.tf", "x/infra/a.tf"),
        ("/infra", "/infra", "infra/a.tf", "infrastructure/a.tf"),
        ("*.md", "/*.md", "README.md", "docs/README.md"),
        ("**/*.tf", "/**/*.tf", "infra/a/b.tf", "infra/a/b.tfx"),
        ("infra/*/main.tf", "/infra/*/main.tf", "infra/a/main.tf", "infra/a/b/main.tf"),
        ("our docs/a?.md", "/our\\ docs/a?.md", "our docs/ab.md", "our docs/abc.md"),
        ("**", "*", "any/where", ""),
    ],
)
def test_what_a_team_owns_becomes_a_pattern_from_the_root(glob: str, pattern: str, named: str, other: str) -> None:
    assert to_pattern(glob) == pattern
    assert find_match(pattern, (other, named) if other else (named,)) == named


@pytest.mark.parametrize(("glob", "flaw"), [("!a", "begins with !"), ("[ab]", "has brackets"), ("a*?/**", None)])
def test_patterns_that_the_forge_does_not_know_have_a_flaw(glob: str, flaw: str | None) -> None:
    assert find_flaw(glob) == flaw


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", PART),
        ("* @core\n\n\n", f"* @core\n\n{PART}"),
        ("* @core", f"* @core\n\n{PART}"),
        ("a @b\n# worksystem begin\nold @x\n# worksystem end\nc @d", f"a @b\n{PART}c @d"),
        ("# worksystem begin  \n# worksystem end", PART.rstrip()),
        (f"# not # worksystem begin\n{PART}", f"# not # worksystem begin\n{PART}"),
        ("a @b\r\n# worksystem begin\r\n# worksystem end\r\n", f"a @b\n{PART}".replace("\n", "\r\n")),
    ],
)
def test_only_our_part_of_the_file_changes(before: str, after: str) -> None:
    assert weave(before, PART) == after
    assert weave(after, PART) == after
