"""The rules' pages, which are shipped with the package."""

from importlib import resources

__all__ = ["read_page"]


def read_page(code: str) -> str | None:
    """A rule's page as Markdown; `None` for a rule without one, such as a team's own."""
    page = resources.files("worksystem.rules") / "pages" / f"{code}.md"
    return page.read_text(encoding="utf-8") if page.is_file() else None
