"""Running a command, unless it was answered before and nothing has changed; errors become words and exit codes."""

import os
import sys
from collections.abc import Sequence

from worksystem.cli.answers import Answer, find_answer, find_question, keep_answer
from worksystem.cli.output import print_error, print_note, use_unicode, write
from worksystem.errors import WorkSystemError

__all__ = ["run"]

COULD_NOT_RUN = 2
# in memory until the process ends or gives another answer
_last: list[Answer] = []


def run(arguments: Sequence[str]) -> int:
    """Run the command line and turn whatever stops it into words.

    Shape: 0, 1 or 2, never a traceback; `WORKSYSTEM_DEBUG=1` in the environment lets errors of ours through.
    """
    use_unicode()
    try:
        return _run(arguments)
    except WorkSystemError as error:
        print_error(error.message, error.help)
    except Exception as error:
        if os.environ.get("WORKSYSTEM_DEBUG"):
            raise
        help = "report this; WORKSYSTEM_DEBUG=1 in the environment shows where it happened"
        print_error(f"worksystem failed at something it should be able to do: {type(error).__name__}: {error}", help)
    sys.stderr.flush()
    return COULD_NOT_RUN


def _run(arguments: Sequence[str]) -> int:
    question = find_question(arguments)
    if question is not None and (kept := find_answer(question)) is not None:
        return _give(kept)
    from worksystem.cli.along import reading_along

    with reading_along(arguments):
        from worksystem.cli.commands import call  # click alone takes longer than giving an answer again

        answer = call(arguments)
    _last[:] = [answer]
    code = _give(answer)
    if question is not None and answer.seen:
        keep_answer(question, answer)
    return code


def _give(answer: Answer) -> int:
    for note in answer.notes:
        print_note(note)
    write(answer.text)
    return answer.code
