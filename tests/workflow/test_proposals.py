"""The life of the Kubernetes proposals as a workflow: which real changes of status it would not have allowed."""

import csv
from collections import Counter
from datetime import date

import pytest
from benchmarks.adoption import DATA, EXAMPLE

from worksystem.load import load
from worksystem.model import Workflow
from worksystem.workflow.paths import list_moves

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not DATA.is_dir(), reason="../shared/data does not lie beside the checkout: left out"),
]

# In the words of the proposals; each is a word that is no state of the workflow.
SLIPS = {
    ("implementeable", "implementable"): 3,
    ("alpha", "implementable"): 1,
    ("implementable", "imlpemented"): 1,
    ("implementable", "implemented (alpha)"): 1,
    ("implementable", "superseded"): 1,
    ("implemented (alpha)", "implemented (beta)"): 1,
    ("implemented (beta)", "implementable"): 1,
    ("implemented (beta)", "removed"): 1,
    ("implemented", "implementeable"): 1,
    ("provisional", "alpha"): 1,
    ("provisional", "implementeable"): 1,
}
ILLEGAL = {
    ("implemented", "implementable"): 15,
    ("provisional", "implemented"): 10,
    ("implemented", "replaced"): 1,
}


@pytest.fixture(scope="module")
def workflow() -> Workflow:
    return load(EXAMPLE, as_of=date(2026, 11, 22)).workspace.workflows["kep"].record


@pytest.fixture(scope="module")
def changes() -> Counter[tuple[str, str]]:
    with (DATA / "kep_status_events.csv").open(encoding="utf-8", newline="") as file:
        pairs = [(row["status_before"], row["status_after"]) for row in csv.DictReader(file)]
    return Counter(pair for pair in pairs if all(pair) and pair[0] != pair[1])


def test_of_352_changes_the_workflow_declares_313(workflow: Workflow, changes: Counter[tuple[str, str]]) -> None:
    declared = {(source, target) for source, targets in list_moves(workflow).items() for target in targets}
    undeclared = {pair: count for pair, count in changes.items() if pair not in declared}
    assert (changes.total(), sum(undeclared.values())) == (352, 39)
    assert undeclared == ILLEGAL | SLIPS
    assert all(set(pair) <= set(workflow.states) for pair in ILLEGAL)
    assert not any(set(pair) <= set(workflow.states) for pair in SLIPS)
