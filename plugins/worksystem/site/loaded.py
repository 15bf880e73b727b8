"""The work system of one build: read and checked once, shared by pages, macros and the log."""

import logging
import posixpath
from collections.abc import Collection, Iterator, Mapping
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Final, Literal, Self

from msgspec import Struct

from worksystem.check import CheckResult, check
from worksystem.check.weeks import count_weeks
from worksystem.diagnostics import Diagnostic, Severity
from worksystem.graph.workspace import Workspace
from worksystem.history import History
from worksystem.load import WorkSystem, load
from worksystem.load.history import load_history
from worksystem.load.proofs import gather_proofs
from worksystem.report.visible import make_visible
from worksystem.site.charts import Drawings
from worksystem.site.own_rule_pages import own_rule_pages, own_rule_urls
from worksystem.site.page import Page
from worksystem.site.render import Renderer
from worksystem.site.rule_pages import rule_pages, rule_urls
from worksystem.site.urls import list_urls
from worksystem.source.aside import count_processes
from worksystem.source.cache import open_cache
from worksystem.views.approvals import list_gated
from worksystem.views.privacy import withhold
from worksystem.views.scope import Scope
from worksystem.views.tally import Weeks
from worksystem.workflow.approvals import Proof

__all__ = ["Loaded"]

_log = logging.getLogger("mkdocs.plugins.worksystem")

# Weeks that are counted unless somebody says how many, and the items up to which that is quick enough.
_WEEKS: Final = 12
_MOST: Final = 1000
_EDIT = {"github": "edit", "gitlab": "-/edit", "forgejo": "_edit", "gitea": "_edit", "bitbucket": "src"}


class Loaded(Struct, frozen=True, dict=True):
    """A work system with its findings, as of a day.

    Shape: `audience` is what pages are rendered for; as long as nobody has chosen one, they are for inside.
    """

    system: WorkSystem
    result: CheckResult
    as_of: date
    history: History
    weeks: Weeks | None = None

    @classmethod
    def read(cls, folder: Path, *, as_of: date | None, at: str | None = None, weeks: int | None = 0) -> Self:
        """Load, check and read the history; the files of a past revision if one is named.

        Shape: `weeks` is how many ends of past weeks are checked too, `None` for as many as the work allows.
        Errors: `WorkSystemError` if there is no work system, its settings cannot be used or git lacks the revision.
        """
        system = load(folder, as_of=as_of, at=at)
        processes = count_processes()
        history = load_history(system, processes=processes)
        result = check(system, as_of=system.as_of, past=lambda: history)
        return cls(system, result, system.as_of, history, _count(system, weeks, processes))

    @property
    def chosen(self) -> bool:
        """Whether somebody has chosen an audience, so that the site may be published at all."""
        return self.system.workspace.settings.publish.audience is not None

    @property
    def audience(self) -> Literal["public", "internal"]:
        """Whom pages are rendered for."""
        return self.system.workspace.settings.publish.audience or "internal"

    @cached_property
    def urls(self) -> tuple[str, ...]:
        """The address of every generated page below the site's root, sorted."""
        return tuple(sorted((*list_urls(self.workspace), *rule_urls(), *own_rule_urls(self.workspace, self.audience))))

    @cached_property
    def workspace(self) -> Workspace:
        """The records as the site's reader may see them."""
        return withhold(self.system.workspace, self.audience)

    @cached_property
    def renderer(self) -> Renderer:
        """Renders pages and the parts that macros ask for."""
        return self._renderer(self.result.diagnostics)

    def renderer_for(self, principle: str) -> Renderer:
        """The same with the findings of one principle only."""
        return self._renderer(tuple(each for each in self.result.diagnostics if each.principle == principle))

    def _renderer(self, findings: tuple[Diagnostic, ...]) -> Renderer:
        return Renderer(
            self.workspace,
            findings,
            as_of=self.as_of,
            audience=self.audience,
            history=self.history,
            proofs=self.proofs,
            weeks=self.weeks,
            drawings=self._drawings,
        )

    @cached_property
    def _drawings(self) -> Drawings:
        return Drawings(open_cache(self.system.repository))

    def pages(self, handbook: Collection[str]) -> Iterator[Page]:
        """Every generated page, one after the other; `handbook` are the addresses of those that somebody wrote."""
        yield from self.renderer.pages(handbook)
        yield from rule_pages(handbook)
        yield from own_rule_pages(self.workspace, self.audience)

    @cached_property
    def scope(self) -> Scope:
        """The work system as the site's reader sees it."""
        return Scope(self.workspace, self.as_of, self.audience, self.result.diagnostics, self.history, self.proofs)

    @cached_property
    def proofs(self) -> Mapping[str, Mapping[int, Proof]] | None:
        """What git knows of the approvals that items before a gate have; `None` where identities may not be shown.

        Without identities no commit can be told to be somebody's own.
        """
        scope = Scope(self.workspace, self.as_of, self.audience)
        if not scope.may_show("person", "identities"):
            return None
        return gather_proofs(self.system, list_gated(self.workspace.open_items, scope))

    @property
    def edit_url(self) -> str:
        """What the path of a file is put behind to edit it on the forge; empty if there is none, and for the past."""
        repository = self.system.workspace.settings.repository
        verb = _EDIT.get(repository.forge or "") if repository else None
        if repository is None or repository.url is None or verb is None or self.system.revision:
            return ""
        return f"{repository.url.rstrip('/')}/{verb}/{repository.branch}/"

    def watched(self, folder: Path) -> Iterator[Path]:
        """The folders in which a saved file changes the site: work/ and the roots of adopted files."""
        yield folder / "work"
        for collection in self.system.workspace.settings.collections:
            root = Path(posixpath.normpath(folder / collection.root))
            if root.is_dir():
                yield root

    def log_findings(self, log: logging.Logger, *, strict_on: Severity) -> None:
        """One line a finding; those as bad as `strict_on` or worse as warnings, which `--strict` counts."""
        for diagnostic in self.result.diagnostics:
            start = diagnostic.place.span.start
            log.log(
                logging.WARNING if diagnostic.severity.reaches(strict_on) else logging.INFO,
                "%s:%d:%d %s %s: %s",
                make_visible(diagnostic.place.path),
                start.line,
                start.column,
                diagnostic.code,
                diagnostic.name,
                make_visible(diagnostic.message),
            )


def _count(system: WorkSystem, weeks: int | None, processes: int) -> Weeks | None:
    """What was found at the ends of past weeks; `None` if nobody wants to know."""
    if weeks is None and len(system.workspace.items) > _MOST:
        return Weeks((), f"With more than {_MOST:,} items it is drawn only if health_weeks in mkdocs.yml asks for it.")
    number = _WEEKS if weeks is None else weeks
    return count_weeks(system, number, processes=processes, progress=_log.info) if number > 0 else None
