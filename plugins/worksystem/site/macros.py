"""What handbook pages can ask for: boards, items, owners, findings, figures, rules and links, as they stand today.

mkdocs-macros loads this module and calls `define_env`; the work system is the one that the plugin has loaded.
"""

from collections.abc import Iterable
from html import escape
from typing import TYPE_CHECKING, Any

from worksystem.graph.query import EvaluationProblem, ExpressionProblem, compile_expression
from worksystem.graph.vocabulary import custom_fields_of
from worksystem.graph.workspace import Workspace
from worksystem.metrics.population import Selection
from worksystem.metrics.registry import DEFINITIONS
from worksystem.model import Item
from worksystem.model.entry import Entry
from worksystem.rules import RULES, Rule
from worksystem.rules.rule import PROBLEMS
from worksystem.site.html import link, rooted
from worksystem.site.loaded import Loaded
from worksystem.site.own_rule_pages import list_own_rules
from worksystem.site.rule_tables import rule_map, rule_table
from worksystem.site.urls import PLURALS
from worksystem.views.figures import KINDS
from worksystem.views.flow_charts import CHARTS
from worksystem.views.measures import MEASURES

if TYPE_CHECKING:
    from worksystem.site.plugin import WorkSystemPlugin

__all__ = ["MACROS", "Macros", "define_env"]

MACROS = (
    "board",
    "chart",
    "figure",
    "findings",
    "home",
    "items",
    "ownership",
    "principle",
    "record",
    "rules",
    "rules_by",
)
_OWNERSHIP = ("matrix", "people", "roles", "teams")


def define_env(env: Any) -> None:
    """Called by mkdocs-macros once a build, before any page is read."""
    macros = Macros(env)
    for name in MACROS:
        env.macro(getattr(macros, name))


