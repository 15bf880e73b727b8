"""Files that MkDocs is told of without being given a page to render: generated pages, assets, rule pages, the shell."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import quote

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel

from worksystem.site.fill import CONTENT, SHELL_URL, SLOT

__all__ = [
    "ASSETS",
    "SHELL_SOURCE",
    "START",
    "VirtualFile",
    "asset_files",
    "linked_files",
    "shell_file",
    "virtual_files",
]

ASSETS = "assets/worksystem"
SHELL_SOURCE = "worksystem-shell.md"
# Where the link that skips the header leads.
START = "ws-content"
_SHELL = f"""---
title: {SLOT.format("title")}
description: {SLOT.format("description")}
hide: [navigation, toc]
search: {{exclude: true}}
---

<div id="{START}">{CONTENT}</div>
"""


class VirtualFile(File):
    """A page that is filled after the build: links and navigation know it, nothing renders or copies it."""

    def __init__(self, src_uri: str, url: str, config: MkDocsConfig) -> None:
        super().__init__(
            src_uri, None, config.site_dir, True, dest_uri=f"{url}index.html", inclusion=InclusionLevel.NOT_IN_NAV
        )
        self.url = quote(url)
        self.generated_by = "worksystem"

    def is_documentation_page(self) -> bool:
        """No: there is no Markdown to render."""
        return False

    def is_media_file(self) -> bool:
        """No: there is nothing to copy."""
        return False

    def copy_file(self, dirty: bool = False) -> None:
        """Nothing stands behind it to be copied."""


def virtual_files(urls: Iterable[str], files: Files, config: MkDocsConfig) -> Iterator[VirtualFile]:
    """One file for each generated page, two for one that may have pages below it: `boards.md` and `boards/index.md`.

    Shape: a page of the handbook at the same address goes before; the generated one is left out.
    """
    taken = {file.dest_uri for file in files.documentation_pages()}
    for url in urls:
        if f"{url}index.html" in taken:
            continue
        name = url.rstrip("/")
        yield VirtualFile(f"{name}.md", url, config)
        if name.count("/") < 2:
            yield VirtualFile(f"{name}/index.md", url, config)


def linked_files(files: Files, config: MkDocsConfig) -> list[File]:
    """Files in the handbook that are symbolic links or lie behind one; MkDocs would publish what they lead to."""
    docs = Path(config.docs_dir)
    real = docs.resolve()
    return [
        file
        for file in files
        if file.src_dir is not None
        and Path(file.src_dir) == docs
        and Path(docs, file.src_uri).resolve() != real / file.src_uri
    ]


def asset_files(folder: Path, config: MkDocsConfig) -> Iterator[File]:
    """Scripts and styles of the package, with the licences that lie beside them."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            name = f"{ASSETS}/{path.relative_to(folder).as_posix()}"
            yield File.generated(config, name, abs_src_path=str(path))


def shell_file(config: MkDocsConfig) -> File:
    """The one real page that becomes the shell; it is written into a folder that is gone when the build ends."""
    file = File.generated(config, SHELL_SOURCE, content=_SHELL, inclusion=InclusionLevel.NOT_IN_NAV)
    file.dest_uri = f"{SHELL_URL}index.html"
    return file
