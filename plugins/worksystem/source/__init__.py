"""The only reader of disk: files, their text, and the place of every value in it."""

from worksystem.source.comments import Comment, find_comments
from worksystem.source.document import Document, Keys, On, Problem, field_name
from worksystem.source.files import find_repository, list_files, match, read_document, relative
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
