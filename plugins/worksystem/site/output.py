"""Writing generated pages into the site's folder: only what changed, and nothing that no record stands behind.

A build empties the site's folder first, so what the last build wrote is set aside before that and brought back after.
"""

import json
import os
import shutil
from collections import deque
from collections.abc import Iterable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

from worksystem.site.page import Page

__all__ = ["ASIDE", "Output", "set_aside"]

# Generators leave folders with a dot alone when they empty the site's folder.
ASIDE = ".worksystem"
# How many pages may wait to be written; more would only take memory.
QUEUE = 200


def set_aside(site: Path, folders: Iterable[str]) -> None:
    """Keep folders that hold nothing but generated pages over the emptying of the site's folder."""
    kept = site / ASIDE / "kept"
    for name in folders:
        if (site / name).is_dir():
            shutil.rmtree(kept / name, ignore_errors=True)
            kept.mkdir(parents=True, exist_ok=True)
            (site / name).rename(kept / name)


class Output:
    """The site's folder while generated pages are written into it.

    Shape: `folders` are those that were set aside; one that meanwhile has files of others is written anew. Files are
    written by two threads, because on many disks it takes longer to make a file than to render what goes into it.
    """

    def __init__(self, site: Path, folders: Iterable[str]) -> None:
        self.written = 0
        self._site = site
        self._own: list[Path] = []
        self._seen: set[str] = set()
        self._writers = ThreadPoolExecutor(2)
        self._pending: deque[Future[int]] = deque()
        for name in folders:
            kept = site / ASIDE / "kept" / name
            if kept.is_dir() and not (site / name).exists():
                kept.rename(site / name)
                self._own.append(site / name)
        shutil.rmtree(site / ASIDE, ignore_errors=True)

    def write(self, page: Page, html: str) -> None:
        """Write a page, its data and its other files, each only if its bytes are new."""
        folder = f"{self._site}/{page.url}"
        files = {f"{folder}index.html": html} | {folder + name: text for name, text in page.files.items()}
        if page.data is not None:
            files[f"{folder}index.json"] = json.dumps(page.data, ensure_ascii=False, separators=(",", ":"))
        self._seen.update(files)
        self._pending.append(self._writers.submit(_write, files, bool(self._own)))
        if len(self._pending) > QUEUE:
            self.written += self._pending.popleft().result()

    def close(self) -> None:
        """Wait for the last file; delete what earlier builds wrote and this one did not, and the folders left empty."""
        self.written += sum(future.result() for future in self._pending)
        self._writers.shutdown()
        for own in self._own:
            for folder, _, names in os.walk(own, topdown=False):
                for name in names:
                    if f"{folder}/{name}" not in self._seen:
                        os.unlink(f"{folder}/{name}")
                if not os.listdir(folder):
                    os.rmdir(folder)


def _write(files: Mapping[str, str], compare: bool) -> int:
    """Write the files of one folder; how many of them were new or changed."""
    written = 0
    for path, text in files.items():
        content = text.encode()
        if compare and _read(path) == content:
            continue
        try:
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o666)
        except FileNotFoundError:
            os.makedirs(os.path.dirname(path), exist_ok=True)
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o666)
        with open(descriptor, "wb") as file:
            file.write(content)
        written += 1
    return written


def _read(path: str) -> bytes | None:
    try:
        with open(path, "rb") as file:
            return file.read()
    except FileNotFoundError:
        return None
