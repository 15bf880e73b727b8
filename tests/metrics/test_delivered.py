"""Finished work with its outcome delivered: only items that can tell are counted."""

from collections.abc import Mapping

from tests.histories import moves
from tests.metrics.populations import Make, figure_of, make_population
from worksystem.metrics.figure import Figure
from worksystem.metrics.outcomes import MonthOfOutcomes, outcomes_by_month
from worksystem.metrics.population import Population

ITEM = "title: Rotate\ntype: task\nstatus: done\n"
TICKED = f"{ITEM}outcome: Certificates renew themselves\nacceptance:\n- {{text: Seen in production, done: yes}}\n"
OPEN = TICKED.replace("yes", "no")


def finished(make_system: Make, records: Mapping[str, str]) -> Population:
    events = [event for id in records for event in moves(id, "2026-03-02 doing", "2026-03-10 done")]
    return make_population(make_system, events, {f"work/items/{id}.yml": text for id, text in records.items()})


def outcomes(make_system: Make, *records: str) -> Figure:
    named = {f"TSK-{number}": text for number, text in enumerate(records, start=1)}
    return figure_of(finished(make_system, named), "activity_and_outcomes")


def test_items_that_cannot_tell_are_neither_delivered_nor_not(make_system: Make) -> None:
    without_criteria = f"{ITEM}outcome: Less work\n"
    found = outcomes(make_system, TICKED, OPEN, ITEM, without_criteria)

    assert (found.value, found.n) == (0.5, 2)
    assert {name: found.detail[name] for name in ("finished", "telling", "cannot_tell", "delivered")} == {
        "finished": 4,
        "telling": 2,
        "cannot_tell": 2,
        "delivered": 1,
    }
    assert found.says == (
        "One of two finished items delivered the outcome they named, 50%; "
        "two more can't tell, without an outcome or acceptance criteria"
    )


def test_where_none_can_tell_there_is_no_figure_but_a_next_step(make_system: Make) -> None:
    found = outcomes(make_system, ITEM, ITEM)

    assert (found.value, found.n, found.detail["cannot_tell"]) == (None, 0, 2)
    assert found.says == (
        "No finished item names an outcome with acceptance criteria, so none can tell what came of it; "
        "write both before work begins"
    )


def test_one_item_alone(make_system: Make) -> None:
    assert outcomes(make_system, TICKED).says == "The one finished item that can tell delivered its outcome"
    assert outcomes(make_system, OPEN).says == "The one finished item that can tell did not deliver its outcome"


def test_months_tell_the_three_apart(make_system: Make) -> None:
    population = finished(make_system, {"TSK-1": TICKED, "TSK-2": OPEN, "TSK-3": ITEM})

    assert outcomes_by_month(population) == (MonthOfOutcomes("2026-03", 3, 2, 1),)
