"""The handbook: reads the front matter of the pages under content/, and says what MkDocs would pass over in silence."""

from typing import Final

from msgspec import Struct

from worksystem.graph.finding import Finding
from worksystem.position import Place
from worksystem.source.checkout import Checkout
from worksystem.source.document import Document, Problem
from worksystem.source.files import read_document
from worksystem.source.folder import list_files
from worksystem.source.witness import look

__all__ = ["FOLDER", "Handbook", "read_handbook"]

FOLDER: Final = "content"
# faults of a whole file; any other fault is one of the front matter, the only part of a page that is read
_OF_FILES: Final = frozenset({"WS001", "WS002", "WS003", "WS014", "WS016"})


class Handbook(Struct, frozen=True):
    """What reading the handbook found.

    Shape: `shown` are the paths of its pages, sorted; `faulty` are the pages with something wrong in their text;
    `glossary` is the text of its glossary, the page of that name, `None` where there is none.
    """

    findings: tuple[Finding, ...] = ()
    shown: tuple[str, ...] = ()
    faulty: tuple[Document, ...] = ()
    glossary: str | None = None


def read_handbook(checkout: Checkout) -> Handbook:
    """Read every page under `content/` in the folder that holds `work/`; without that folder there is nothing."""
    root = checkout.find(FOLDER)
    prefix = checkout.shown(root)
    look(f"kind:{root}")
    if root.is_symlink():
        return Handbook((_link(prefix),))
    listing = list_files(root)
    findings = [_link(f"{prefix}/{path}") for path in listing.refused]
    shown: list[str] = []
    faulty: list[Document] = []
    glossary: str | None = None
    for path in listing:
        if not path.endswith((".md", ".markdown")):
            continue
        document = read_document(f"{root}/{path}", f"{prefix}/{path}")
        shown.append(document.path)
        if path.rpartition("/")[2].partition(".")[0].casefold() == "glossary":
            glossary = (glossary or "") + document.text
        found = [_problem(document, problem) for problem in document.problems]
        if document.readable and document.yaml_text.strip() and not isinstance(document.values, dict):
            message = "the front matter is not written as fields, so the page shows it as text"
            help = "write `field: value`, one a line, like title: Home"
            found.append(Finding("WS601", message, place=document.place(()), help=help))
        if found:
            findings.extend(found)
            faulty.append(document)
    return Handbook(tuple(findings), tuple(shown), tuple(faulty), glossary)


def _problem(document: Document, problem: Problem) -> Finding:
    place = Place(document.path, problem.span)
    if problem.code in _OF_FILES:
        return Finding(problem.code, problem.message, place=place, help=problem.help)
    so = "is not in order" if document.readable else "cannot be read, so the page shows it as text"
    return Finding("WS600", f"the front matter {so}: {problem.message}", place=place, help=problem.help)


def _link(path: str) -> Finding:
    message = f"{path} is a symbolic link, and the site would publish what it leads to"
    return Finding("WS602", message, place=Place(path), help="put a file there, or link to the page")
