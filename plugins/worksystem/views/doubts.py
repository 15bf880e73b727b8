"""What git cannot tell of an item: said on its page, so that nobody takes its line for more than it is."""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime

from worksystem.history import History, Life
from worksystem.model.words import count_of, day_words
from worksystem.views.scope import Scope

__all__ = ["doubts_of", "list_doubts"]


def doubts_of(scope: Scope, item: str) -> tuple[str, ...]:
    """Sentences about an item's past; empty if it is known in full, or no past is known at all."""
    history, life = scope.history, scope.life(item)
    if history is None or not history.lives:
        return ()
    if life is None:
        return ("No commit knows of it yet; its line begins with the first one that holds its file.",)
    found = [*scope.doubts.get(life.key, ()), *scope.doubts.get(life.path, ())]
    if life.born_done:
        found.append("It was done already when its file first appeared, so how long it took is not known.")
    elif life.is_cut:
        found.append(
            "It was there already where the history at hand begins, so when it started is not known. "
            "Fetch the whole history to know it."
        )
    if bulk := _bulk(history, life):
        found.append(bulk)
    if brought := sum(not event.commit for event in life.events):
        said = "its past was" if brought == len(life.events) else f"{count_of(brought, 'change was', 'changes were')}"
        found.append(f"{said} brought along from another tracker.")
    return tuple(text[:1].upper() + text[1:] for text in found)


def _bulk(history: History, life: Life) -> str:
    bulk = {event.commit for event in life.events if event.bulk and event.field == "status"}
    said = [
        f"{count_of(each.items - 1, 'other item')} on {day_words(history.day(datetime.fromisoformat(each.at)))}"
        for each in history.coverage.bulk
        if each.commit in bulk
    ]
    return f"It was moved in one commit with {said[0]}, so that day may not be when it really moved." if said else ""


def list_doubts(history: History) -> Mapping[str, tuple[str, ...]]:
    """What the past says of single items, by the key of an item or the path of its file."""
    coverage = history.coverage
    found: dict[str, list[str]] = {}
    for path, count in Counter(each.path for each in coverage.unreadable).items():
        said = (
            "one version of its file" if count == 1 else count_of(count, "version of its file", "versions of its file")
        )
        found.setdefault(path, []).append(f"{said} could not be read; what was known before counts on.")
    for gap in coverage.gaps:
        away = f"its file was gone from {gap.start[:10]} to {gap.end[:10]}."
        found.setdefault(gap.item, []).append(away)
    for item in coverage.uncommitted:
        found.setdefault(item, []).append("what its file says now is in no commit yet, so its line ends before that.")
    for item in coverage.twice:
        found.setdefault(item, []).append("several files had its id at the same time; only this one's past is shown.")
    return {key: tuple(said) for key, said in found.items()}
