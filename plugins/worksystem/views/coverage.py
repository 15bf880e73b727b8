"""What figures rest on: how much of the past was read, what is counted apart, what is missing and why."""

from datetime import datetime
from typing import Final

from msgspec import Struct

from worksystem.history import Coverage, History
from worksystem.model.words import capital, count_of, day_words, days_words
from worksystem.views.reference import Fact, FactValue
from worksystem.views.scope import Scope

__all__ = ["Ground", "build_ground"]

# Records named one by one; of more only the count is said.
_NAMED: Final = 8
# Days without a change that are nothing to speak of.
_SILENT: Final = 7
_NEXT: Final = (
    "Figures come from the history: commit the files under work/, and every change from then on is counted. What "
    "another tracker knows can be brought along as lines in work/history/."
)


class Ground(Struct, frozen=True):
    """What figures rest on.

    Shape: `says` is the sentence to begin with; `next` is what to do where nothing is known, else empty; `apart` are
    the observations that no figure counts as usual, each with its number and which they are.
    """

    says: str
    facts: tuple[Fact, ...]
    apart: tuple[Fact, ...]
    notes: tuple[str, ...]
    next: str = ""


def build_ground(scope: Scope) -> Ground:
    """What the figures of this site rest on."""
    history = scope.history
    if history is None:
        return Ground("Nothing is known of the past.", (), (), (), _NEXT)
    coverage = history.coverage
    notes = tuple(_sentence(note) for note in coverage.notes)
    if not history.lives:
        return Ground("Nothing is known of the past yet.", (), (), notes, _NEXT)
    return Ground(_says(history), tuple(_facts(history)), tuple(_apart(scope, history)), notes)


def _says(history: History) -> str:
    coverage = history.coverage
    said = f"{capital(count_of(len(history.lives), 'item'))}, known from {count_of(coverage.commits, 'commit')}"
    said += f" and {count_of(coverage.brought, 'event')} brought along" if coverage.brought else ""
    return f"{said}."


def _facts(history: History) -> list[Fact]:
    coverage = history.coverage
    found: list[tuple[str, list[FactValue]]] = [("Known since", [_day(history, coverage.since)])]
    found.append(("Last change", [_day(history, coverage.until)]))
    if history.silence > _SILENT:
        found.append(("Silent", [f"{days_words(history.silence)} without a change; the record may have ended"]))
    found.append(("Versions of files", [f"{coverage.versions:,}"]))
    if coverage.landing_lag is not None:
        lag = days_words(coverage.landing_lag) if coverage.landing_lag >= 1 else "a day"
        found.append(("Dated", [f"when a change landed, half of them within {lag} of being written"]))
    if coverage.shallow:
        found.append(("Clone", ["shallow: what came before is not here; git fetch --unshallow brings it"]))
    if coverage.rewritten:
        found.append(("Rewritten", ["the history was written anew since the last build, and was read again"]))
    return [Fact(label, tuple(values)) for label, values in found if values[0] != ""]


def _day(history: History, at: str) -> FactValue:
    return history.day(datetime.fromisoformat(at)) if at else ""


def _apart(scope: Scope, history: History) -> list[Fact]:
    coverage: Coverage = history.coverage
    unreadable = [f"{each.path} at {each.commit[:10]}: {each.why}" for each in coverage.unreadable]
    bulk = [
        f"{each.items:,} items on {day_words(history.day(datetime.fromisoformat(each.at)))} ({each.commit[:10]})"
        for each in coverage.bulk
    ]
    gaps = [f"{each.item}, {each.start[:10]} to {each.end[:10]}" for each in coverage.gaps]
    listed: list[tuple[str, list[FactValue]]] = [
        ("Unreadable versions", list(unreadable)),
        ("Commits that moved many", list(bulk)),
        ("First seen done", list(scope.refs("item", coverage.born_done))),
        ("There before the clone begins, so at least as old as is said", list(scope.refs("item", coverage.cut))),
        ("Without a file for a time", list(gaps)),
        ("Not committed", list(scope.refs("item", coverage.uncommitted))),
        ("Ids of several files", list(scope.refs("item", coverage.twice))),
    ]
    found = []
    for label, values in listed:
        if values:
            more = [f"and {len(values) - _NAMED:,} more"] if len(values) > _NAMED else []
            found.append(Fact(f"{label}: {len(values):,}", (*values[:_NAMED], *more), lines=True))
    return found


def _sentence(note: str) -> str:
    """A note as a sentence; one that begins with a path or an id keeps it as it is."""
    return f"{capital(note) if note.partition(' ')[0].isalpha() else note}."
