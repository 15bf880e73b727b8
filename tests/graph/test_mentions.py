"""Ids in prose: which words of a text name a record."""

import pytest

from worksystem.graph.mentions import ItemWords

IDS = {"OPS-7K3QX": "OPS-7K3QX", "OPS-7K3Q": "OPS-7K3QX", "release": "release", "2026": "2026", "KEP-0~2": "KEP-0~2"}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Staging is done, see OPS-7K3QX.", {"OPS-7K3QX": 21}),
        ("(OPS-7K3QX)", {"OPS-7K3QX": 1}),
        ("[OPS-7K3QX](../items/OPS-7K3QX.yml)", {"OPS-7K3QX": 1}),
        ("once called OPS-7K3Q, now OPS-7K3QX", {"OPS-7K3QX": 12}),
        ("both files of KEP-0~2", {"KEP-0~2": 14}),
        ("the release of 2026", {}),
        ("OPS-7K3QX-old and XOPS-7K3QX", {}),
        ("https://forge.example/OPS-7K3QX and work/OPS-7K3QX/notes", {}),
        ("#OPS-7K3QX and mail@OPS-7K3QX", {}),
        ("", {}),
    ],
)
def test_a_text_names_what_stands_in_it_as_a_word_of_its_own(text: str, found: dict[str, int]) -> None:
    assert ItemWords(IDS).find(text) == found


def test_ids_that_begin_alike_are_found_as_well_as_any() -> None:
    alike = ItemWords({"OPS-7K3QX": "OPS-7K3QX", "SEC-91MMA": "SEC-91MMA"})
    assert alike.find("SEC-91MMA waits for OPS-7K3QX") == {"SEC-91MMA": 0, "OPS-7K3QX": 20}
    assert alike.find("the ops and the 91MMA") == {}
