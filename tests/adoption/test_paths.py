"""Where adopted files lie: roots, forms of paths, links by path, ways out that lead nowhere."""

import os
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from tests.adoption.foreign import REQUEST, said, with_collection
from tests.systems import TODAY, write_files
from worksystem.load import WorkSystem, load
from worksystem.load.naming import is_same, match_name

Make = Callable[[Mapping[str, str]], WorkSystem]
PATH = "kitchen/requests/ovens/0007-second-oven/request.yaml"
NAMES = '    names: "requests/**/{request-number:[0-9]+}-{slug}/request.yaml"\n'

SEE = {"      team: crew\n": "      team: crew\n      relates_to: see\n"}


def codes(system: WorkSystem) -> list[str]:
    return [finding.code for finding in system.workspace.findings if finding.code != "WS120"]


@pytest.mark.parametrize(
    ("path", "form", "keys"),
    [
        ("a/12-x-y/k.yaml", "a/{number}-{name}/k.yaml", {"number": "12", "name": "x-y"}),
        ("a/b/c/12-x/k.yaml", "a/**/{number:[0-9]+}-{name}/k.yaml", {"number": "12", "name": "x"}),
        ("a/12-x/k.yaml", "a/**/{number:[0-9]{2}}-*/k.yaml", {"number": "12"}),
        ("a/x/k.yaml", "a/{number:[0-9]+}/k.yaml", None),
        ("a/b/x/k.yaml", "a/{name}/k.yaml", None),
        ("a+b/k.yaml", "a+b/k.yaml", {}),
    ],
)
def test_a_path_is_read_by_its_form(path: str, form: str, keys: dict[str, str] | None) -> None:
    assert match_name(path, form) == keys


def test_numbers_agree_with_or_without_zeros_in_front() -> None:
    pairs = [("0752", "752"), ("0000", "0"), ("x7", "x7"), ("75", "752"), ("x07", "x7")]
    assert [is_same(*pair) for pair in pairs] == [True, True, True, False, False]


def test_a_path_that_says_something_else_is_a_finding(make_system: Make) -> None:
    files = with_collection({PATH: REQUEST.replace("0007", "0008")}, more=NAMES)
    assert ("WS112", PATH, 1, "request-number", "0008") in said(make_system(files))
    assert codes(make_system(with_collection(more=NAMES))) == []


def test_a_path_of_another_form_is_a_finding(make_system: Make) -> None:
    odd = "kitchen/requests/ovens/second-oven/request.yaml"
    system = make_system(with_collection({odd: REQUEST.replace("0007", "0009")}, more=NAMES))
    assert ("WS112", odd, 1, "", None) in said(system)


def test_what_only_the_path_says_can_be_mapped(make_system: Make) -> None:
    text = REQUEST.replace("request-number: 0007\n", "")
    system = make_system(with_collection({PATH: text}, more=NAMES))
    assert (list(system.workspace.items), codes(system)) == (["REQ-0007"], [])


def test_an_id_that_is_nowhere_is_a_finding_and_the_item_stays(make_system: Make) -> None:
    system = make_system(with_collection({PATH: REQUEST.replace("request-number: 0007\n", "")}))
    assert (list(system.workspace.items), codes(system)) == (["request"], ["WS102"])


def test_a_second_item_of_the_same_id_stays_beside_the_first(make_system: Make) -> None:
    other = "kitchen/requests/shop/0007-card-reader/request.yaml"
    workspace = make_system(with_collection({other: REQUEST})).workspace
    assert {id: item.path for id, item in workspace.items.items()} == {"REQ-0007": PATH, "REQ-0007~2": other}
    assert [(first.path, second.path) for first, second in workspace.duplicates] == [(PATH, other)]


def test_an_id_that_leads_out_of_its_folder_is_not_used_as_one(make_system: Make) -> None:
    system = make_system(with_collection({PATH: REQUEST.replace("0007", '"/../../../x"')}))
    assert list(system.workspace.items) == ["REQ-_.._.._.._x"]
    assert codes(system) == ["WS108"]


def test_files_can_be_left_out(make_system: Make) -> None:
    template = "kitchen/requests/TEMPLATE/request.yaml"
    files = with_collection({template: "nothing: here\n"}, more='    except: "requests/TEMPLATE/**"\n')
    assert codes(make_system(files)) == []


@pytest.mark.parametrize(
    ("link", "target"),
    [
        ("/requests/shop/0012-card-reader", "REQ-0012"),
        ("/requests/shop/0012-card-reader/request.yaml", "REQ-0012"),
        ("/requests/shop/0012-card-reader/README.md#why", "REQ-0012"),
        ("requests/shop/0012-card-reader/", "REQ-0012"),
        ("../../shop/0012-card-reader", "REQ-0012"),
        ("REQ-0012", "REQ-0012"),
        ("/requests/shop", ""),
        ("https://example.org/0012", ""),
    ],
)
def test_a_link_to_a_file_or_folder_of_an_item_is_a_link_to_the_item(make_system: Make, link: str, target: str) -> None:
    other = "kitchen/requests/shop/0012-card-reader/request.yaml"
    files = {other: REQUEST.replace("0007", "0012"), PATH: f"{REQUEST}see: [{link}]\n"}
    system = make_system(with_collection(files, instead=SEE))
    links = system.workspace.links.outgoing("REQ-0007", "relates_to")
    assert [(each.target, each.resolved) for each in links] == [(target, True)]


