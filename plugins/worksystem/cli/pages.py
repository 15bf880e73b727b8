"""The pages of rules and figures, which are shipped with the package."""

from importlib import resources

__all__ = ["read_figure_page", "read_page"]


def read_page(code: str) -> str | None:
    """A rule's page as Markdown; `None` for a rule without one, such as a team's own."""
    page = resources.files("worksystem.rules") / "pages" / f"{code}.md"
    return page.read_text(encoding="utf-8") if page.is_file() else None


def read_figure_page(name: str) -> str | None:
    """The page of a figure's definition as Markdown; `None` if there is no such figure."""
    page = resources.files("worksystem.metrics") / "pages" / f"{name}.md"
    return page.read_text(encoding="utf-8") if name.isidentifier() and page.is_file() else None
