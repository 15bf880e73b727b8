"""Whatever fields say, figures answer: what can't be read is passed over."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.histories import moves
from tests.metrics.populations import FILES, make_population, says
from tests.systems import make_system
from worksystem.load import WorkSystem
from worksystem.metrics.registry import measure

FIELDS = (
    "due", "promised", "estimate", "team", "owner", "parent", "period", "start", "expedite", "priority", "goal",
    "blocked",
)  # fmt: skip
WORDS = st.sampled_from(
    ["", "soon", "2026-13-01", "2026-03-10", "2026-Q1", "3wd", "2d", "A", "B", "P", "trust", "critical"]
)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 3000) | WORDS,
    lambda inner: (
        st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(["to", "date", "level", "since"]), inner)
    ),
    max_leaves=4,
)
CHANGES = st.lists(
    st.tuples(st.sampled_from("ABP"), st.sampled_from(FIELDS), st.integers(1, 28), VALUES), min_size=1, max_size=12
)


@pytest.fixture(scope="module")
def system(tmp_path_factory: pytest.TempPathFactory) -> WorkSystem:
    folder: Path = tmp_path_factory.mktemp("system")
    goal = "name: Trust\nperiod: 2026-Q1\nkey_results: [{id: a, text: A, from: 0, to: 1}]\n"
    release = "metrics: {deployments: {type: task}, incidents: {type: task}}\n"
    return make_system(
        folder,
        {
            **FILES,
            "work/worksystem.yml": f"version: 1\nname: X\npublish: {{audience: internal}}\n{release}",
            "work/goals/trust.yml": goal,
            "work/items/A.yml": "title: A\nstatus: done\ntype: task\n",
        },
    )


@given(CHANGES)
@settings(max_examples=120, deadline=None)
def test_no_value_of_a_field_is_an_exception(system: WorkSystem, changes: list[tuple[str, str, int, Any]]) -> None:
    events = [
        *moves("A", "2026-03-02 ready", "2026-03-04 doing", "2026-03-08 review", "2026-03-15 doing", "2026-03-20 done"),
        *moves("B", "2026-03-02 doing"),
        *moves("P", "2026-03-01 doing"),
    ]
    for item, field, day, value in changes:
        events += says(item, field, (f"2026-03-{day:02}", value))
    population = make_population(lambda _: system, events, types={"P": "project"}, few=1)
    figures = measure(population)
    assert all(figure.says for figure in figures)
