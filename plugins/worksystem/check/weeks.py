"""What today's rules find in the files as they were at the ends of past weeks, counted; each week is counted once.

A week that has ended does not change, so what was counted is kept in the cache, by commit, day and version of the tool.
"""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Final

from worksystem import __version__
from worksystem.check.run import check
from worksystem.errors import GitError, WorkSystemError
from worksystem.load import WorkSystem, load
from worksystem.model.words import capital, count_of, day_words
from worksystem.rules import RULES
from worksystem.source.cache import Cache, digest, open_cache
from worksystem.source.git import Git, find_git
from worksystem.source.many import share
from worksystem.source.revision import find_zone
from worksystem.views.privacy import withhold
from worksystem.views.scope import Scope
from worksystem.views.tally import Tally, Week, Weeks, count_findings

__all__ = ["count_weeks", "week_ends"]

_ROOM: Final = "findings of weeks"
# Goes up whenever the same files would be counted in another way.
_COUNTING: Final = 1
_Plain = list[list[Any]]


def count_weeks(
    system: WorkSystem,
    number: int,
    *,
    processes: int = 1,
    progress: Callable[[str], None] = lambda message: None,
) -> Weeks:
    """The findings at the ends of the last weeks before the day asked about, as far as git knows the files of then.

    Shape: rules about the past are not asked. Errors: none; what cannot be counted is said in the note.
    """
    days = week_ends(system.as_of, number)
    if not days:
        return Weeks(())
    if system.checkout.outside or any(each.root.startswith("..") for each in system.workspace.settings.collections):
        return Weeks((), "Some files lie outside the repository, so git cannot say what they were.")
    try:
        git = find_git(system.repository)
        if git is None:
            return Weeks((), "The files are in no git repository, so nothing is known of the past.")
        commits = _commits_at(git, system, days)
    except GitError as error:
        return Weeks((), f"Git cannot be asked about the past: {error.why or 'it says nothing'}.")
    if not commits:
        return Weeks((), f"No commit is older than {day_words(days[-1])}, the end of the last whole week.")
    cache = open_cache(system.repository)
    try:
        return _count(system, commits, cache, processes, progress)
    finally:
        cache.close()


def week_ends(as_of: date, number: int) -> tuple[date, ...]:
    """The last Sundays before a day, oldest first."""
    last = as_of - timedelta(days=as_of.weekday() + 1)
    return tuple(last - timedelta(weeks=weeks) for weeks in reversed(range(number)))


def _commits_at(git: Git, system: WorkSystem, days: Sequence[date]) -> list[tuple[str, date]]:
    """The last commit that had landed by the end of each day; days before the first are left out."""
    zone = find_zone(system.workspace.settings.calendar.timezone)
    out = git.run("log", "--first-parent", "--format=%H %ct", system.revision or "HEAD").decode("ascii")
    landed = sorted((int(stamp), -place, id) for place, (id, stamp) in enumerate(map(str.split, out.splitlines())))
    stamps = [stamp for stamp, _, _ in landed]
    found = []
    for day in days:
        end = datetime.combine(day, time.max, zone).astimezone(UTC).timestamp()
        place = bisect_right(stamps, end)
        if place:
            found.append((landed[place - 1][2], day))
    return found


def _count(
    system: WorkSystem,
    commits: Sequence[tuple[str, date]],
    cache: Cache,
    processes: int,
    progress: Callable[[str], None],
) -> Weeks:
    publish = system.workspace.settings.publish
    counting = digest(_COUNTING, __version__, [rule.code for rule in RULES], publish.audience, list(publish.without))
    names = {f"{commit} {day} {counting}": (commit, day) for commit, day in commits}
    kept = cache.get(_ROOM, names)
    missing = [name for name in names if name not in kept]
    if missing:
        progress(f"counting what was found at the end of {count_of(len(missing), 'week')}")

        def work(some: Sequence[str]) -> list[_Plain | None]:
            return [_found_at(system, *names[name]) for name in some]

        fresh = dict(zip(missing, share(work, missing, processes=processes, worthwhile=2, chunk=1), strict=True))
        cache.put(_ROOM, {name: plain for name, plain in fresh.items() if plain is not None})
        kept |= fresh
    found = [(day, kept.get(name)) for name, (_, day) in names.items()]
    while found and found[0][1] is None:  # before there was a work system
        found.pop(0)
    weeks = [Week(day, _restore(plain)) for day, plain in found if plain is not None]
    lost = len(found) - len(weeks)
    note = f"{capital(count_of(lost, 'week'))} could not be read." if lost else ""
    return Weeks(tuple(weeks), note)


def _found_at(system: WorkSystem, commit: str, day: date) -> _Plain | None:
    """What is found in the files of a commit on a day; `None` if they hold no work system that can be read."""
    try:
        then = load(system.folder, at=commit, as_of=day)
    except WorkSystemError:
        return None
    audience = then.workspace.settings.publish.audience or "internal"
    findings = check(then, as_of=day).diagnostics
    scope = Scope(withhold(then.workspace, audience), day, audience, findings)
    return [
        [principle, team, tally.errors, tally.warnings, tally.notes]
        for (principle, team), tally in count_findings(scope).items()
    ]


def _restore(plain: _Plain) -> dict[tuple[str, str], Tally]:
    return {(principle, team): Tally(*counts) for principle, team, *counts in plain}
