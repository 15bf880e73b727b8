"""What the past could tell and what it could not: said beside every figure that is made from it."""

from msgspec import Struct

__all__ = ["BulkCommit", "Coverage", "Gap", "Unreadable"]


class Unreadable(Struct, frozen=True):
    """A version of a file that could not be read; what was known before counts on."""

    path: str
    commit: str
    at: str
    why: str


class Gap(Struct, frozen=True):
    """A time in which an item had no file, between deleting it and bringing it back."""

    item: str
    start: str
    end: str


class BulkCommit(Struct, frozen=True):
    """A commit that changed the status of many items at once; `items` is how many."""

    commit: str
    at: str
    items: int


class Coverage(Struct, frozen=True):
    """How much of the past was read.

    Shape: `commits` touched files of items, along the first parent; `versions` are the versions of files in them;
    `brought` are events from `work/history/`; `born_done` are items first seen already done; `uncommitted` are items
    whose files say something that no commit does, known only where nothing landed after the day asked about; `cut` are
    items that were there before a shallow clone begins; `backdated` counts commits that are dated before one that they
    build on, and count from the later date; `twice` are ids that several files had at the same time; `notes`
    are sentences about what is missing and why, for people.
    Unit: `since` and `until` are ISO 8601, empty where nothing was read; `landing_lag` is the median time in days
    between writing a change and its landing on the first parent, `None` where git can't tell; `counted_from` is the
    day from which git counts by the settings, empty for its beginning.
    """

    commits: int = 0
    versions: int = 0
    brought: int = 0
    since: str = ""
    until: str = ""
    shallow: bool = False
    rewritten: bool = False
    unreadable: tuple[Unreadable, ...] = ()
    gaps: tuple[Gap, ...] = ()
    bulk: tuple[BulkCommit, ...] = ()
    born_done: tuple[str, ...] = ()
    uncommitted: tuple[str, ...] = ()
    twice: tuple[str, ...] = ()
    cut: tuple[str, ...] = ()
    backdated: int = 0
    landing_lag: float | None = None
    counted_from: str = ""
    notes: tuple[str, ...] = ()
