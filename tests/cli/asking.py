"""Asks the command line twice, to tell whether an answer that was kept is given again."""

from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from worksystem.cli import main

__all__ = ["AGAIN", "Ask", "asker", "kept"]

AGAIN = "given again\n"
Ask = Callable[..., bool]


def asker(command: str, folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Ask:
    """Asks a command about a folder, and tells whether it had to be worked out.

    Whatever is kept is marked; less the mark, an answer must be what is said where nothing is kept.
    """

    def ask(*arguments: str, before: Iterable[str] = ("-C", str(folder))) -> bool:
        asked = [*before, command, *arguments]
        monkeypatch.delenv("WORKSYSTEM_CACHE", raising=False)
        code, printed = main(asked), capsys.readouterr()
        monkeypatch.setenv("WORKSYSTEM_CACHE", "off")
        worked = not printed.out.endswith(AGAIN)
        assert (main(asked), capsys.readouterr()) == (code, (printed.out.removesuffix(AGAIN), printed.err))
        for path in kept(folder):
            text = path.read_bytes().decode()
            path.write_bytes((text.removesuffix(AGAIN) + AGAIN).encode())
        return worked

    return ask


def kept(folder: Path) -> list[Path]:
    """The files of answers that are kept."""
    return sorted((folder / ".git" / "worksystem" / "texts" / "said").glob("*"))
