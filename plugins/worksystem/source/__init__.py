"""The only reader of disk: files, their text, and the place of every value in it."""

TYPE_CHECKING = False  # to import typing would take longer than to answer again, which needs nothing else of it
if TYPE_CHECKING:
    from worksystem.source.comments import Comment, find_comments
    from worksystem.source.document import Document, Keys, On, Problem, field_name
    from worksystem.source.files import read_document
    from worksystem.source.folder import find_repository, list_files, match, relative
    from worksystem.source.parse import parse_markdown, parse_yaml

__all__ = [
    "Comment",
    "Document",
    "Keys",
    "On",
    "Problem",
    "field_name",
    "find_comments",
    "find_repository",
    "list_files",
    "match",
    "parse_markdown",
    "parse_yaml",
    "read_document",
    "relative",
]

_HOME_OF = {
    "Comment": "comments",
    "Document": "document",
    "Keys": "document",
    "On": "document",
    "Problem": "document",
    "field_name": "document",
    "find_comments": "comments",
    "find_repository": "files",
    "list_files": "files",
    "match": "files",
    "parse_markdown": "parse",
    "parse_yaml": "parse",
    "read_document": "files",
    "relative": "files",
}


def __getattr__(name: str) -> object:
    """Import on first use: most of what is here is not needed by one command."""
    from importlib import import_module

    if name not in _HOME_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME_OF[name]}"), name)
