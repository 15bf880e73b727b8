"""What a practice is, and the three things that can be said of one: seen, not seen, the files can't tell."""

from collections.abc import Callable, Iterable
from typing import Final, Literal, TypeVar

from msgspec import Struct

from worksystem.model.words import capital
from worksystem.views.figures import find_figure
from worksystem.views.record import Place
from worksystem.views.scope import Scope

__all__ = ["MOST", "NO_PAST", "Evidence", "Practice", "Verdict", "by_figure", "most", "some"]

Verdict = Literal["seen", "not seen", "the files can’t tell"]
T = TypeVar("T")

# A practice is seen where it holds in at least this share of the places where it could.
MOST: Final = 0.8
NO_PAST: Final = "Nothing is known of the past"


class Evidence(Struct, frozen=True):
    """What was found, in a sentence without full stop."""

    verdict: Verdict
    says: str


class Practice(Struct, frozen=True):
    """Something that teams do who work well; `step` is what to do where it is not seen, `where` shows the evidence."""

    title: str
    step: str
    where: Place
    judge: Callable[[Scope], Evidence]


def most(things: Iterable[T], holds: Callable[[T], object], nouns: str, verb: str) -> Evidence:
    """Seen where it holds for at least four in five: `41 of 43 open items have an owner`."""
    found = [bool(holds(each)) for each in things]
    if not found:
        return Evidence("the files can’t tell", f"There are no {nouns}")
    part, whole = sum(found), len(found)
    return Evidence("seen" if part >= MOST * whole else "not seen", f"{part} of {whole} {nouns} {verb}")


def some(count: int, says: str, none: str) -> Evidence:
    """Seen where there is one at all; where there is none, the files can't tell whether one is missing."""
    return Evidence("seen", says) if count else Evidence("the files can’t tell", none)


def by_figure(name: str, *, least: float = MOST) -> Callable[[Scope], Evidence]:
    """Judges by a share that is counted from the past: seen where it reaches `least`."""

    def judge(scope: Scope) -> Evidence:
        figure = find_figure(scope, name)
        if figure is None:
            return Evidence("the files can’t tell", NO_PAST)
        says = capital(figure.says.removesuffix("."))
        if figure.value is None:
            return Evidence("the files can’t tell", says)
        return Evidence("seen" if figure.value >= least else "not seen", says)

    return judge
