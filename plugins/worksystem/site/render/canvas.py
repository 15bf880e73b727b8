"""What every page is rendered with: the templates, the texts, the scope; and how a view becomes data."""

import posixpath
from collections.abc import Iterable, Mapping, MutableMapping
from datetime import date
from enum import Enum
from functools import cached_property, partial
from typing import Any
from urllib.parse import quote

from jinja2 import Environment
from markupsafe import Markup
from msgspec import Struct, field

from worksystem.diagnostics import Diagnostic
from worksystem.graph.workspace import Workspace
from worksystem.history import History
from worksystem.site.charts import chart_parts
from worksystem.site.drawing import draw_web
from worksystem.site.html import environment, rooted
from worksystem.site.lifeline import draw_lifeline
from worksystem.site.marks import Marks
from worksystem.site.path_map import draw_path_map
from worksystem.site.spark import draw_spark
from worksystem.site.state_diagram import draw_states
from worksystem.site.text import TextRenderer
from worksystem.site.urls import path_of
from worksystem.views.chart import Chart
from worksystem.views.handbook import RuleFact
from worksystem.views.scope import Scope
from worksystem.views.tally import Weeks
from worksystem.workflow.approvals import Proof

__all__ = ["Canvas", "plain"]

_SOURCES = {
    "github": "{url}/blob/{branch}/",
    "gitlab": "{url}/-/blob/{branch}/",
    "forgejo": "{url}/src/branch/{branch}/",
    "gitea": "{url}/src/branch/{branch}/",
    "bitbucket": "{url}/src/{branch}/",
}


class Canvas(Struct, frozen=True, dict=True):
    """One build of the site for one audience on one day; `drawings` keeps those of charts from build to build."""

    scope: Scope
    drawings: MutableMapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        workspace: Workspace,
        findings: Iterable[Diagnostic],
        *,
        as_of: date,
        audience: str,
        rules: Iterable[RuleFact] = (),
        history: History | None = None,
        proofs: Mapping[str, Mapping[int, Proof]] | None = None,
        weeks: Weeks | None = None,
        drawings: MutableMapping[str, str] | None = None,
    ) -> "Canvas":
        """The canvas of a workspace with what the checker found, now and then, what happened, and what git knows of
        approvals."""
        scope = Scope(workspace, as_of, audience, tuple(findings), history, proofs, tuple(rules), weeks)
        return cls(scope, {} if drawings is None else drawings)

    @cached_property
    def source_url(self) -> str:
        """Where files of the repository can be read, ending in `/`; empty if the settings do not say."""
        repository = self.scope.workspace.settings.repository
        form = _SOURCES.get(repository.forge or "") if repository else None
        if repository is None or not repository.url or form is None:
            return ""
        return form.format(url=repository.url.rstrip("/"), branch=repository.branch)

    @cached_property
    def texts(self) -> TextRenderer:
        """The renderer of record texts."""
        workspace = self.scope.workspace

        def find_item(id: str) -> str | None:
            found = workspace.find("item", id)
            return path_of("item", found.id) if found else None

        return TextRenderer(find_item, self.source_url)

    @cached_property
    def environment(self) -> Environment:
        """The templates."""
        marks = Marks(self.scope.as_of, self.texts)
        drawings = {
            "chart_parts": partial(chart_parts, cache=self.drawings),
            "draw_states": draw_states,
            "draw_lifeline": partial(draw_lifeline, marks=marks),
            "draw_path_map": draw_path_map,
            "draw_spark": draw_spark,
            "draw_web": draw_web,
        }
        return environment(self.texts, self.source_of, marks.globals | drawings)

    def source_of(self, path: str) -> str:
        """The address of a file of the repository; empty if it lies elsewhere or nobody hosts it."""
        if not self.source_url or path.startswith(".."):
            return ""
        return self.source_url + quote(path, errors="surrogateescape")

    def address(self, item: str) -> str:
        """The page of an item below the root of the site; empty where it has none."""
        return path_of("item", item) if item in self.scope.workspace.items else ""

    def html(self, template: str, url: str, values: Mapping[str, Any]) -> str:
        """A template rendered for the page at `url`."""
        return rooted(self.part(template, values), url)

    def part(self, template: str, values: Mapping[str, Any]) -> Markup:
        """A template rendered with the root of the site still to be filled in."""
        return Markup(self.environment.get_template(template).render(today=self.scope.as_of, **values))


def plain(value: Any) -> Any:
    """A view as JSON knows it: structs become mappings, dates text; what is empty is left out."""
    if isinstance(value, Enum):
        return value.value
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Chart):
        return {"title": value.title, "summary": value.summary, "columns": value.columns, "rows": plain(value.rows)}
    if isinstance(value, Struct):
        found = ((name, plain(getattr(value, name))) for name in value.__struct_fields__)
        return {name: each for name, each in found if each not in (None, "", [], {})}
    if isinstance(value, Mapping):
        return {str(key): plain(each) for key, each in value.items()}
    return [plain(each) for each in value]


def folder_of(path: str) -> str:
    """The folder of a file, for the relative links in it."""
    return posixpath.dirname(path)
