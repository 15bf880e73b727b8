"""Files in somebody else's shape are edited in their words, or not at all."""

from collections.abc import Callable, Mapping

import pytest

from tests.actions.small import act_as, changed, refused
from worksystem.actions.assign import assign
from worksystem.actions.assignment import parse_assignment
from worksystem.actions.block import block
from worksystem.actions.fields import set_fields
from worksystem.actions.move import move
from worksystem.load import WorkSystem

Make = Callable[[Mapping[str, str]], WorkSystem]

SETTINGS = """\
version: 1
name: Example
publish: {audience: internal}
collections:
  - kind: item
    type: kep
    files: "keps/*/kep.yaml"
    folder: {sig: 1}
    fields:
      id: {from: kep-number, as: "KEP-{}"}
      title: title
      status: {from: status, values: {implementable: ready, implemented: done, draft: proposed}}
      owner: {from: "authors[0]", strip: "@"}
      contributors: {from: authors, strip: "@"}
      team: sig
      labels: {from: "tags[].name"}
      parent: {from: replaces, as: "KEP-{}"}
    unmapped: keep
    references: {person: open, team: open}
"""
KEP = """\
# one of many
kep-number: 0042
title: "Sidecars"
authors:
  - "@ada"   # first
  - "@bo"
status: draft
reviewers: [x]
tags:
  - {name: api}
"""
FILES = {
    "work/worksystem.yml": SETTINGS,
    "work/types/kep.yml": "name: Proposal\nworkflow: life\nprefix: KEP\n",
    "work/workflows/life.yml": """\
        name: Life
        purpose: Proposals become features
        initial: proposed
        states:
          proposed: {name: Proposed, category: backlog}
          ready: {name: Ready, category: active}
          done: {name: Done, category: done}
        transitions:
          - {from: proposed, to: ready, name: Accept}
          - {from: ready, to: done, name: Finish}
        """,
    "keps/0042-sidecars/kep.yaml": KEP,
}
PATH = "keps/0042-sidecars/kep.yaml"


def test_a_move_is_written_with_their_word_for_the_state(make_system: Make) -> None:
    system = make_system(FILES)
    outcome = move(act_as(system), system.workspace.items["KEP-0042"], "ready")
    assert changed(system, outcome) == {PATH: KEP.replace("status: draft", "status: implementable")}


def test_an_owner_is_written_where_they_stand_and_with_their_sign(make_system: Make) -> None:
    system = make_system(FILES)
    outcome = assign(act_as(system), system.workspace.items["KEP-0042"], "bo")
    assert changed(system, outcome) == {PATH: KEP.replace('"@ada"', '"@bo"')}


def test_one_more_is_written_as_those_beside_it_or_in_the_agreed_form(make_system: Make) -> None:
    pattern = 'contributors: {from: authors, strip: "@", pattern: "@[a-z]+", help: "write @name"}'
    settings = SETTINGS.replace('contributors: {from: authors, strip: "@"}', pattern)
    for text, files in ((KEP, FILES), (KEP.replace('"@', '"'), {**FILES, "work/worksystem.yml": settings})):
        system = make_system({**files, PATH: text})
        more = parse_assignment("contributors+=cy")
        assert more is not None
        after = changed(system, set_fields(act_as(system), system.workspace.items["KEP-0042"], [more]))
        assert after == {PATH: text.replace('bo"\n', 'bo"\n  - "@cy"\n')}
    wrong = parse_assignment("contributors+=C Y")
    assert wrong is not None
    assert refused(set_fields(act_as(system), system.workspace.items["KEP-0042"], [wrong])) == [
        f'{PATH} has no word for contributors "C Y"',
        "help: write @name",
    ]


@pytest.mark.parametrize(
    ("typed", "says", "help"),
    [
        ("due=2026-12-01", f"{PATH} has no place for due of KEP-0042: nothing is mapped to it", "map due under fields"),
        ("team=security", "team of KEP-0042 is made from the path of its file", "move the file"),
        ("labels+=beta", "labels of KEP-0042 is gathered from tags[].name", "by hand"),
        ("parent=OPS-1", f'{PATH} has no word for parent "OPS-1"', "edit it by hand"),
    ],
)
def test_what_has_no_place_or_no_word_there_is_refused(make_system: Make, typed: str, says: str, help: str) -> None:
    system = make_system(FILES)
    assignment = parse_assignment(typed)
    assert assignment is not None
    lines = refused(set_fields(act_as(system), system.workspace.items["KEP-0042"], [assignment]))
    assert lines[0] == says
    assert help in lines[1]


def test_a_word_of_theirs_that_means_something_else_is_not_written(make_system: Make) -> None:
    settings = SETTINGS.replace("draft: proposed", "draft: proposed, ready: done")
    workflow = FILES["work/workflows/life.yml"].replace("- {from: ready, to: done", "- {from: proposed, to: draft")
    system = make_system(
        {
            **FILES,
            "work/worksystem.yml": settings,
            "work/workflows/life.yml": workflow.replace(
                "  done: {", "  draft: {name: D, category: active}\n          done: {"
            ),
        }
    )
    assert refused(move(act_as(system), system.workspace.items["KEP-0042"], "draft")) == [
        f'{PATH} has no word for status "draft"',
        "help: it knows ready, done, proposed",
    ]


def test_nothing_is_blocked_where_no_field_says_so(make_system: Make) -> None:
    system = make_system(FILES)
    lines = refused(block(act_as(system), system.workspace.items["KEP-0042"], "No reviewers"))
    assert lines[1] == "help: map blocked under fields of the collection in work/worksystem.yml"
