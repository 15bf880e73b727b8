"""The names that the checker knows are those of the figures that there are."""

from worksystem.metrics.names import OF_TODAY, OVER_TIME
from worksystem.metrics.registry import DEFINITIONS, FIGURES
from worksystem.views.measures import MEASURES


def test_every_figure_over_time_is_named_and_every_name_is_a_figure() -> None:
    assert list(OVER_TIME) == sorted(DEFINITIONS)


def test_no_two_figures_have_one_name() -> None:
    assert len(DEFINITIONS) == len(FIGURES)


def test_every_figure_of_today_is_named() -> None:
    assert list(OF_TODAY) == sorted(MEASURES)
