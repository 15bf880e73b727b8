"""Other processes begin to read the files of a check while the words for them are still being loaded."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial

from worksystem.cli.answers import split_arguments
from worksystem.source.aside import count_processes

__all__ = ["reading_along"]

# then nothing is read, or something else
_READS_OTHER = ("-h", "--help", "--at")


@contextmanager
def reading_along(arguments: Sequence[str]) -> Iterator[None]:
    """While a check works, others read along; what was guessed wrong costs nothing but their time."""
    named, asked = split_arguments(arguments)
    processes = count_processes()
    if processes == 1 or not asked or asked[0] != "check" or any(word.startswith(_READS_OTHER) for word in asked):
        yield
        return
    from worksystem.load.ahead import list_records, work_of
    from worksystem.source.ahead import reading_ahead

    with reading_ahead(work_of(named), partial(list_records, named), processes=processes):
        yield
