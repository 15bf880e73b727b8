"""Sidecars: files that belong to an adopted record and are joined by a key."""

from collections.abc import Callable, Mapping

import pytest

from tests.adoption.foreign import said, with_collection
from worksystem.load import WorkSystem

Make = Callable[[Mapping[str, str]], WorkSystem]
SAFETY = "kitchen/safety/0007.yaml"
BESIDE = '    beside: [{files: "safety/*.yaml", join: {request-number: request-number}, into: safety}]\n'
FIELDS = """\
    beside:
      - files: "safety/*.yaml"
        names: "safety/{request-number}.yaml"
        join: {request-number: request-number}
        into: safety
        fields: {gas: {from: gas.signed-by, strip: "@"}}
"""


def errors(system: WorkSystem) -> list[tuple[str, str, int, str, str | None]]:
    return [one for one in said(system) if one[0] != "WS120"]


def test_a_sidecar_goes_into_a_field_without_what_joins_it(make_system: Make) -> None:
    system = make_system(with_collection({SAFETY: "request-number: 0007\ngas: approved\n"}, more=BESIDE))
    item = system.workspace.items["REQ-0007"]
    assert (item.custom["safety"], errors(system)) == ({"gas": "approved"}, [])
    place = item.at("safety", "gas")
    assert (place.path, place.span.start.line, place.field) == (SAFETY, 2, "gas")
    assert system.workspace.sidecars["REQ-0007"] == (SAFETY,)


def test_keys_of_a_sidecar_are_mapped_like_any_other(make_system: Make) -> None:
    text = 'request-number: 7\ngas:\n  signed-by: "@jun"\nwater: no\n'
    system = make_system(with_collection({SAFETY: text}, more=FIELDS))
    item = system.workspace.items["REQ-0007"]
    assert item.custom["safety"] == {"gas": "jun"}
    place = item.at("safety", "gas")
    assert (place.path, place.span.start.line, place.field, place.value) == (SAFETY, 3, "gas.signed-by", "@jun")
    assert errors(system) == [("WS101", SAFETY, 4, "water", "no")]


def test_a_sidecar_without_its_item_is_a_finding(make_system: Make) -> None:
    text = {"kitchen/safety/0099.yaml": "request-number: 0099\ngas: approved\n"}
    system = make_system(with_collection(text, more=BESIDE))
    assert errors(system) == [("WS019", "kitchen/safety/0099.yaml", 1, "request-number", "0099")]
    assert 'no item has request-number "0099"' in [finding.message for finding in system.workspace.findings]


def test_a_sidecar_that_names_nothing_is_a_finding(make_system: Make) -> None:
    system = make_system(with_collection({SAFETY: "gas: approved\n"}, more=BESIDE))
    assert [one[:3] for one in errors(system)] == [("WS019", SAFETY, 1)]


def test_of_two_sidecars_the_one_whose_path_agrees_counts(make_system: Make) -> None:
    files = {
        "kitchen/safety/0001.yaml": 'request-number: 7\ngas: {signed-by: "@tom"}\n',
        SAFETY: 'request-number: 7\ngas: {signed-by: "@jun"}\n',
    }
    system = make_system(with_collection(files, more=FIELDS))
    assert system.workspace.items["REQ-0007"].custom["safety"] == {"gas": "jun"}
    assert errors(system) == [("WS112", "kitchen/safety/0001.yaml", 1, "request-number", "7")]


@pytest.mark.parametrize("text", ["", "[", "- a\n", "text\n"])
def test_a_broken_sidecar_is_one_finding_and_the_item_stays(make_system: Make, text: str) -> None:
    system = make_system(with_collection({SAFETY: text}, more=BESIDE))
    assert [one[1] for one in errors(system)] == [SAFETY]
    assert list(system.workspace.items) == ["REQ-0007"]