@pytest.mark.parametrize("link", ["/requests/shop/0099-x", "missing.md", "/../../etc/hosts", "0099"])
def test_a_link_to_nothing_is_not_resolved(make_system: Make, link: str) -> None:
    files = {PATH: f'{REQUEST}see: ["{link}"]\n'}
    system = make_system(with_collection(files, instead=SEE))
    assert [each.resolved for each in system.workspace.links.outgoing("REQ-0007", "relates_to")] == [False]


@pytest.mark.parametrize("place", ["", "elsewhere"])
def test_a_root_may_lie_beside_the_repository_and_be_a_link(tmp_path: Path, place: str) -> None:
    files = with_collection(instead={"root: kitchen": "root: ../kitchen"})
    inside = {path: text for path, text in files.items() if not path.startswith("kitchen/")}
    write_files(tmp_path / "repository", inside)
    (tmp_path / "repository" / ".git").mkdir()
    outside = tmp_path / place / PATH
    outside.parent.mkdir(parents=True)
    outside.write_text(REQUEST, encoding="utf-8")
    if place:
        (tmp_path / "kitchen").symlink_to(tmp_path / place / "kitchen")
    system = load(tmp_path / "repository", as_of=TODAY)
    assert system.workspace.items["REQ-0007"].path == f"../{PATH}"


def test_two_collections_may_have_two_roots(make_system: Make) -> None:
    second = """\
  - kind: item
    type: request
    root: cellar
    files: "*.yaml"
    fields: {id: {from: nr, as: "CEL-{}"}, title: what, status: state}
"""
    files = with_collection({"cellar/one.yaml": "nr: 1\nwhat: A shelf\nstate: asked\n"}, more=second)
    system = make_system(files)
    assert (list(system.workspace.items), codes(system)) == (["CEL-1", "REQ-0007"], [])


@pytest.mark.parametrize(
    ("old", "new", "code", "line"),
    [
        ("root: kitchen", "root: kitchn", "WS021", 7),
        ('files: "requests/**/request.yaml"', 'files: "*.none"', "WS021", 8),
        ('files: "requests/**/request.yaml"', 'files: "../**/request.yaml"', "WS020", 8),
        ("root: kitchen", "root: /kitchen", "WS020", 7),
        ('strip: "@"}\n      contr', 'pattern: "("}\n      contr', "WS021", 12),
    ],
)
def test_a_collection_that_cannot_be_followed_is_a_finding(
    make_system: Make, old: str, new: str, code: str, line: int
) -> None:
    system = make_system(with_collection(instead={old: new}))
    assert [(one[0], one[1], one[2]) for one in said(system)] == [(code, "work/worksystem.yml", line)]
    assert not system.workspace.items


def test_a_form_that_cannot_be_read_is_a_finding(make_system: Make) -> None:
    system = make_system(with_collection(more='    names: "requests/{number:[}/x"\n'))
    assert [one[0] for one in said(system)] == ["WS021"]


def test_symbolic_links_are_not_followed(tmp_path: Path) -> None:
    write_files(tmp_path / "r", with_collection())
    (tmp_path / "r" / ".git").mkdir()
    secret = tmp_path / "secret.yaml"
    secret.write_text(REQUEST.replace("0007", "0066"), encoding="utf-8")
    folder = tmp_path / "r" / "kitchen" / "requests" / "0066-x"
    folder.mkdir()
    os.symlink(secret, folder / "request.yaml")
    os.symlink(tmp_path, tmp_path / "r" / "kitchen" / "requests" / "up")
    system = load(tmp_path / "r", as_of=TODAY)
    assert list(system.workspace.items) == ["REQ-0007"]
    assert ("WS014", "kitchen/requests/0066-x/request.yaml", 1, "", None) in said(system)


@pytest.mark.parametrize("text", ["title: [\n", "a: 1\na: 2\nb: *x\n"])
def test_a_file_that_cannot_be_read_keeps_its_id_known(make_system: Make, text: str) -> None:
    broken = "kitchen/requests/shop/0012-card-reader/request.yaml"
    workspace = make_system(with_collection({broken: text}, more=NAMES)).workspace
    assert [(each.kind, each.id, each.path) for each in workspace.broken] == [("item", "REQ-0012", broken)]
    assert workspace.may_exist("item", "REQ-0012")


@pytest.mark.parametrize("text", ["", "# nothing\n", "- a\n", "just text\n", "3\n", "\x00", "\t- x\n"])
def test_a_file_without_fields_never_stops_the_run(make_system: Make, text: str) -> None:
    odd = "kitchen/requests/shop/0012-card-reader/request.yaml"
    system = make_system(with_collection({odd: text}, more=NAMES))
    assert codes(system)
    assert "REQ-0007" in system.workspace.items
    assert system.workspace.may_exist("item", "REQ-0012")
