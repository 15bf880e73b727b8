"""Which fields hold ids, and which ids a record names."""

from tests.model.examples import SINGLE
from tests.model.reading import read
from worksystem.model import KINDS, Entry, references_of
from worksystem.model.references import find_ids, find_references
from worksystem.source.document import Document

LOCAL = {"state", "check", "field"}


def entry(kind: str) -> Entry:  # type: ignore[type-arg]
    id, text = next((id, text) for each, id, text in SINGLE if each == kind)
    return Entry(kind, id, read(kind, text, id).record, Document("", ""))


def test_every_reference_is_to_a_kind_that_exists() -> None:
    for kind in KINDS:
        for reference in references_of(kind):
            assert set(reference.kinds) <= KINDS.keys() | LOCAL, reference


def test_references_of_items_are_complete() -> None:
    paths = {".".join(reference.path) for reference in references_of("item")}
    assert paths >= {
        "approvals.*.by",
        "branches.@key",
        "checks.*.*",
        "checks.@key",
        "comments.*.by",
        "contributors.*",
        "depends_on.*.item",
        "disciplines.*",
        "expedite.by",
        "goal",
        "handoffs.*.acknowledged.by",
        "handoffs.*.to",
        "owner",
        "parent",
        "promised.to",
        "status",
        "team",
        "type",
        "updates.*.by",
    }


def test_a_record_names_ids_at_their_keys() -> None:
    found = {(referred.keys, referred.id, referred.on_key) for referred in find_references(entry("item"))}
    assert {
        (("owner",), "ada", False),
        (("depends_on", 1, "item"), "SEC-91MMA", False),
        (("handoffs", 0, "acknowledged", "by"), "grace", False),
        (("checks", "handoff_to_security"), "handoff_to_security", True),
        (("checks", "handoff_to_security", 1), "owner_reachable", False),
    } <= found


def test_keys_are_those_of_the_file_where_python_has_a_word_of_its_own() -> None:
    found = {(referred.keys, referred.id) for referred in find_references(entry("workflow"))}
    assert (("transitions", 3, "approvals", 0, "except", 0), "owner") in found
    assert (("transitions", 0, "from", 0), "proposed") in found


def test_prefixes_and_reserved_words_are_no_ids() -> None:
    workflow = entry("workflow")
    assert sorted(set(find_ids(workflow, "role"))) == [
        "change_manager",
        "delivery_lead",
        "duty_manager",
        "product_owner",
        "security_reviewer",
        "service_desk",
    ]
    assert sorted(set(find_ids(workflow, "team"))) == ["security"]
    assert sorted(set(find_ids(entry("item"), "person"))) == ["ada", "bo", "finance", "grace", "security"]
