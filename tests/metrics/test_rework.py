"""Work that went back, and work that was done and then was not."""

from tests.histories import moves
from tests.metrics.populations import Make, figure_of, make_population
from worksystem.metrics.rework import MonthOfRework, list_finishes, rework_by_month, rework_of

WENT_BACK = moves(
    "A", "2026-03-02 doing", "2026-03-04 review", "2026-03-05 doing", "2026-03-06 review", "2026-03-10 done"
)
STRAIGHT = moves("B", "2026-03-02 doing", "2026-03-04 review", "2026-03-11 done")


def test_the_share_of_finished_items_that_went_back_and_where(make_system: Make) -> None:
    found = figure_of(make_population(make_system, [*WENT_BACK, *STRAIGHT]), "rework")
    assert found.value == 0.5
    assert found.says == (
        "50% of two finished items went back at least once, one time in all; most often from review to doing"
    )
    assert found.detail == {
        "moves_back_in_window": 1,
        "where": [{"from": "review", "to": "doing", "moves": 1}],
        "by_month": [{"month": "2026-03", "finished": 2, "went_back": 1}],
        "apart": 0,
        "items": 1,
        "moves_back": 1,
        "moves_back_an_item": 0.5,
        "values": [{"item": "A", "moves_back": 1}, {"item": "B", "moves_back": 0}],
    }


def test_one_item_alone_is_not_called_none_of_one(make_system: Make) -> None:
    population = make_population(make_system, STRAIGHT)
    assert figure_of(population, "rework").says == "The one finished item never went back"
    assert figure_of(population, "reopened").says == "The one completion was not reopened so far"


def test_a_step_back_before_the_start_and_a_drop_are_no_rework(make_system: Make) -> None:
    events = moves("A", "2026-03-01 ready", "2026-03-02 proposed", "2026-03-03 doing", "2026-03-04 dropped")
    population = make_population(make_system, events)
    assert rework_of(population.lives[0], population) == ()


def test_work_that_was_reopened_went_back_and_its_first_completion_did_not_last(make_system: Make) -> None:
    events = moves("A", "2026-03-02 doing", "2026-03-10 done", "2026-03-14 doing", "2026-03-20 done")
    population = make_population(make_system, [*events, *STRAIGHT])
    assert [(each.life.key, each.reopened is not None) for each in list_finishes(population)] == [
        ("A", True),
        ("A", False),
        ("B", False),
    ]
    found = figure_of(population, "reopened")
    assert found.value == 1 / 3
    assert found.says == "33% of three completions did not last: the item was opened again"
    assert found.detail == {
        "completions": 3,
        "reopened": [{"item": "A", "days_done": 4}],
        "by_month": [{"month": "2026-03", "completions": 3, "reopened": 1}],
    }
    assert figure_of(population, "rework").value == 0.5


def test_from_one_done_state_to_another_it_was_completed_once(make_system: Make) -> None:
    events = moves("A", "2026-03-02 doing", "2026-03-10 done")
    events += [dict(events[1], at="2026-03-11T12:00:00+00:00", old="done", new="done")]
    assert len(list_finishes(make_population(make_system, events))) == 1


def test_items_first_seen_done_and_bulk_commits_are_no_completions(make_system: Make) -> None:
    bulk = moves("A", "2026-03-02 doing", "2026-03-10 done")
    bulk[1]["bulk"] = True
    population = make_population(make_system, [*bulk, *moves("B", "2026-03-10 done")])
    assert list_finishes(population) == ()
    assert figure_of(population, "reopened").says == "No item was finished in this window"


def test_months_begin_with_the_first_item(make_system: Make) -> None:
    events = [*moves("C", "2026-01-20 doing", "2026-02-10 done"), *WENT_BACK]
    assert rework_by_month(make_population(make_system, events)) == (
        MonthOfRework("2026-01", 0, 0, 0, 0),
        MonthOfRework("2026-02", 1, 0, 1, 0),
        MonthOfRework("2026-03", 1, 1, 1, 0),
    )
