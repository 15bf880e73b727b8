"""Code owners: how many files are said to be without, whose names are looked at, and which part is ours."""

from pathlib import Path

import pytest

from tests.rules.base import BASE
from tests.rules.findings import tell

OWNERS = ".github/CODEOWNERS"
WRITE = "then worksystem codeowners --write"


def goals(*names: str) -> dict[str, str]:
    return {f"work/goals/{name}.yml": BASE["work/goals/trust.yml"] for name in names}


@pytest.mark.parametrize(
    ("names", "says"),
    [
        ((), "work/goals/trust.yml changes"),
        (("speed",), "the 2 files of work/goals change: speed.yml, trust.yml"),
        (("a", "b"), "the 3 files of work/goals change: a.yml, b.yml, trust.yml"),
        (("a", "b", "c"), "the 4 files of work/goals change: a.yml, b.yml, c.yml and more"),
    ],
)
def test_the_files_of_a_folder_that_nobody_is_asked_about_are_said_at_the_first(
    tmp_path: Path, names: tuple[str, ...], says: str
) -> None:
    files = {
        **goals(*names),
        OWNERS: "/work/ @example/platform\n/work/goals/\n/work/roles.yml\n/work/items/\n",
        "OPS-1": "status: ready\n",
        "docs/index.md": "Hello\n",
    }
    help = f"  help: name the files under owns of a team, {WRITE}"
    assert tell(tmp_path, "WS420", files) == [
        f"goals/{min((*names, 'trust'))}.yml:1:1 ",
        f"  no code owner is asked when {says}",
        help,
        "roles.yml:1:1 ",
        "  no code owner is asked when work/roles.yml changes",
        help,
    ]


FOLDERS = {"shop/till.txt": "x\n", "stock/a.txt": "x\n", "stock/b/c.txt": "x\n"}


@pytest.mark.parametrize(
    ("files", "owners", "folders"),
    [
        (FOLDERS, "/work/ @a\n/shop/ @a\n", {"stock": "stock/a.txt"}),
        (FOLDERS, "/work/ @a\n/shop/ @a\n/stock/b/ @a\n", {}),  # of a part somebody is asked
        (FOLDERS, "/work/ @a\n/shop/ @a\n/stock/**\n", {}),  # left out on purpose
        (FOLDERS, "/work/ @a\n/shop/ @a\nstock\n", {}),
        (FOLDERS, "/work/ @a\n/shop/ @a\n/shelf/\n", {"stock": "stock/a.txt"}),
        (
            {**FOLDERS, "yard/gate.txt": "x\n"},
            "/work/ @a\n/shop/ @a\n",
            {"stock": "stock/a.txt", "yard": "yard/gate.txt"},
        ),
        ({**FOLDERS, "yard/gate.txt": "x\n", "van/key.txt": "x\n"}, "/work/ @a\n/shop/ @a\n", {}),  # three of five
        ({**FOLDERS, "Makefile": "x\n", ".ci/run.yml": "x\n"}, "/work/ @a\n/shop/ @a\n", {"stock": "stock/a.txt"}),
        (FOLDERS, "/stock/ @a\n/shop/ @a\n", {}),  # of the work itself another rule speaks
    ],
)
def test_a_folder_is_a_gap_where_half_of_the_folders_or_more_have_owners(
    tmp_path: Path, files: dict[str, str], owners: str, folders: dict[str, str]
) -> None:
    assert tell(tmp_path, "WS425", {**files, OWNERS: owners}) == [
        line
        for folder, path in folders.items()
        for line in (
            f"{path}:1:1 ",
            f"  no code owner is asked when something in {folder} changes; most other folders have one",
            f"  help: name {folder}/** under owns of a team, {WRITE}",
        )
    ]


