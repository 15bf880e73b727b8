"""What a view is built from: the workspace, the day asked about, who reads it, and what the checker found.

Everything that many views ask for is worked out once, when the first of them asks.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from msgspec import Struct

from worksystem.diagnostics import Diagnostic
from worksystem.graph.workspace import Workspace
from worksystem.history import History, Life
from worksystem.metrics.conventions import Conventions
from worksystem.model import Item
from worksystem.model.entry import Entry
from worksystem.views.card import Card
from worksystem.views.privacy import list_telling_rules, may_show, may_show_finding
from worksystem.views.reference import DayMark, Ref, StateMark
from worksystem.workflow.actors import name_actor
from worksystem.workflow.approvals import Proof
from worksystem.workflow.branches import Beside, list_beside
from worksystem.workflow.judge import Judge

if TYPE_CHECKING:
    from worksystem.metrics.experiments import Experiment
    from worksystem.views.approvals import Waiting
    from worksystem.views.figures import Counted
    from worksystem.views.handbook import RuleFact
    from worksystem.views.handoffs import HandoffMap
    from worksystem.views.holders import Holding
    from worksystem.views.tally import Weeks

__all__ = ["SOON", "Scope", "principle_ref", "title_of"]

# Days ahead that count as soon.
SOON: Final = 7
# Where the title of a record stands, if not in its name.
_TITLES: Final = {"item": "title", "retrospective": "saw"}


def title_of(entry: Entry[Any]) -> str:
    """What a record is called; its id where it has no name."""
    record = entry.record
    return str(getattr(record, _TITLES.get(entry.kind, "name"), "") or entry.id)


class Scope(Struct, frozen=True, dict=True):
    """A work system as one reader sees it on one day.

    Shape: `findings` are what the checker says, unsuppressed; those that `audience` may not see are dropped by `shown`.
    `history` is `None` where nobody has read it; where there is nothing to read it says so itself. `proofs` are what
    git knows of approvals, by item and place; `None` where nobody has asked. `rules` are what pages say of rules;
    `weeks` what was found in the past, `None` where nobody has counted.
    """

    workspace: Workspace
    as_of: date
    audience: str = "internal"
    findings: tuple[Diagnostic, ...] = ()
    history: History | None = None
    proofs: Mapping[str, Mapping[int, Proof]] | None = None
    rules: "tuple[RuleFact, ...]" = ()
    weeks: "Weeks | None" = None

    @cached_property
    def without(self) -> tuple[str, ...]:
        """Fields that the settings leave out for everybody."""
        return tuple(str(field) for field in self.workspace.settings.publish.without)

    def may_show(self, kind: str, field: str) -> bool:
        """Whether this reader may see a field."""
        return may_show(self.audience, kind, field, self.without)

    @cached_property
    def shown(self) -> tuple[Diagnostic, ...]:
        """The findings that this reader may see, in the order of files and lines."""
        telling = list_telling_rules(self.workspace, self.audience)
        return tuple(
            found
            for found in self.findings
            if found.code not in telling and may_show_finding(self.audience, found, self.without)
        )

    @cached_property
    def beside(self) -> Beside:
        """What stands in states of workflows that run beside its own."""
        return list_beside(self.workspace)

    @cached_property
    def _by_record(self) -> Mapping[tuple[str, str], tuple[Diagnostic, ...]]:
        found: dict[tuple[str, str], list[Diagnostic]] = {}
        for diagnostic in self.shown:
            found.setdefault((diagnostic.place.path, diagnostic.record), []).append(diagnostic)
        return {key: tuple(value) for key, value in found.items()}

    def findings_of(self, entry: Entry[Any]) -> tuple[Diagnostic, ...]:
        """What the checker says about one record; errors first."""
        found = self._by_record.get((entry.path, entry.id), ())
        return tuple(sorted(found, key=lambda each: each.severity.rank)) if found else ()

    @cached_property
    def _by_place(self) -> Mapping[tuple[str, str], Entry[Any]]:
        wanted = {(found.place.path, found.record) for found in self.shown}
        records = self.workspace.records.values()
        every = (((entry.path, entry.id), entry) for entries in records for entry in entries.values())
        return {key: entry for key, entry in every if key in wanted}

    def record_of_finding(self, finding: Diagnostic) -> Entry[Any] | None:
        """The record that a finding is about; `None` if it is about a file."""
        return self._by_place.get((finding.place.path, finding.record))

    @cached_property
    def found_in_team(self) -> Mapping[str, tuple[Diagnostic, ...]]:
        """Team to the findings in its work, "" for those that are no team's."""
        from worksystem.views.tally import find_team

        found: dict[str, list[Diagnostic]] = {}
        for diagnostic in self.shown:
            entry = self.record_of_finding(diagnostic)
            found.setdefault("" if entry is None else find_team(self, entry), []).append(diagnostic)
        return {team: tuple(of_team) for team, of_team in found.items()}

    # -- references -------------------------------------------------------------------------------------------------

    @cached_property
    def _refs(self) -> dict[tuple[str, str], Ref]:
        return {}

    def ref(self, kind: str, id: str) -> Ref:
        """A reference to a record; without a page where there is no such record."""
        key = (kind, id)
        found = self._refs.get(key)
        if found is None:
            entry = self.workspace.find(kind, id)
            found = Ref(kind, id, id, known=False) if entry is None else Ref(kind, entry.id, title_of(entry))
            self._refs[key] = found
        return found

    def refs(self, kind: str, ids: Iterable[str]) -> tuple[Ref, ...]:
        """References to records of one kind, in the order given."""
        return tuple(self.ref(kind, id) for id in ids)

    def party(self, id: str) -> Ref:
        """A person, team or role as it is written: `ada`, `team:security`, `role:delivery_lead`, `owner`."""
        kind, bare = name_actor(self.workspace, id)
        if kind:
            return self.ref(kind, bare)
        words = {"owner": "the item’s owner", "lead": "the team’s lead"}
        return Ref("", id, words.get(id, id), known=False)

    def parties(self, ids: Iterable[str]) -> tuple[Ref, ...]:
        """People, teams and roles, in the order given."""
        return tuple(self.party(id) for id in ids)

    @cached_property
    def cards(self) -> dict[str, Card]:
        """Cards built so far, by item; filled by `build_card`."""
        return {}

    # -- the past ---------------------------------------------------------------------------------------------------

    def life(self, item: str) -> Life | None:
        """What is known of an item's past; `None` if nothing is."""
        return self.history.life(item) if self.history else None

    @cached_property
    def conventions(self) -> Conventions:
        """How figures count."""
        return Conventions.of(self.workspace.settings)

    @cached_property
    def doubts(self) -> Mapping[str, tuple[str, ...]]:
        """What the past cannot tell of single items; see `list_doubts`."""
        from worksystem.views.doubts import list_doubts

        return {} if self.history is None else list_doubts(self.history)

    @cached_property
    def experiments(self) -> "tuple[Experiment, ...]":
        """What became of the experiments of retrospectives; empty where nothing is known of the past."""
        from worksystem.metrics.experiments import assess_all

        history = self.history
        return assess_all(history, self.workspace, self.conventions) if history and history.lives else ()

    @cached_property
    def counted(self) -> "Counted":
        """Figures worked out so far; filled by `views.figures`."""
        from worksystem.views.figures import Counted

        return Counted()

    # -- days and states --------------------------------------------------------------------------------------------

    def day_mark(self, when: Any, *, closed: bool) -> DayMark | None:
        """A date with how near it is; nothing is late on what is closed."""
        if when is None:
            return None
        days = (when.day - self.as_of).days
        nearness = "later" if closed or days > SOON else "past" if days < 0 else "soon"
        return DayMark(when.text, when.day, days, nearness)

    def state_mark(self, item: Entry[Item]) -> StateMark:
        """The state of an item; its status as written where the workflow has no such state."""
        state = self.workspace.state_of(item)
        if state is None:
            return StateMark(item.record.status, item.record.status or "no state", "unknown")
        return StateMark(item.record.status, state.name, state.category)

    @cached_property
    def judge(self) -> Judge:
        """What workflows allow on that day."""
        return Judge(self.workspace, self.as_of, proofs=self.proofs, history=self.history)

    @cached_property
    def approvals(self) -> "tuple[Waiting, ...]":
        """What waits for an approval; see `build_approvals`."""
        from worksystem.views.approvals import build_approvals

        return build_approvals(self)

    @cached_property
    def handoffs(self) -> "HandoffMap":
        """Which team hands work to whom; see `build_handoff_map`."""
        from worksystem.views.handoffs import build_handoff_map

        return build_handoff_map(self)

    @cached_property
    def holdings(self) -> "tuple[Holding, ...]":
        """Who holds which role for which team; see `holdings`."""
        from worksystem.views.holders import holdings

        return holdings(self)

    @cached_property
    def memberships(self) -> Mapping[str, tuple[str, ...]]:
        """Person to the teams they are in, sorted."""
        found: dict[str, list[str]] = {}
        for team in self.workspace.teams:
            for person in self.workspace.members(team):
                found.setdefault(person, []).append(team)
        return {person: tuple(teams) for person, teams in found.items()}

    @cached_property
    def waiting(self) -> Mapping[str, int]:
        """Item to the number of open items it depends on."""
        found: dict[str, int] = {}
        workspace = self.workspace
        for link in workspace.links.all:
            if link.type == "depends_on" and link.target and not workspace.is_done(workspace.items[link.target]):
                found[link.source] = found.get(link.source, 0) + 1
        return found

    @cached_property
    def children(self) -> Mapping[str, tuple[int, int]]:
        """Item to how many of its children are done, and how many it has."""
        found: dict[str, tuple[int, int]] = {}
        workspace = self.workspace
        for link in workspace.links.all:
            if link.type == "parent" and link.target:
                done, total = found.get(link.target, (0, 0))
                found[link.target] = (done + workspace.is_done(workspace.items[link.source]), total + 1)
        return found


def principle_ref(scope: Scope, id: str) -> Ref:
    """A principle; one that a rule protects but nobody wrote down is called by its id in words."""
    ref = scope.ref("principle", id)
    return ref if ref.known else Ref(ref.kind, id, id.replace("_", " ").capitalize(), known=False)
