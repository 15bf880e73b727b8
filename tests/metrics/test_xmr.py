"""Limits and signals of process behaviour charts: every published case, and the rules one by one."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.metrics.reference import SHARED, read_cases
from worksystem.metrics.xmr import D2, RULES, Limits, Signal, limits, moving_ranges, signals

CASES = read_cases("xmr_cases.json")
LIGHTHOUSE = CASES["lighthouse"]["cases"] if CASES else []


def rules_at(values: list[float], within: Limits) -> list[list[str]]:
    found = signals(values, within)
    return [sorted(each.rule for each in found if each.index == index) for index in range(len(values))]


class TestReference:
    pytestmark = SHARED

    @pytest.mark.parametrize("case", CASES.get("published", []), ids=lambda case: case["name"])
    @pytest.mark.parametrize(("scale", "tolerance"), [(3 / D2, 1e-6), (2.66, 5e-4)], ids=["3/1.128", "2.66"])
    def test_published_limits(self, case: dict[str, Any], scale: float, tolerance: float) -> None:
        """NIST computes with 3 / 1.128 and is met to its printed digits; with our 2.66 within the file's tolerance."""
        found = limits(case["values"], scale=scale)
        assert {
            "mean": found.mean,
            "mr_mean": found.range_mean,
            "ucl": found.upper,
            "lcl": found.lower,
        } == pytest.approx(case["expected"], rel=tolerance, abs=5e-5)

    @pytest.mark.parametrize("case", LIGHTHOUSE, ids=lambda case: case["name"])
    def test_limits_of_a_baseline(self, case: dict[str, Any]) -> None:
        found = limits(case["baseline"], zero_bounded=True)
        expected = (case["mean"], case["mr_mean"], case["lnpl"], case["unpl"])
        assert (found.mean, found.range_mean, found.lower, found.upper) == pytest.approx(expected)

    @pytest.mark.parametrize("case", LIGHTHOUSE, ids=lambda case: case["name"])
    def test_signals_on_the_displayed_points(self, case: dict[str, Any]) -> None:
        found = rules_at(case["display"], limits(case["baseline"], zero_bounded=True))
        assert found == [sorted(rules) for rules in case["signals"]]
        for index, rule, marked in case["asserted_by_lighthouse"]:
            assert (rule in found[index]) is marked

    def test_every_rule_of_the_file_is_ours(self) -> None:
        assert set(RULES) == set(CASES["rules"]["signals"])

    def test_without_the_bound_at_zero_the_same_baselines_have_lower_lines_below_it(self) -> None:
        """What our default gives where the cases have a line at 0."""
        case = next(case for case in LIGHTHOUSE if case["name"].startswith("Calculate_ComputesMovingRangeBar"))
        assert limits(case["baseline"]).lower == pytest.approx(-1.6)


STEADY = [100.0, 110.0, 100.0, 110.0]
LIMITS = limits(STEADY)  # mean 105, sigma 8.87, limits 78.4 and 131.6


def test_limits_stand_as_a_whole() -> None:
    assert limits([2.0, 4.0, 3.0]) == Limits(
        mean=3.0, lower=3.0 - 2.66 * 1.5, upper=3.0 + 2.66 * 1.5, range_mean=1.5, range_upper=3.268 * 1.5
    )
    assert moving_ranges([2.0, 4.0, 3.0]) == (2.0, 1.0)


def test_an_empty_baseline_has_no_limits() -> None:
    with pytest.raises(ValueError, match="no values"):
        limits([])


def test_a_point_on_a_limit_is_not_beyond_it() -> None:
    assert signals([LIMITS.upper, 105.0, LIMITS.lower], LIMITS) == ()
    assert signals([131.7], LIMITS) == (Signal(0, "beyond_limits", "above"),)
    assert signals([78.3], LIMITS) == (Signal(0, "beyond_limits", "below"),)


def test_seven_on_one_side_are_noise_and_eight_a_signal() -> None:
    assert signals([106.0] * 7, LIMITS) == ()
    assert signals([104.0] * 8, LIMITS) == tuple(Signal(index, "run_of_8", "below") for index in range(8))


def test_four_of_five_beyond_one_sigma_mark_the_fifth_on_their_side_too() -> None:
    assert [(each.index, each.rule) for each in signals([95.0, 95.0, 104.0, 95.0, 95.0], LIMITS)] == [
        (index, "4of5_beyond_1sigma") for index in range(5)
    ]


def test_bounded_at_zero_a_line_at_zero_says_nothing_but_a_higher_one_still_does() -> None:
    """Mean 20, sigma 8.87: the limit would be below 0, two sigma stand at 2.3 and one sigma at 11.1."""
    bounded = limits([15.0, 25.0, 15.0, 25.0], zero_bounded=True)
    free = limits([15.0, 25.0, 15.0, 25.0])
    assert bounded.lower == 0
    assert free.lower == pytest.approx(-6.6)
    assert {each.rule for each in signals([1.0, 20.0, 1.0], bounded)} == {"2of3_beyond_2sigma"}
    assert {each.rule for each in signals([-7.0], free)} == {"beyond_limits"}
    assert signals([-7.0], bounded) == ()


@given(st.lists(st.integers(0, 100), min_size=1, max_size=30))
def test_limits_surround_the_mean_and_a_mirrored_process_has_mirrored_signals(values: list[int]) -> None:
    found = limits(values)
    assert found.lower <= found.mean <= found.upper
    mirror = {"above": "below", "below": "above"}
    flipped = signals([-value for value in values], limits([-value for value in values]))
    assert {(each.index, each.rule, mirror[each.side]) for each in flipped} == {
        (each.index, each.rule, each.side) for each in signals(values, found)
    }
