"""How figures count where tools differ; the settings choose, every figure says."""

from typing import Literal

from msgspec import Struct

from worksystem.model import Settings

__all__ = ["Back", "Conventions", "Rule"]

Rule = Literal["nearest_rank", "linear", "exclusive"]
Back = Literal["keep", "restart"]


class Conventions(Struct, frozen=True):
    """What every figure keeps to.

    Shape: `percentile` is a rule of `metrics.percentile`, `expectation` a share of 0 to 1.
    Unit: `window` is calendar days; `few` and `smallest_group` count items and people.
    Source: content/handbook/measures_and_peers.md
    """

    both_ends: bool = True
    percentile: Rule = "nearest_rank"
    expectation: float = 0.85
    back: Back = "keep"
    finishing_day: bool = False
    few: int = 11
    window: int = 90
    smallest_group: int = 5

    @classmethod
    def of(cls, settings: Settings) -> "Conventions":
        """The conventions that the settings choose."""
        chosen = settings.metrics
        window = chosen.window.calendar
        return cls(
            both_ends=chosen.both_ends,
            percentile=chosen.percentile,
            expectation=chosen.expectation,
            back=chosen.back,
            finishing_day=chosen.finishing_day,
            few=chosen.few,
            window=max(1, window.days if window is not None else 90),
            smallest_group=settings.thresholds.smallest_group,
        )

    def days(self, first: int, last: int) -> int:
        """Calendar days from one day to another, given as ordinals; both ends counted if that is the convention."""
        return last - first + (1 if self.both_ends else 0)
