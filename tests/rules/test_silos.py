"""Teams apart from the rest: from how many items on, what counts as speaking of others, and what as linked."""

from pathlib import Path

import pytest

from tests.rules.findings import tell


def teams(**said: str) -> dict[str, str]:
    """Teams with what is said of each."""
    lines = (
        f"{id}: {{name: {id.capitalize()}, purpose: P, lead: ada{more and ', '}{more}}}\n" for id, more in said.items()
    )
    return {"work/teams.yml": "".join(lines)}


HELP = "  help: add workflows: [<workflow>], also if it is one that others use"


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ({"platform": "", "security": ""}, []),  # the system says it of no team
        ({"platform": "workflows: [delivery]", "security": ""}, ["security"]),
        ({"platform": "workflows: [delivery]", "security": "", "desk": ""}, ["desk", "security"]),
        ({"platform": "workflows: [delivery]", "security": "parent: platform"}, []),
        ({"platform": "workflows: [delivery]", "security": "parent: platform", "desk": "parent: security"}, []),
        ({"platform": "", "security": "workflows: [delivery], parent: platform"}, []),
        ({"platform": "", "security": "workflows: [delivery]", "desk": "parent: platform"}, ["desk"]),
        ({"platform": "workflows: [delivery]", "security": "parent: nowhere"}, ["security"]),
        # in a circle each is above another
        ({"platform": "workflows: [delivery]", "a": "parent: b", "b": "parent: a", "c": "parent: a"}, ["c"]),
    ],
)
def test_a_team_works_by_its_own_workflows_or_those_of_the_departments_above_it(
    tmp_path: Path, said: dict[str, str], found: list[str]
) -> None:
    order = list(said)
    assert tell(tmp_path, "WS415", teams(**said)) == [
        line
        for id in sorted(found, key=order.index)
        for line in (
            f"teams.yml:{order.index(id) + 1}:1 {id}.workflows",
            f'  nothing says by which workflow team "{id}" works',
            HELP,
        )
    ]


THREE = teams(platform="", security="", care="")
THREE["work/teams.yml"] = THREE["work/teams.yml"].replace("name: Care", "name: Customer care")
SECURITY = {"SEC-1": "status: todo\nteam: security\n"}
ROTATION = "status: todo\nteam: platform\noutcome: {}\n"


def silo(*outcomes: str, of: int = 6) -> dict[str, str]:
    """Items of the platform team; the first ones say something."""
    texts = [*outcomes, *["It runs"] * (of - len(outcomes))]
    return {f"OPS-{n}": ROTATION.format(text) for n, text in enumerate(texts, start=1)}


@pytest.mark.parametrize(
    ("items", "count"),
    [
        (silo(*["Ends SEC-1"] * 3), "three"),
        (silo(*["Ends SEC-1"] * 2), ""),
        (silo(*["Ends SEC-1"] * 3, of=5), ""),
        (silo(*["Ends SEC-1"] * 9, of=9), "nine"),
    ],
)
def test_a_team_is_apart_where_three_of_six_open_items_speak_of_others(
    tmp_path: Path, items: dict[str, str], count: str
) -> None:
    speaking = sorted(id for id, text in items.items() if "Ends" in text)[:8]
    said = f"yet {count} speak of other teams or their work"
    assert tell(tmp_path, "WS724", {**THREE, **SECURITY, **items}) == (
        [
            "teams.yml:1:1 platform = {name: Platform, purpose: P, lead: ada}",
            f'  no item of team "platform" is linked to one of another team, {said}',
            "  help: link what they speak of under depends_on or relates_to, so that both teams see it",
            *(f"  see items/{id}.yml:5:10: {id} speaks of SEC-1" for id in speaking),
        ]
        if count
        else []
    )


