"""Small work systems for tests, built from a mapping of path to text."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from textwrap import dedent

from worksystem.load import WorkSystem, load

__all__ = ["SETTINGS", "TODAY", "make_system", "write_files"]

TODAY = date(2026, 11, 22)
SETTINGS = "version: 1\nname: Example Works\npublish: {audience: internal}\n"


def write_files(folder: Path, files: Mapping[str, str]) -> Path:
    """Write texts below a folder, indented ones moved to the left; settings are added where there are none."""
    for path, text in {"work/worksystem.yml": SETTINGS, **files}.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(dedent(text), encoding="utf-8", newline="")
    return folder


def make_system(folder: Path, files: Mapping[str, str], *, as_of: date = TODAY) -> WorkSystem:
    """Write the files and load what they make."""
    return load(write_files(folder, files), as_of=as_of)
