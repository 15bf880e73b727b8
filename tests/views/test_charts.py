"""Specifications of charts: scales that end on round numbers, names that do not hide each other, text only as data."""

import json
from datetime import date
from typing import Any

import pytest

from tests.shapes import SHAPES, make_panels
from worksystem.metrics.xmr import Limits, Signal
from worksystem.views.charts import Point, Series, lines, scatter, xmr
from worksystem.views.charts.style import Scale, axis_of_days, figure, spread, when


@pytest.mark.parametrize(
    ("values", "whole", "scale"),
    [
        ((), True, Scale(0, 1, 1)),
        ((0, 0), True, Scale(0, 1, 1)),
        ((3,), True, Scale(0, 3, 1)),
        ((1, 34), True, Scale(0, 40, 10)),
        ((-7, 9), True, Scale(-10, 10, 5)),
        ((0.2, 0.9), False, Scale(0, 1, 0.2)),
        ((120, 480), True, Scale(0, 500, 100)),
    ],
)
def test_a_scale_holds_its_values_and_ends_on_round_numbers(
    values: tuple[float, ...], whole: bool, scale: Scale
) -> None:
    assert Scale.of(values, whole=whole) == scale


def test_a_scale_that_need_not_begin_at_zero_begins_just_below_its_values() -> None:
    assert Scale.of((61, 158), zero=False) == Scale(60, 160, 20)


@pytest.mark.parametrize(
    ("places", "gap", "found"),
    [((), 2, []), ((5, 1), 2, [5, 1]), ((4, 4), 2, [3, 5]), ((10, 10, 20), 4, [8, 12, 20])],
)
def test_labels_stand_apart_in_their_order(places: tuple[float, ...], gap: float, found: list[float]) -> None:
    assert spread(places, gap) == pytest.approx(found)


@pytest.mark.parametrize(
    ("first", "last", "marks"),
    [
        (date(2026, 11, 20), date(2026, 11, 22), [date(2026, 11, day) for day in (20, 21, 22)]),
        (date(2026, 11, 1), date(2026, 11, 22), [date(2026, 11, day) for day in (2, 9, 16)]),
        (date(2026, 6, 15), date(2026, 10, 2), [date(2026, month, 1) for month in (7, 8, 9, 10)]),
        (date(2024, 2, 1), date(2025, 11, 1), [date(2024, 4, 1), date(2024, 7, 1), date(2024, 10, 1), date(2025, 1, 1),
                                               date(2025, 4, 1), date(2025, 7, 1), date(2025, 10, 1)]),
        (date(2015, 5, 1), date(2018, 11, 1), [date(2016, 1, 1), date(2017, 1, 1), date(2018, 1, 1)]),
    ],
)  # fmt: skip
def test_days_are_marked_as_finely_as_the_span_asks_for(first: date, last: date, marks: list[date]) -> None:
    assert axis_of_days(first, last)["axis"]["values"] == [when(day) for day in marks]


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (1, "days", "1 day"),
        (14, "days", "14 days"),
        (3.46, "days", "3.5 days"),
        (78, "%", "78%"),
        (1234.4, "", "1,234"),
    ],
)
def test_a_number_is_said_with_its_unit(value: float, unit: str, text: str) -> None:
    assert figure(value, unit) == text


def test_a_dot_says_its_item_and_leads_to_its_page() -> None:
    later = Point(date(2026, 11, 9), 1, "OPS-2")
    panel = scatter(
        (later, Point(date(2026, 11, 3), 12, "OPS-1", "records/items/OPS-1/")),
        first=date(2026, 11, 1),
        last=date(2026, 11, 22),
    )
    assert panel.spec["layer"][-1]["data"]["values"] == [
        {
            "day": when(date(2026, 11, 3)),
            "value": 12,
            "tip": "OPS-1\n12 days, 3 Nov 2026",
            "url": "records/items/OPS-1/",
        },
        {"day": when(date(2026, 11, 9)), "value": 1, "tip": "OPS-2\n1 day, 9 Nov 2026"},
    ]


def test_a_lone_line_goes_without_its_name_and_two_end_in_theirs() -> None:
    days = (date(2026, 11, 1), date(2026, 11, 2))
    one, two = Series("WIP", ((days[0], 3), (days[1], 4))), Series("Age", ((days[0], 8), (days[1], None)))
    assert "WIP 4" not in json.dumps(lines((one,), unit="items").spec)
    text = json.dumps(lines((one, two), unit="items").spec)
    assert '"name": "WIP 4"' in text
    assert '"name": "Age 8"' in text


def test_a_signal_says_each_rule_it_meets_and_a_range_beyond_its_limit_is_one_too() -> None:
    values = tuple(zip((date(2026, 11, day) for day in (1, 2, 3)), (5.0, 5.0, 19.0), strict=True))
    found = (Signal(2, "beyond_limits", "above"), Signal(2, "run_of_8", "above"))
    each, ranges = (
        panel.spec["layer"][-1]["data"]["values"] for panel in xmr(values, Limits(5, 0, 10, 2, 6), found, unit="days")
    )
    assert [(row["signal"], row["tip"]) for row in each] == [
        (False, "5 days, 1 Nov 2026"),
        (False, "5 days, 2 Nov 2026"),
        (True, "19 days, 3 Nov 2026\nbeyond the limits\neight in a row on one side of the mean"),
    ]
    assert [(row["signal"], row["value"]) for row in ranges] == [(False, 0), (True, 14)]


@pytest.mark.parametrize("shape", SHAPES)
def test_a_name_enters_a_specification_only_as_data(shape: str) -> None:
    def without_data(spec: Any) -> Any:
        if isinstance(spec, dict):
            return {key: without_data(value) for key, value in spec.items() if key != "data"}
        return [without_data(each) for each in spec] if isinstance(spec, list) else spec

    hostile = "'] + alert(1) //"
    assert hostile in json.dumps([panel.spec for panel in make_panels(shape, hostile)])
    for panel in make_panels(shape, hostile):
        assert hostile not in json.dumps(without_data(panel.spec))


@pytest.mark.parametrize("shape", SHAPES)
def test_colours_are_named_and_never_given(shape: str) -> None:
    def colours(spec: Any) -> list[Any]:
        if isinstance(spec, dict):
            own = [value for key, value in spec.items() if key.lower().endswith(("color", "fill", "stroke", "hue"))]
            return [
                *(each for each in own if each is not None),
                *(each for value in spec.values() for each in colours(value)),
            ]
        return [each for value in spec for each in colours(value)] if isinstance(spec, list) else []

    found = [each for panel in make_panels(shape, "A") for each in colours(panel.spec) if isinstance(each, str)]
    assert found
    assert {each for each in found if not each.startswith("var(--ws-")} == set()