@pytest.mark.parametrize(
    ("text", "at", "of"),
    [
        ("outcome: Ends SEC-1\n", "5:10", "SEC-1"),
        ("outcome: Ends OPS-9 and SEC-1\n", "5:10", "SEC-1"),  # one of its own comes first
        ("outcome: Ends LOST-1 and SEC-1\n", "5:10", "SEC-1"),  # and one of nobody
        ("outcome: Asked by Customer care\n", "5:10", "Customer care"),
        ("outcome: Asked by Customer careers\n", "", ""),
        ("outcome: Asked by NewCustomer care\n", "", ""),
        ("outcome: Asked by customer care\n", "", ""),
        ("outcome: Asked by Security\n", "", ""),  # any word could be meant
        ("outcome: Asked by Platform crew\n", "", ""),  # the team itself
        ("outcome: Asked by Engineering at large\n", "", ""),  # its department
        ("outcome: Ends DEP-1\n", "", ""),
        ("acceptance: [It runs, SEC-1 is over]\n", "5:23", "SEC-1"),
        ("blocked: {since: 2026-11-19, reason: Nothing, waiting_for: security}\n", "5:60", "security"),
        ("blocked: {since: 2026-11-19, reason: Nothing, waiting_for: platform}\n", "", ""),
        ("blocked: {since: 2026-11-19, reason: Nothing, waiting_for: engineering}\n", "", ""),
        ("blocked: {since: 2026-11-19, reason: Nothing, waiting_for: grace}\n", "", ""),
        ("blocked: {since: 2026-11-19, reason: Waits for SEC-1}\n", "5:38", "SEC-1"),
    ],
)
def test_an_item_speaks_of_others_by_their_items_or_names_of_several_words(
    tmp_path: Path, text: str, at: str, of: str
) -> None:
    names = {"platform": "Platform crew", "engineering": "Engineering at large", "care": "Customer care"}
    lines = {id: f"name: {names.get(id, 'Security')}, purpose: P, lead: ada" for id in (*names, "security")}
    lines["platform"] += ", parent: engineering"
    files = {"work/teams.yml": "".join(f"{id}: {{{line}}}\n" for id, line in lines.items())}
    others = {"DEP-1": "status: todo\nteam: engineering\n", "LOST-1": "status: todo\n", **SECURITY}
    items = {**silo(*["Ends SEC-1"] * 2), "OPS-9": f"status: todo\nteam: platform\n{text}"}
    found = tell(tmp_path, "WS724", {**files, **others, **items})
    assert [line for line in found if "OPS-9" in line] == (
        [f"  see items/OPS-9.yml:{at}: OPS-9 speaks of {of}"] if of else []
    )
    assert bool(found) is bool(of)


@pytest.mark.parametrize(
    ("files", "is_found"),
    [
        ({"OPS-7": "status: todo\nteam: platform\nrelates_to: [OPS-8]\n"}, True),  # a link among themselves
        ({"OPS-7": "status: todo\nteam: platform\nrelates_to: [SEC-1]\n"}, False),
        ({"SEC-2": "status: todo\nteam: security\ndepends_on: [OPS-1]\n"}, False),
        ({"SEC-2": "status: todo\nteam: security\ndepends_on: [LOST-1]\n"}, True),
        ({"OPS-7": "status: done\nteam: platform\nparent: SEC-1\n"}, False),
        ({"OPS-7": "status: todo\nteam: platform\nrelates_to: [NONE-1]\n"}, True),
        ({"OPS-7": "status: done\nteam: platform\nhandoffs: [{date: 2026-11-02, from: ada, to: bo}]\n"}, False),
        ({"OPS-7": "status: todo\nteam: security\nhandoffs: [{date: 2026-11-02, from: ada, to: bo}]\n"}, True),
    ],
)
def test_one_link_or_handoff_is_enough_for_a_team_not_to_be_apart(
    tmp_path: Path, files: dict[str, str], is_found: bool
) -> None:
    others = {**SECURITY, "LOST-1": "status: todo\n", "OPS-8": "status: todo\nteam: platform\n"}
    found = tell(tmp_path, "WS724", {**THREE, **others, **silo(*["Ends SEC-1"] * 3), **files})
    assert bool(found) is is_found


def test_each_team_that_is_apart_is_found_and_closed_work_does_not_speak(tmp_path: Path) -> None:
    items = {f"SEC-{n}": "status: todo\nteam: security\noutcome: Ends OPS-1\n" for n in range(1, 7)}
    items |= {f"CARE-{n}": "status: todo\nteam: care\noutcome: Ends OPS-1\n" for n in range(1, 7)}
    items |= {"CARE-6": "status: done\nteam: care\noutcome: Ends OPS-1\n"}
    items |= {f"LOST-{n}": "status: todo\nteam: nobody\noutcome: Ends OPS-1\n" for n in range(1, 7)}
    found = tell(tmp_path, "WS724", {**THREE, **items, **silo(*["Ends SEC-1"] * 3)})
    assert [line.partition(" is linked")[0] for line in found if "linked to" in line] == [
        '  no item of team "platform"',
        '  no item of team "security"',
    ]


def test_two_teams_without_any_link_hide_no_third_one_that_has_some(tmp_path: Path) -> None:
    linked = {"CARE-1": "status: todo\nteam: care\nrelates_to: [SEC-1]\n"}
    found = tell(tmp_path, "WS724", {**THREE, **SECURITY, **linked, **silo(*["Ends SEC-1"] * 3)})
    assert found[0] == "teams.yml:1:1 platform = {name: Platform, purpose: P, lead: ada}"