PEOPLE = "ada: {name: Ada, identities: {github: ada-n, gitlab: ada, git: [ada@works.example]}}\nbo: {name: Bo}\n"
TEAMS = "platform: {name: Platform, purpose: It runs, lead: ada}\n"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("/a @ada-m\n/b @ADA-M @ada-n\n", [":1:4 ", "@ada-m", "github: ada-m"]),
        ("/a @example/nobody\n", [":1:4 ", "@example/nobody", "github: example/nobody"]),
        ("/a @@maintainer @ada-n\n", []),  # a role of GitLab
        ("/a @ada-m\n# worksystem begin\n/b @ada-o\n# worksystem end\n", [":1:4 ", "@ada-m", "github: ada-m"]),
        ("# worksystem begin\n/b @ada-o\n# worksystem end\n/a @ada-m\n", [":4:4 ", "@ada-m", "github: ada-m"]),
        ("# worksystem begin\n/b @ada-m\n", [":2:4 ", "@ada-m", "github: ada-m"]),  # where it ends nobody knows
    ],
)
def test_a_name_on_the_forge_that_nobody_has_is_said_once_and_outside_of_our_part(
    tmp_path: Path, text: str, found: list[str]
) -> None:
    files = {"work/people.yml": PEOPLE, "work/teams.yml": TEAMS, OWNERS: text}
    expected = []
    if found:
        at, name, identity = found
        expected = [
            f"{OWNERS}{at} = {name}",
            f"  no person or team is {name} on GitHub",
            f"  help: write identities: {{{identity}}} where they are described",
        ]
    assert tell(tmp_path, "WS421", files) == expected


def test_each_forge_has_names_of_its_own(tmp_path: Path) -> None:
    files = {
        "work/worksystem.yml": BASE["work/worksystem.yml"] + "repository: {forge: gitlab}\n",
        "work/people.yml": PEOPLE,
        "work/teams.yml": f"{TEAMS}finance: {{name: Finance, purpose: It is paid, lead: bo, owns: [work/**]}}\n",
        ".gitlab/CODEOWNERS": "/a @ada\n/b @ada-n cy@works.example\n",
    }
    assert tell(tmp_path, "WS421", files) == [
        ".gitlab/CODEOWNERS:2:4  = @ada-n",
        "  no person or team is @ada-n on GitLab",
        "  help: write identities: {gitlab: ada-n} where they are described",
        ".gitlab/CODEOWNERS:2:11  = cy@works.example",
        "  nobody has the address cy@works.example",
        "  help: add it to identities.git of a person",
        "teams.yml:2:57 finance.owns = [work/**]",
        "  finance owns files, but neither it nor its lead has a name on GitLab",
        "  help: write identities: {gitlab: <organization>/<team>}",
    ]


def test_the_part_of_ours_is_found_where_it_begins(tmp_path: Path) -> None:
    end = "# worksystem end\n"
    outdated = f"* @ada-n\n\n# worksystem begin\n/b @ada-o\n{end}"
    files = {"work/people.yml": PEOPLE, "work/teams.yml": TEAMS}
    assert tell(tmp_path / "outdated", "WS423", {**files, OWNERS: outdated}) == [
        f"{OWNERS}:3:1 ",
        "  the part made from the records is not what they say now",
        "  help: worksystem codeowners --write",
    ]
    assert tell(tmp_path / "open", "WS423", {**files, OWNERS: outdated.removesuffix(end)}) == [
        f"{OWNERS}:3:1 ",
        '  "# worksystem begin" has no "# worksystem end" below it',
        "  help: put the end back, or take the beginning out",
    ]


def test_each_team_that_names_the_same_files_is_told_who_did_before(tmp_path: Path) -> None:
    teams = (
        "a: {name: A, owns: [work/*.yml, work/goals/**]}\n"
        "b: {name: B, owns: [work/goals/**]}\n"
        "c: {name: C, owns: [work/roles.yml, /work/goals/**, /work/goals/**]}\n"
    )
    found = tell(tmp_path, "WS424", {"work/teams.yml": teams})
    assert [line for line in found if line.startswith("  ") and "help" not in line] == [
        '  "work/goals/**" is owned by a and by b',
        "  see teams.yml:1:33: a owns it here",
        *('  "/work/goals/**" is owned by a and by c', "  see teams.yml:1:33: a owns it here") * 2,
    ]
    assert [line.partition(" ")[0] for line in found if line.startswith("teams")] == [
        "teams.yml:2:21",
        "teams.yml:3:37",
        "teams.yml:3:53",
    ]
