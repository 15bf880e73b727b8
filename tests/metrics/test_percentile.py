"""Percentiles by every convention that the reference cases use, and what ours gives for the same values."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.metrics.reference import SHARED, read_cases
from worksystem.metrics.percentile import METHODS, histogram, percentile

# What the reference file calls a method, and what we call it.
NAMES = {"nearest_rank": "nearest_rank", "linear_inc": "linear", "nist": "exclusive", "lighthouse_floor": "floor"}
CASES = read_cases("percentiles.json").get("cases", [])
# Published figures are rounded: NIST prints four decimals.
ROUNDED = 5e-5

values = st.lists(st.integers(0, 400), min_size=1, max_size=40)
shares = st.floats(0, 1)
methods = st.sampled_from(sorted(METHODS))


class TestReference:
    pytestmark = SHARED

    @pytest.mark.parametrize("case", CASES, ids=lambda case: case["source"][:40])
    def test_published_results_are_met_by_their_own_method(self, case: dict) -> None:  # type: ignore[type-arg]
        found = {
            key: percentile(case["values"], int(key) / 100, method=NAMES[case["method"]]) for key in case["expected"]
        }
        assert found == pytest.approx(case["expected"], abs=ROUNDED)

    def test_every_method_of_the_file_is_ours_and_none_is_left_over(self) -> None:
        assert {NAMES[name] for name in read_cases("percentiles.json")["methods"]} == set(METHODS)

    def test_the_floor_rule_says_less_than_our_own(self) -> None:
        case = next(case for case in CASES if case["method"] == "lighthouse_floor")
        ours = {key: percentile(case["values"], int(key) / 100) for key in case["expected"]}
        assert ours == {"0": 1, "20": 1, "40": 2, "50": 3, "60": 3, "70": 4, "80": 4, "90": 5, "100": 5}
        assert percentile(case["values"], 0.85) == 5

    def test_weekly_throughput_by_our_convention_is_a_week_that_happened(self) -> None:
        case = next(case for case in CASES if "Focused Objective" in case["source"])
        ours = {key: percentile(case["values"], int(key) / 100) for key in case["expected"]}
        assert ours == {"5": 1, "25": 7, "50": 8, "75": 10, "95": 16}

    def test_the_histogram_of_the_reference_items_has_the_last_edge_in_its_last_bin(self) -> None:
        expected = read_cases("jam_items.json")["expected"]
        found = histogram(expected["cycle_times"].values(), expected["histogram"]["edges"])
        assert list(found) == expected["histogram"]["counts"]


def test_rounding_of_floats_does_not_move_a_rank() -> None:
    hundred = range(1, 101)
    assert [percentile(hundred, n / 100) for n in range(1, 101)] == list(hundred)


@pytest.mark.parametrize(
    ("given_values", "share", "method", "words"),
    [
        ([], 0.5, "linear", "no values"),
        ([1], 1.5, "linear", "between 0 and 1"),
        ([1], 0.5, "median", "no percentile method 'median'"),
    ],
)
def test_what_cannot_be_asked_is_refused(given_values: list[float], share: float, method: str, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        percentile(given_values, share, method=method)


def test_what_lies_outside_all_bins_is_not_counted() -> None:
    assert histogram([-1, 0, 1, 2, 3], [0, 1, 2]) == (1, 2)


@given(values, shares, shares, methods)
def test_a_higher_share_never_gives_a_lower_value(given_values: list[int], a: float, b: float, method: str) -> None:
    low, high = sorted((a, b))
    assert percentile(given_values, low, method=method) <= percentile(given_values, high, method=method) + 1e-9


@given(values, shares, methods)
def test_a_percentile_lies_among_the_values(given_values: list[int], share: float, method: str) -> None:
    assert min(given_values) <= percentile(given_values, share, method=method) <= max(given_values)


@given(values, st.integers(0, 100))
def test_our_own_convention_keeps_its_promise(given_values: list[int], percent: int) -> None:
    """At least that share is at or below the value, and the value is the lowest of which that is true."""
    found = percentile(given_values, percent / 100)
    assert found in given_values
    enough = percent * len(given_values)
    assert 100 * sum(each <= found for each in given_values) >= enough
    below = sum(each < found for each in given_values)
    assert below == 0 or 100 * below < enough
