"""Outcomes as rows of a table: the value in words, the verdict, the last year drawn small."""

from datetime import date

from worksystem.metrics.figure import Definition
from worksystem.metrics.system_outcomes import SystemOutcome
from worksystem.metrics.trend import trend_of
from worksystem.views.flow.outcomes import OutcomeRow, Spark, build_outcomes

REWORK = Definition("rework", "Work that went back", "share", "completion", "Share that went back", "lower")


def outcome(*values: float | None) -> SystemOutcome:
    months = tuple(date(2026, month, 1) for month in range(1, len(values) + 1))
    return SystemOutcome("Rework", REWORK, months, trend_of(values, "lower"), "Words")


def test_a_row_says_the_value_of_the_last_month_and_its_verdict() -> None:
    (row,) = build_outcomes([outcome(0.5, None, 0.25)])
    assert row == OutcomeRow(
        title="Rework",
        figure="Work that went back",
        value="25%",
        verdict="too early to tell",
        says="Words",
        spark=Spark((1.0, None, 0.0), None),
        months=((date(2026, 1, 1), "50%"), (date(2026, 2, 1), ""), (date(2026, 3, 1), "25%")),
        definition="metrics/rework/",
    )


def test_the_band_of_noise_is_drawn_to_the_same_scale() -> None:
    # mean 0.3, mean moving range 0.1: from 0.034 to 0.566
    (row,) = build_outcomes([outcome(0.25, 0.35, 0.25, 0.35, 0.25, 0.35, 0.566)])
    assert row.spark.band == (0.0, 1.0)
    assert row.spark.heights[-1] == 1.0
    assert row.verdict == "no change beyond noise"


def test_a_level_series_lies_in_the_middle_and_an_empty_one_is_empty() -> None:
    assert build_outcomes([outcome(0.2, 0.2)])[0].spark == Spark((0.5, 0.5), None)
    assert build_outcomes([outcome()])[0].value == ""
