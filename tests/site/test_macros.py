"""Handbook pages show the work system, and a name that does not exist stops the build."""

import json
from pathlib import Path

import pytest

from tests.site.sites import Built, build_site
from worksystem.rules.rule import PROBLEMS
from worksystem.site.macros import MACROS
from worksystem.views.measures import MEASURES

HANDBOOK = """# Macros

{{ board('change_control', team='platform') }}

{{ items(where="owner == 'ada'") }}

{{ ownership('teams') }}

{{ ownership('roles') }}

{{ findings() }}

{{ figure('owned_share') }}

{{ home() }}

See {{ record('item', 'OPS-2') }} and {{ record('team', 'platform', 'us') }}.

{{ rules(problem='hidden_dependencies') }}
"""
FIGURES = "# Figures\n\n" + "\n\n".join(f"{{{{ figure('{name}') }}}}" for name in MEASURES) + "\n"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    pages = {"content/deep/down/macros.md": HANDBOOK, "content/figures.md": FIGURES}
    return build_site(tmp_path_factory.mktemp("site"), pages)


def test_macros_show_the_work_system_where_they_stand(built: Built) -> None:
    assert built.aborted == ""
    page = built.text("deep/down/macros/index.html")
    assert 'class="ws-board"' in page
    assert "Rotate the payment certificates" in page
    assert '<a href="../../../records/items/OPS-2/">Alert before certificates expire</a>' in page
    assert '<a href="../../../records/teams/platform/">us</a>' in page
    assert "2 of 2 open items" in page
    assert "../../../reference/rules/WS" in page
    assert "<!--worksystem:" not in page
    assert "\x02" not in page


def test_items_are_those_for_which_the_expression_holds(tmp_path: Path) -> None:
    home = '# Home\n\n{{ items(where="size(depends_on) > 0") }}\n'
    page = build_site(tmp_path, {"content/index.md": home}).text("index.html")
    assert "Alert before certificates expire" in page
    assert "Rotate the payment certificates" not in page


def test_every_figure_has_a_sentence(built: Built) -> None:
    page = built.text("figures/index.html")
    assert page.count("ws-part") == len(MEASURES)
    assert "2 of 2 open items" in page


def test_the_search_reads_links_but_not_whole_boards(built: Built) -> None:
    entries = json.loads(built.text("search/search_index.json"))["docs"]
    text = " ".join(entry["text"] for entry in entries if entry["location"].startswith("deep/down/macros/"))
    assert "Alert before certificates expire" in text
    assert "Rotate the payment certificates" not in text


@pytest.mark.parametrize(
    ("macro", "says"),
    [
        ("board('changes')", 'no workflow is called "changes"; there are change_control'),
        ("board('change_control', team='nobody')", 'no team is called "nobody"'),
        ("items(where='ownr == 1')", "ownr"),
        ("items(where='owner ==')", "owner =="),
        ("ownership('pets')", 'no table of owners is called "pets"; there are matrix, people, roles, teams'),
        ("findings(principle='speed')", 'no principle is called "speed"'),
        ("figure('speed')", 'no figure is called "speed"'),
        ("rules(principle='speed')", 'no principle is called "speed"; there are adaptability'),
        ("record('item', 'OPS-9')", 'no item is called "OPS-9"'),
        ("record('pet', 'rex')", "no kind of record with pages"),
        ("boards()", "boards"),
    ],
)
def test_a_name_that_does_not_exist_stops_the_build(tmp_path: Path, macro: str, says: str) -> None:
    built = build_site(tmp_path, {"content/index.md": f"# Home\n\n{{{{ {macro} }}}}\n"}, strict=False)
    assert built.aborted
    assert any(says in message for message in built.said("WARNING"))


def test_the_reference_names_every_macro_figure_and_problem() -> None:
    text = (Path(__file__).parents[2] / "content/reference/macros.md").read_text(encoding="utf-8")
    assert [name for name in MACROS if f"\n## {name}\n" not in text] == []
    assert [name for name in (*MEASURES, *PROBLEMS) if f"`{name}`" not in text] == []
