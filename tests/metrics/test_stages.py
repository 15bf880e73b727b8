"""Stages, flow counts, time in state, pace and flow efficiency: the cases of two peers, and ours beside them."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.metrics.reference import SHARED, read_cases
from worksystem.metrics.percentile import percentile
from worksystem.metrics.stages import (
    PACE,
    Efficiency,
    FlowDay,
    NetFlow,
    Pace,
    StateTime,
    blocked_days,
    cumulative_flow,
    cumulative_state_time,
    elapsed_days,
    exit_ages,
    flow_efficiency,
    net_flow,
    pace,
    stage_dates,
    stage_on,
    work_in_progress,
)

Dates = dict[str, date | None]
JAM = read_cases("jam_items.json")
CHANGES = read_cases("jam_changelog.json")
LIGHTHOUSE = read_cases("lighthouse_cases.json")
STAGES = ("Backlog", "Committed", "Build", "Test", "Done")
TODAY = date(2018, 1, 10)


def day(number: int) -> date:
    return date(2018, 1, number)


def to_date(text: str | None) -> date | None:
    return date.fromisoformat(text[:10]) if text else None


def jam_items() -> dict[str, Dates]:
    return {item["key"]: {stage: to_date(item[stage]) for stage in STAGES} for item in JAM["items"]}


def spans() -> list[tuple[date, date | None]]:
    return [(on, each["Done"]) for each in jam_items().values() if (on := each["Committed"]) is not None]


def cycle_times(*, both_ends: bool) -> dict[str, int]:
    return {
        key: elapsed_days(each["Committed"], each["Done"], both_ends=both_ends)
        for key, each in jam_items().items()
        if each["Committed"] and each["Done"]
    }


def ages(*, both_ends: bool) -> dict[str, list[object]]:
    return {
        key: [stage_on(each, TODAY), elapsed_days(each["Committed"], TODAY, both_ends=both_ends)]
        for key, each in jam_items().items()
        if each["Committed"] and not each["Done"]
    }


class TestItemsOfJiraAgileMetrics:
    """Their convention: no end day added, linear percentiles, work in progress at the end of the day."""

    pytestmark = SHARED
    days = tuple(day(number) for number in range(1, 10))

    def test_cumulative_flow(self) -> None:
        expected = [
            FlowDay(date.fromisoformat(row["date"]), tuple(row[stage] for stage in STAGES))
            for row in JAM["expected"]["cfd"]
        ]
        assert list(cumulative_flow(jam_items().values(), STAGES, self.days)) == expected

    def test_work_in_progress_at_the_end_of_the_day_is_theirs_and_ours(self) -> None:
        expected = [(date.fromisoformat(row["date"]), row["wip"]) for row in JAM["expected"]["wip"]]
        assert list(work_in_progress(spans(), self.days)) == expected

    def test_counting_the_finishing_day_adds_what_finished_on_it(self) -> None:
        found = [count for _, count in work_in_progress(spans(), self.days, finishing_day=True)]
        assert found == [0, 9, 13, 14, 15, 15, 15, 13, 11]

    def test_net_flow(self) -> None:
        found = net_flow(spans(), self.days)
        expected = JAM["expected"]["net_flow"]
        assert [each.arrivals for each in found] == expected["arrivals"]
        assert [each.departures for each in found] == expected["departures"]
        assert [each.net for each in found] == expected["net"]

    def test_throughput_by_day_with_and_without_empty_days(self) -> None:
        found = net_flow(spans(), self.days)
        assert [[str(each.day), each.departures] for each in found if each.departures] == JAM["expected"][
            "throughput_daily"
        ]
        assert [each.departures for each in found[-5:]] == JAM["expected"]["throughput_daily_window5"]

    def test_cycle_times_without_and_with_the_end_day(self) -> None:
        assert cycle_times(both_ends=False) == JAM["expected"]["cycle_times"]
        assert cycle_times(both_ends=True) == JAM["also"]["vacanti_convention"]["cycle_times"]

    def test_ages_without_and_with_the_end_day(self) -> None:
        assert ages(both_ends=False) == JAM["expected"]["ageing_on_2018_01_10"]
        ours = {key: age for key, (_, age) in ages(both_ends=True).items()}
        assert ours == JAM["also"]["vacanti_convention"]["ageing_on_2018_01_10"]

    def test_percentiles_linear_as_theirs_and_nearest_rank_as_ours(self) -> None:
        theirs, ours = cycle_times(both_ends=False).values(), cycle_times(both_ends=True).values()
        expected = JAM["expected"]["percentiles_linear"]
        assert {key: percentile(theirs, float(key), method="linear") for key in expected} == expected
        assert {key: percentile(ours, float(key)) for key in expected} == {"0.1": 5, "0.5": 6, "0.9": 6}


def entries(item: dict[str, Any]) -> list[tuple[date, str]]:
    names = {status: stage for stage, states in CHANGES["workflow"]["stages"].items() for status in states}
    moves = [(item["created"], item["initial"]), *((e["at"], e["status"]) for e in item["events"] if "status" in e)]
    return [(datetime.fromisoformat(at).date(), names[status]) for at, status in moves]


def blocks(item: dict[str, Any]) -> list[tuple[date, date | None]]:
    """From when to when an item carried a flag; what is still open ends with the item, if it does."""
    found: list[tuple[date, date | None]] = []
    for event in item["events"]:
        on = datetime.fromisoformat(event["at"]).date()
        if event.get("flag"):
            found.append((on, None))
        elif "flag" in event or event.get("status") == "Done":
            found[-1:] = [(begin, on if end is None else end) for begin, end in found[-1:]]
    return found


@pytest.mark.parametrize("item", CHANGES.get("items", []), ids=lambda item: item["key"])
class TestChangeLogOfJiraAgileMetrics:
    """Their convention: a move back wipes the later stages, and neither end day is added."""

    pytestmark = SHARED

    def test_stage_dates(self, item: dict[str, Any]) -> None:
        found = stage_dates(entries(item), STAGES, back="restart")
        assert found == {stage: to_date(item["expected"][stage]) for stage in STAGES}

    def test_cycle_time(self, item: dict[str, Any]) -> None:
        dates = stage_dates(entries(item), STAGES, back="restart")
        start, end = dates["Committed"], dates["Done"]
        theirs = elapsed_days(start, end, both_ends=False) if start and end else None
        assert theirs == item["expected"]["cycle_time_days"]

    def test_blocks_and_the_stage_they_began_in(self, item: dict[str, Any]) -> None:
        dates = stage_dates(entries(item), STAGES, back="restart")
        found = [[str(begin), str(end) if end else None, stage_on(dates, begin)] for begin, end in blocks(item)]
        assert found == item["expected"].get("blocks", [])

    def test_blocked_days(self, item: dict[str, Any]) -> None:
        """They count a block by the stage it began in, we by the days since the start; here the two agree."""
        dates = stage_dates(entries(item), STAGES, back="restart")
        start = dates["Committed"]
        found = blocked_days(blocks(item), start=start, until=dates["Done"] or TODAY, both_ends=False) if start else 0
        assert found == item["expected"]["blocked_days"]


class TestOurConventionOnTheChangeLog:
    pytestmark = SHARED

    def test_a_move_back_keeps_what_was_reached(self) -> None:
        moved_back = CHANGES["items"][3]
        assert stage_dates(entries(moved_back), STAGES)["Build"] == day(5)
        assert stage_dates(entries(moved_back), STAGES, back="restart")["Build"] is None

    def test_both_end_days_count(self) -> None:
        found = {}
        for item in CHANGES["items"]:
            dates = stage_dates(entries(item), STAGES)
            if start := dates["Committed"]:
                until = dates["Done"] or TODAY
                found[item["key"]] = elapsed_days(start, until), blocked_days(blocks(item), start=start, until=until)
        assert found == {"A-2": (8, 6), "A-3": (4, 3), "A-4": (7, 4)}


def exits(transitions: list[list[str]]) -> list[tuple[date, str]]:
    return [(date.fromisoformat(on), old) for old, _, on in transitions]


class TestLighthouse:
    """Their convention: both ends counted, ages never fall from left to right; the floor rule agrees for 20 items."""

    pytestmark = SHARED

    @pytest.mark.parametrize("method", ["nearest_rank", "floor"])
    def test_pace_by_stage(self, method: str) -> None:
        case = LIGHTHOUSE["age_in_state_percentiles"]
        known = [exit_ages(date.fromisoformat(each["started"]), exits(each["transitions"])) for each in case["items"]]
        found = pace(known, ("In Progress", "Review", "Test"), method=method)
        assert {each.stage: dict(zip(("50", "70", "85", "95"), each.ages, strict=True)) for each in found} == case[
            "expected"
        ]
        assert {each.n for each in found} == {20}

    def test_the_last_exit_counts_when_a_stage_was_visited_again(self) -> None:
        case = LIGHTHOUSE["revisit_case"]
        known = exit_ages(date.fromisoformat(case["started"]), exits(case["transitions"]))
        (found,) = pace([known], ("Review",))
        assert set(found.ages) == {case["expected_review_all_percentiles"]}

    def test_cumulative_time_in_state(self) -> None:
        case = LIGHTHOUSE["cumulative_state_time"]
        found = cumulative_state_time(
            [each["days"] for each in case["completed"]],
            [(each["stage"], each["days"]) for each in case["in_flight"]],
            tuple(case["expected"]),
        )
        assert {
            each.stage: {"completed": each.completed, "ongoing": each.ongoing, "total": each.total} for each in found
        } == case["expected"]

    @pytest.mark.parametrize("case", LIGHTHOUSE.get("flow_efficiency", []), ids=lambda case: case["expected_percent"])
    def test_flow_efficiency(self, case: dict[str, Any]) -> None:
        found = flow_efficiency(case["days"], case["wait"])
        assert found.share is not None
        assert round(100 * found.share, 2) == case["expected_percent"]
        assert found.total == case.get("total", found.total)
        assert found.waiting == case.get("wait_days", found.waiting)


def test_the_same_day_is_one_day_for_us_and_none_for_others() -> None:
    assert (elapsed_days(day(5), day(5)), elapsed_days(day(5), day(5), both_ends=False)) == (1, 0)


def test_a_skipped_stage_is_reached_with_the_next_and_a_strange_one_is_passed_over() -> None:
    found = stage_dates([(day(1), "Backlog"), (day(2), "Parked"), (day(3), "Test")], STAGES)
    assert found == {"Backlog": day(1), "Committed": day(3), "Build": day(3), "Test": day(3), "Done": None}


@pytest.mark.parametrize(
    ("back", "expected"),
    [("keep", (day(1), day(2), day(3), day(4), day(8))), ("restart", (day(1), day(7), day(7), day(7), day(8)))],
)
def test_reopened_work_is_done_when_it_was_last_done(back: Any, expected: tuple[date, ...]) -> None:
    way = ["Backlog", "Committed", "Build", "Test", "Done", "Backlog", "Test", "Done"]
    moves = list(zip((day(n) for n in range(1, 9)), way, strict=True))
    assert tuple(stage_dates(moves, STAGES, back=back).values()) == expected
    assert stage_dates(moves[:-1], STAGES, back=back)["Done"] is None


def test_the_stage_on_a_day_is_none_before_the_first() -> None:
    dates = stage_dates([(day(2), "Backlog"), (day(4), "Build")], STAGES)
    assert [stage_on(dates, day(n)) for n in (1, 2, 3, 4)] == [None, "Backlog", "Backlog", "Build"]


@pytest.mark.parametrize(
    ("found", "with_ends", "without"),
    [
        ([], 0, 0),
        ([(day(3), day(3))], 1, 0),
        ([(day(3), day(5)), (day(4), day(6))], 4, 3),
        ([(day(3), day(8)), (day(4), day(5))], 6, 5),
        ([(day(3), day(5)), (day(5), day(6))], 4, 3),
        ([(day(3), day(4)), (day(6), None)], 7, 5),
        ([(date(2017, 12, 1), day(3))], 2, 1),
        ([(date(2017, 12, 1), date(2017, 12, 9)), (day(11), None)], 0, 0),
    ],
)
def test_blocked_days_lie_between_start_and_end_and_count_once(
    found: list[tuple[date, date | None]], with_ends: int, without: int
) -> None:
    assert blocked_days(found, start=day(2), until=TODAY) == with_ends
    assert blocked_days(found, start=day(2), until=TODAY, both_ends=False) == without


def test_net_flow_names_days_on_which_nothing_happened() -> None:
    assert net_flow([(day(1), day(3))], [day(1), day(2), day(3)]) == (
        NetFlow(day(1), 1, 0),
        NetFlow(day(2), 0, 0),
        NetFlow(day(3), 0, 1),
    )


def test_a_stage_that_nobody_left_has_no_pace_and_an_early_slow_stage_lifts_the_later_ones() -> None:
    known = [{"Build": 9, "Test": 12}, {"Build": 30}, {"Build": 31}]
    assert pace(known, ("Build", "Test", "Release"), shares=(0.5, 0.85)) == (
        Pace("Build", 3, (30, 31)),
        Pace("Test", 1, (30, 31)),
    )


def test_time_of_work_under_way_stands_beside_that_of_finished_work() -> None:
    assert cumulative_state_time([{"Build": 2.5}], [("Test", 1.0), ("Test", 2.0)], ("Build", "Test")) == (
        StateTime("Build", 2.5, 0.0),
        StateTime("Test", 0.0, 3.0),
    )


def test_no_waiting_states_and_no_time_are_two_answers() -> None:
    assert flow_efficiency({"Build": 5.0}, []) == Efficiency(5.0, 0.0, None, "no_waiting_states")
    assert flow_efficiency({}, ["Queue"]) == Efficiency(0, 0, None, "no_time")
    assert flow_efficiency({"Build": 5.0}, ["Queue"]) == Efficiency(5.0, 0, 1.0)


moves = st.lists(st.tuples(st.integers(0, 3), st.sampled_from((*STAGES, "Parked"))), max_size=12).map(
    lambda steps: [
        (day(1) + timedelta(days=sum(gap for gap, _ in steps[: n + 1])), stage) for n, (_, stage) in enumerate(steps)
    ]
)


@given(moves, st.sampled_from(["keep", "restart"]))
def test_stages_are_reached_in_order_and_the_last_only_while_the_item_stands_there(
    way: list[tuple[date, str]], back: Any
) -> None:
    dates = stage_dates(way, STAGES, back=back)
    reached = [on for on in dates.values() if on is not None]
    assert reached == sorted(reached)
    assert list(dates.values())[: len(reached)] == reached
    known = [stage for _, stage in way if stage in STAGES]
    assert (dates["Done"] is not None) is (known[-1:] == ["Done"])


@given(st.lists(moves, max_size=6))
def test_bands_of_the_cumulative_flow_never_cross_and_their_gap_is_the_work_in_progress(
    ways: list[list[tuple[date, str]]],
) -> None:
    items = [stage_dates(way, STAGES) for way in ways]
    days = [day(1) + timedelta(days=n) for n in range(40)]
    flow = cumulative_flow(items, STAGES, days)
    assert all(list(each.reached) == sorted(each.reached, reverse=True) for each in flow)
    under_way = [(on, each["Done"]) for each in items if (on := each["Committed"]) is not None]
    assert [(each.day, each.reached[1] - each.reached[4]) for each in flow] == list(work_in_progress(under_way, days))


@given(
    st.lists(st.tuples(st.integers(1, 28), st.none() | st.integers(0, 9)), max_size=8),
    st.integers(1, 28),
    st.booleans(),
)
def test_work_is_never_blocked_longer_than_it_took(
    found: list[tuple[int, int | None]], start: int, both_ends: bool
) -> None:
    known = [(day(at), None if length is None else day(at) + timedelta(days=length)) for at, length in found]
    most = elapsed_days(day(start), day(28), both_ends=both_ends)
    assert 0 <= blocked_days(known, start=day(start), until=day(28), both_ends=both_ends) <= most


@given(st.lists(st.dictionaries(st.sampled_from(STAGES), st.integers(1, 200)), max_size=15))
def test_pace_never_falls_from_left_to_right(known: list[dict[str, int]]) -> None:
    found = pace(known, STAGES)
    for column in range(len(PACE)):
        band = [each.ages[column] for each in found]
        assert band == sorted(band)
