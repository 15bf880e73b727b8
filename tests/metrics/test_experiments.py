"""Experiments: whether a measure moved beyond noise since a team tried something else."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

import pytest

from tests.histories import make_history, moves
from worksystem.load import WorkSystem
from worksystem.metrics.conventions import Conventions
from worksystem.metrics.experiments import Experiment, Point, assess_all
from worksystem.views.charts import Moment
from worksystem.views.flow.experiments import build_experiments, list_moments
from worksystem.views.scope import Scope

TEAM = """\
north: {name: North, purpose: Things arrive, lead: p1}
small: {name: Small, purpose: Few people, lead: p1}
"""
PEOPLE = "".join(f"p{n}: {{name: Person {n}, teams: {{north: 100%}}}}\n" for n in range(1, 6))
RETRO = """\
team: {team}
saw: Reviews wait
{measure}
experiment: Reviews before eleven
from: 2026-06-01
until: 2026-06-30
"""
REVIEW = "measure: {metric: time_in_state, state: review}"
FLOW = "name: Flow\ninitial: review\nstates: {review: {name: In review, category: active}}\n"

Assess = Callable[..., Experiment]


def stays(days: Sequence[float], *, first: date, prefix: str) -> Iterable[dict[str, Any]]:
    """Items of the team, a day apart, that end their stay in review after so many days."""
    for number, length in enumerate(days):
        end = first + timedelta(days=number)
        begin = end - timedelta(days=int(length))
        item = f"{prefix}{number:02}"
        yield from moves(item, f"{begin} review", f"{end} done")
        yield {"item": item, "field": "team", "old": None, "new": "north", "at": f"{begin}T12:00:00+00:00"}


@pytest.fixture
def load(make_system: Callable[[Mapping[str, str]], WorkSystem]) -> Callable[..., WorkSystem]:
    def build(measure: str = REVIEW, team: str = "north", text: str = RETRO) -> WorkSystem:
        return make_system(
            {
                "work/people.yml": PEOPLE,
                "work/teams.yml": TEAM,
                "work/workflows/flow.yml": FLOW,
                "work/retrospectives/2026_06.yml": text.format(team=team, measure=measure),
            }
        )

    return build


@pytest.fixture
def assess(load: Callable[..., WorkSystem]) -> Assess:
    def build(events: Iterable[dict[str, Any]], *, as_of: str = "2026-07-31", few: int = 11, **more: str) -> Experiment:
        history = make_history(list(events), as_of=as_of)
        (found,) = assess_all(history, load(**more).workspace, Conventions(few=few))
        return found

    return build


BEFORE = list(stays([4, 6, 4, 6, 4, 6, 4, 6], first=date(2026, 5, 1), prefix="A"))
JUNE = date(2026, 6, 2)


class TestSingleStays:
    def test_eight_in_a_row_below_the_mean_are_better_where_less_is_wanted(self, assess: Assess) -> None:
        found = assess([*BEFORE, *stays([4] * 8, first=JUNE, prefix="B")])
        assert (found.outcome, found.measure, found.each, found.began) == (
            "better",
            "Time in state: In review",
            "stay",
            8,
        )
        assert found.says == (
            "Moved beyond noise, better, since 2 Jun 2026 (eight in a row on one side of the mean): "
            "4 days on average, 5 days before"
        )
        assert found.points[7:9] == (Point(date(2026, 5, 8), 6.0, "A07"), Point(date(2026, 6, 2), 4.0, "B00"))
        assert found.limits is not None
        # mean 5, mean moving range 2
        assert found.limits.lower == 0
        assert found.limits.upper == pytest.approx(5 + 2.66 * 2)
        assert {signal.index for signal in found.signals} == set(range(8, 16))

    def test_a_value_beyond_the_limits_is_worse_and_dated(self, assess: Assess) -> None:
        found = assess([*BEFORE, *stays([4, 6, 11], first=JUNE, prefix="B")])
        assert found.outcome == "worse"
        assert found.says == (
            "Moved beyond noise, worse, since 4 Jun 2026 (beyond the limits): 7 days on average, 5 days before"
        )

    def test_a_new_level_counts_for_more_than_one_odd_item(self, assess: Assess) -> None:
        found = assess([*BEFORE, *stays([30, *[4] * 8], first=JUNE, prefix="B")])
        assert (found.outcome, {signal.side for signal in found.signals}) == ("better", {"above", "below"})

    def test_signals_of_one_rule_on_both_sides_are_both_ways(self, assess: Assess) -> None:
        found = assess([*BEFORE, *stays([*[4] * 8, *[6] * 8], first=JUNE, prefix="B")])
        assert found.outcome == "mixed"
        assert found.says.startswith("Moved beyond noise, both up and down, since 2 Jun 2026")

    def test_eight_values_within_the_limits_are_no_change(self, assess: Assess) -> None:
        found = assess([*BEFORE, *stays([4, 6, 4, 6, 4, 6, 4, 6], first=JUNE, prefix="B")])
        assert (found.outcome, found.says) == (
            "no_change",
            "No change beyond noise: eight stays since it began, 5 days on average, 5 days before",
        )

    def test_seven_are_too_early_and_so_are_none(self, assess: Assess) -> None:
        found = assess([*BEFORE, *stays([4] * 7, first=JUNE, prefix="B")])
        assert (found.outcome, found.says) == (
            "too_early",
            "Too early to tell: seven stays since it began; eight show a shift",
        )
        assert assess(BEFORE).says == "Too early to tell: nothing since it began; eight show a shift"

    def test_bulk_moves_other_teams_and_other_states_are_left_out(self, assess: Assess) -> None:
        bulk = list(stays([200], first=JUNE, prefix="C"))
        bulk[1]["bulk"] = True
        elsewhere = [
            *moves("D", "2026-01-02 review", "2026-06-03 done"),
            *moves("E", "2026-01-02 ready", "2026-06-03 done"),
        ]
        assert len(assess([*BEFORE, *bulk, *elsewhere]).points) == 8


class TestNotMeasured:
    @pytest.mark.parametrize(
        ("measure", "why"),
        [
            ("measure: null", "it names no measure"),
            ("measure: mood", 'no figure over time is called "mood"'),
            ("measure: owned_share", 'no figure over time is called "owned_share"'),
        ],
    )
    def test_the_measure_is_none_that_is_kept(self, assess: Assess, measure: str, why: str) -> None:
        found = assess(BEFORE, measure=measure)
        assert (found.outcome, found.says, found.points) == ("not_measured", f"Cannot be measured: {why}", ())

    def test_fewer_than_five_people(self, assess: Assess) -> None:
        found = assess(BEFORE, team="small")
        assert found.says == ("Cannot be measured: fewer than 5 people are behind it, and people are not measured")

    def test_too_little_before_it(self, assess: Assess) -> None:
        found = assess([*BEFORE[:9], *stays([4] * 8, first=JUNE, prefix="B")])
        assert (found.outcome, found.limits, found.says) == (
            "not_measured",
            None,
            "Cannot be measured: three stays to compare with from before it began; six are needed",
        )
        assert assess([]).says == "Cannot be measured: nothing to compare with from before it began; six are needed"

    def test_it_has_not_begun_or_nobody_says_when(self, assess: Assess) -> None:
        assert assess(BEFORE, as_of="2026-05-20").says == "Cannot be measured: it begins on 1 Jun 2026"
        undated = RETRO.replace("from: 2026-06-01\nuntil: 2026-06-30\n", "")
        assert assess(BEFORE, text=undated).says == "Cannot be measured: nothing says when it began"

    def test_a_retrospective_without_an_experiment_is_none(self, load: Callable[..., WorkSystem]) -> None:
        history = make_history(BEFORE, as_of="2026-07-31")
        system = load(text=RETRO.replace("experiment: Reviews before eleven\n", ""))
        assert assess_all(history, system.workspace, Conventions()) == ()


def test_other_figures_are_weekly_from_the_day_on_which_it_began(assess: Assess) -> None:
    events = [
        event
        for week in range(12)
        for number in range(week % 2 + 1 if week < 8 else 5)
        for event in stays([2], first=date(2026, 4, 6) + timedelta(days=7 * week), prefix=f"W{week}{number}")
    ]
    found = assess(events, measure="measure: throughput", as_of="2026-06-28")
    # eight weeks from Monday 6 April with one or two items, then four from 1 June with five
    assert [(point.day, point.value) for point in found.points[-5:]] == [
        (date(2026, 5, 25), 2),
        (date(2026, 6, 1), 5),
        (date(2026, 6, 8), 5),
        (date(2026, 6, 15), 5),
        (date(2026, 6, 22), 5),
    ]
    assert (found.began, found.each, found.outcome) == (8, "week", "better")


class TestView:
    def test_the_chart_marks_where_it_began_and_ended(self, load: Callable[..., WorkSystem]) -> None:
        events = [*BEFORE, *stays([4] * 8, first=date(2026, 6, 25), prefix="B")]
        system, history = load(), make_history(events, as_of="2026-07-31")
        found = assess_all(history, system.workspace, Conventions())
        (view,) = build_experiments(Scope(system.workspace, date(2026, 7, 31), "internal"), found)
        assert (view.outcome, view.first, view.last) == ("better", date(2026, 6, 1), date(2026, 6, 30))
        assert view.chart is not None
        assert view.chart.id == "experiment-2026-06"
        assert view.chart.definition == "metrics/time_in_state/"
        assert [row[3:] for row in view.chart.rows[7:9]] == [("before", ""), ("since", "signal")]
        assert {"began", "ended"} <= set(re.findall(r"\w+", str(view.chart.panels[0].spec)))

    def test_without_enough_before_it_there_is_no_chart(self, load: Callable[..., WorkSystem]) -> None:
        system, history = load(), make_history([], as_of="2026-07-31")
        found = assess_all(history, system.workspace, Conventions())
        (view,) = build_experiments(Scope(system.workspace, date(2026, 7, 31), "internal"), found)
        assert (view.chart, view.outcome) == (None, "not measured")

    def test_charts_of_the_figure_are_told_when_experiments_began_and_ended(
        self, load: Callable[..., WorkSystem]
    ) -> None:
        began, ended = Moment(date(2026, 6, 1), "experiment began"), Moment(date(2026, 6, 30), "ended")
        workspace = load().workspace
        later, between = (Scope(workspace, day, "internal") for day in (date(2026, 7, 31), date(2026, 6, 15)))
        assert list_moments(later, "time_in_state") == (began, ended)
        assert list_moments(between, "time_in_state", team="north") == (began,)
        assert list_moments(later, "cycle_time") == list_moments(later, "time_in_state", team="small") == ()