class Macros:
    """The macros of one build; `env` is what mkdocs-macros hands over and knows the page that is being read.

    Errors: `ValueError` for a name that does not exist; it says which ones there are and stops the build.
    """

    def __init__(self, env: Any) -> None:
        self._env = env

    def board(self, workflow: str, team: str | None = None) -> str:
        """The board of a workflow, or of one team's part of it."""
        _check(workflow, self._workspace.workflows, "workflow")
        if team is not None:
            _check(team, self._workspace.teams, "team")
        return self._keep(self._loaded.renderer.board(workflow, team=team, url=self._url))

    def chart(self, name: str, **scope: str) -> str:
        """A chart of all work, or of the group that `team`, `workflow`, `type`, `goal` or `portfolio` names."""
        _check(name, CHARTS, "chart")
        html, files = self._loaded.renderer.chart(name, self._select(scope), url=self._url)
        self._plugin.embeds.files.update((self._url + file, text) for file, text in files.items())
        return self._keep(html)

    def figure(self, name: str, **scope: str) -> str:
        """A figure with its bar; one of the past also of a group, named as for a chart."""
        _check(name, {**DEFINITIONS, **({} if scope else MEASURES)}, "figure of a group" if scope else "figure")
        return self._keep(self._loaded.renderer.figure(name, self._select(scope), url=self._url))

    def findings(self, principle: str | None = None) -> str:
        """What the checker says today, of all or of one principle."""
        if principle is None:
            return self._keep(self._loaded.renderer.findings(url=self._url))
        _check(principle, self._workspace.principles, "principle")
        return self._keep(self._loaded.renderer_for(principle).findings(url=self._url))

    def home(self) -> str:
        """The first page: the flywheel, who needs someone, what is due and promised, findings by principle."""
        return self._keep(self._loaded.renderer.home(url=self._url))

    def items(self, where: str = "", limit: int = 50) -> str:
        """Items in a table, those due first on top; `where` is an expression as in `worksystem items --where`."""
        found = sorted(
            self._where(where), key=lambda entry: (entry.record.due is None, str(entry.record.due), entry.id)
        )
        return self._keep(self._loaded.renderer.items(found[:limit], url=self._url))

    def ownership(self, part: str = "people") -> str:
        """Who answers for what: by `people`, `teams` or `roles`, or the `matrix` of who does what in each workflow."""
        _check(part, _OWNERSHIP, "table of owners")
        return self._keep(self._loaded.renderer.ownership(part, url=self._url))

    def principle(self, id: str) -> str:
        """What protects a principle, and the figures that show it."""
        _check(id, self._workspace.principles, "principle")
        return self._keep(self._loaded.renderer.principle(id, url=self._url))

    def record(self, kind: str, id: str, text: str = "") -> str:
        """A link to the page of a record, with its title unless another text is given."""
        _check(kind, PLURALS, "kind of record with pages")
        ref = self._loaded.scope.ref(kind, id)
        if not ref.known:
            raise ValueError(f'no {kind} is called "{id}"')
        html = f'<a href="{link(kind, ref.id)}">{escape(text or ref.title)}</a>'
        return self._plugin.embeds.keep(rooted(html, self._url), text=True)

    def rules(self, principle: str | None = None, problem: str | None = None) -> str:
        """Rules in a table: all, those that protect a principle, or those that find one of the eight problems."""
        rules = (*list_own_rules(self._workspace, self._loaded.audience), *RULES)
        if principle is not None:
            _check(principle, {rule.principle for rule in rules if rule.principle}, "principle")
        if problem is not None:
            _check(problem, PROBLEMS, "problem")
        found = (rule for rule in rules if principle in (None, rule.principle) and problem in (None, *rule.problems))
        return self._keep(rooted(rule_table(found), self._url))

    def rules_by(self, what: str) -> str:
        """For each `problem` or `principle` its rules, the team's own first; most lie folded.

        Rules about the reading and shape of files (WS0, WS1) are left out: they serve all of these.
        """
        _check(what, ("principle", "problem"), "way to put rules together")
        own = list_own_rules(self._workspace, self._loaded.audience)
        rules = [*own, *(rule for rule in RULES if rule.code[2] not in "01")]
        if what == "problem":
            groups: dict[str, list[Rule]] = {
                problem: [rule for rule in rules if problem in rule.problems] for problem in PROBLEMS
            }
        else:
            principles = sorted({rule.principle for rule in rules if rule.principle})
            groups = {id: [rule for rule in rules if rule.principle == id] for id in principles}
        return self._keep(rooted(rule_map(groups), self._url))

    @property
    def _plugin(self) -> "WorkSystemPlugin":
        plugin: WorkSystemPlugin = self._env.conf["plugins"]["worksystem"]
        return plugin

    @property
    def _loaded(self) -> Loaded:
        return self._plugin.loaded

    @property
    def _workspace(self) -> Workspace:
        return self._loaded.workspace

    @property
    def _url(self) -> str:
        return str(self._env.page.url)

    def _keep(self, html: str) -> str:
        return self._plugin.embeds.keep(html)

    def _select(self, scope: dict[str, str]) -> Selection:
        kinds = {name: kind for kind, name in KINDS.items()}
        for name, id in scope.items():
            _check(name, kinds, "group")
            _check(id, self._workspace.of_kind(kinds[name]), name)
        return Selection(**scope)

    def _where(self, where: str) -> Iterable[Entry[Item]]:
        workspace = self._workspace
        if not where:
            return workspace.items.values()
        expression = compile_expression(where, "item", custom_fields_of(workspace))
        if isinstance(expression, ExpressionProblem):
            raise ValueError(f"{where}: {_say(expression)}")
        found = []
        for entry in workspace.items.values():
            held = expression.holds(entry, workspace, self._loaded.as_of)
            if isinstance(held, EvaluationProblem):
                raise ValueError(f"{where}: {entry.id}: {_say(held)}")
            if held:
                found.append(entry)
        return found


def _say(problem: ExpressionProblem | EvaluationProblem) -> str:
    return f"{problem.message}; {problem.help}" if problem.help else problem.message


def _check(name: str, names: Iterable[str], noun: str) -> None:
    known = sorted(names)
    if name not in known:
        raise ValueError(f'no {noun} is called "{name}"; there are {", ".join(known[:8])}')
