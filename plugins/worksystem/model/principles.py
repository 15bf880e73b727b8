"""The seven principles that come with the package: known everywhere, also where no file describes them."""

from typing import Final

__all__ = ["PRINCIPLES"]

# in the order of the handbook
PRINCIPLES: Final = (
    "clarity_over_chaos",
    "systems_over_silos",
    "flow_over_friction",
    "visibility_over_assumption",
    "adaptability_over_rigidity",
    "progress_over_perfection",
    "humanity_over_tools",
)
