"""Every generated page, and the parts that pages of the handbook embed: views in, HTML out, no site generator."""

from collections.abc import Collection, Iterable, Iterator, Mapping, MutableMapping
from datetime import date

from worksystem.diagnostics import Diagnostic
from worksystem.graph.workspace import Workspace
from worksystem.history import History
from worksystem.metrics.population import Selection
from worksystem.model import Item
from worksystem.model.entry import Entry
from worksystem.site.html import rooted
from worksystem.site.own_rule_pages import own_rule_facts
from worksystem.site.page import Page
from worksystem.site.render.boards import board_pages, board_part
from worksystem.site.render.canvas import Canvas
from worksystem.site.render.flow import chart_part, flow_pages
from worksystem.site.render.health import health_pages
from worksystem.site.render.home import figure_part, findings_page, findings_part, home_part, principle_part
from worksystem.site.render.items import item_pages, items_part, table_pages
from worksystem.site.render.ownership import ownership_pages, ownership_part
from worksystem.site.render.records import listing_pages, record_pages
from worksystem.site.render.waiting import approvals_page, handoffs_page
from worksystem.site.rule_pages import rule_facts
from worksystem.views.board import build_board
from worksystem.views.figures import WHOLE
from worksystem.views.tally import Weeks
from worksystem.workflow.approvals import Proof

__all__ = ["Renderer", "render_pages"]


def render_pages(
    workspace: Workspace, diagnostics: Iterable[Diagnostic], *, as_of: date, audience: str
) -> Iterator[Page]:
    """Every generated page, one after the other."""
    return Renderer(workspace, diagnostics, as_of=as_of, audience=audience).pages()


class Renderer:
    """Renders one work system for one audience on one day.

    Shape: `url` of a part is the address of the page it is put on, below the site's root; "" is the first page.
    `drawings` are those of charts by what they are made from; new ones are added.
    """

    def __init__(
        self,
        workspace: Workspace,
        diagnostics: Iterable[Diagnostic],
        *,
        as_of: date,
        audience: str,
        history: History | None = None,
        proofs: Mapping[str, Mapping[int, Proof]] | None = None,
        weeks: Weeks | None = None,
        drawings: MutableMapping[str, str] | None = None,
    ) -> None:
        self._canvas = Canvas.of(
            workspace,
            diagnostics,
            as_of=as_of,
            audience=audience,
            rules=(*own_rule_facts(workspace, audience), *rule_facts()),
            history=history,
            proofs=proofs,
            weeks=weeks,
            drawings=drawings,
        )

    def pages(self, handbook: Collection[str] = ()) -> Iterator[Page]:
        """Every generated page, overviews first, items last; `handbook` are the addresses of those somebody wrote."""
        yield from board_pages(self._canvas)
        yield from ownership_pages(self._canvas)
        yield approvals_page(self._canvas)
        yield handoffs_page(self._canvas)
        yield findings_page(self._canvas)
        yield from health_pages(self._canvas)
        yield from flow_pages(self._canvas, handbook)
        yield from listing_pages(self._canvas)
        yield from record_pages(self._canvas)
        yield from table_pages(self._canvas)
        yield from item_pages(self._canvas)

    def home(self, url: str = "") -> str:
        """The first page: the flywheel, who needs someone, what is due and promised, findings by principle."""
        return self._page(home_part(self._canvas), url)

    def board(self, workflow: str, *, team: str | None = None, url: str = "") -> str:
        """The board of a workflow, of one team's work if asked. Errors: `KeyError` if there is no such workflow."""
        return self._part(board_part(self._canvas, build_board(self._canvas.scope, workflow, team=team)), url)

    def items(self, items: Iterable[Entry[Item]], *, url: str = "") -> str:
        """A table of items."""
        return self._part(items_part(self._canvas, items), url)

    def ownership(self, part: str, *, url: str = "") -> str:
        """An ownership table: people, teams, roles or matrix. Errors: `KeyError` for any other."""
        return self._part(ownership_part(self._canvas, part), url)

    def principle(self, id: str, *, url: str = "") -> str:
        """What protects a principle and what shows it. Errors: `KeyError` if there is none."""
        return self._part(principle_part(self._canvas, id), url)

    def findings(self, *, url: str = "") -> str:
        """All findings, grouped."""
        return self._part(findings_part(self._canvas), url)

    def figure(self, name: str, selection: Selection = WHOLE, *, url: str = "") -> str:
        """One figure with its bar, of all work or of a group. Errors: `KeyError` if there is no such figure."""
        return self._part(figure_part(self._canvas, name, selection), url)

    def chart(self, name: str, selection: Selection = WHOLE, *, url: str = "") -> tuple[str, dict[str, str]]:
        """A chart of all work or of a group, and the files it offers. Errors: `KeyError` if there is no such chart."""
        html, files = chart_part(self._canvas, name, selection)
        return self._part(html, url), files

    def _page(self, html: str, url: str) -> str:
        return rooted(html, url)

    def _part(self, html: str, url: str) -> str:
        return rooted(f'<div class="ws-page ws-part">{html}</div>', url)
