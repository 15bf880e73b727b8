"""Runs the rules in rounds until nothing changes any more; rules that would go on for ever are stopped and named."""

import json
from collections.abc import Collection, Iterator
from datetime import timedelta
from typing import Final

from msgspec import Struct, field

from worksystem.actions.situation import Refusal, Situation
from worksystem.automate.acting import list_acts, refuse_fields
from worksystem.automate.desk import Desk
from worksystem.automate.making import Cause, chance_of, draft_item, has_made, is_own_work
from worksystem.automate.outcome import Outcome, Skipped, Step, Told
from worksystem.automate.past import Past
from worksystem.automate.periods import Period, find_period
from worksystem.automate.rule import Rule, list_rules
from worksystem.automate.triggers import find_moment
from worksystem.graph.finding import Finding
from worksystem.graph.query import EvaluationProblem, ExpressionProblem
from worksystem.graph.workspace import Workspace
from worksystem.history import History
from worksystem.model import Action, Create, Item
from worksystem.model.entry import Entry
from worksystem.model.words import list_words
from worksystem.rules.expressions import not_readable, without_value

__all__ = ["ROUNDS", "automate"]

ROUNDS: Final = 10
_LOOP: Final = "WS340"


class _EndlessError(Exception):
    """Some rules set each other off without end."""

    def __init__(self, rules: Collection[str], item: str) -> None:
        super().__init__(item)
        self.rules = tuple(sorted(rules))
        self.item = item


def automate(
    workspace: Workspace,
    history: History,
    *,
    folder: str = "work",
    only: Collection[str] = (),
    gone: Collection[str] = (),
) -> Outcome:
    """What the automations of all workflows come to on the day of a history.

    Shape: `folder` is `work/` as paths are shown; `only` names rules, all if empty; `gone` are ids of items that the
    history may not know, and that must not come back. Rules that feed each other do
    nothing at all: the run begins anew without them, and a finding names them.
    """
    rules = [rule for rule in list_rules(workspace) if not only or rule.name in only]
    endless: list[Finding] = []
    while True:
        run = _Run(rules, Situation(workspace, history.as_of, folder=folder), history, gone)
        try:
            run.go()
        except _EndlessError as error:
            endless.append(_say_endless(rules, error))
            rules = [rule for rule in rules if rule.name not in error.rules]
            continue
        return Outcome(
            history.as_of,
            tuple(run.steps),
            tuple(run.skipped.values()),
            tuple(run.told.values()),
            (*endless, *run.findings.values()),
        )


def _say_endless(rules: Collection[Rule], error: _EndlessError) -> Finding:
    first, *others = (rule for rule in rules if rule.name in error.rules)
    names = list_words([f'"{name}"' for name in error.rules])
    what = f"{names} set each other off" if others else f"{names} sets itself off"
    message = f"{what} without end, for {error.item}"
    related = tuple((rule.workflow, ("automation", rule.id), f'"{rule.name}" stands here') for rule in others)
    help = "say with `when` at which point it is enough"
    return Finding(_LOOP, message, first.workflow, ("automation", first.id), on="key", help=help, related=related)


class _Trail(Struct, dict=True):
    """How an item looked on the way, and which rule made each step from there."""

    looks: list[str]
    rules: list[str] = field(default_factory=list)


class _Run:
    """One run of some rules over a work system."""

    def __init__(self, rules: Collection[Rule], situation: Situation, history: History, gone: Collection[str]) -> None:
        self.rules = rules
        self.history = history
        self.past = Past(history)
        self.desk = Desk(situation, self.past)
        self.steps: list[Step] = []
        self.skipped: dict[tuple[str, str, str], Skipped] = {}
        self.told: dict[tuple[str, str], Told] = {}
        self.findings: dict[str, Finding] = {}
        self._first = situation.workspace
        self._trails: dict[str, _Trail] = {}
        self._orders: dict[str, dict[str, int]] = {}
        self._gone = frozenset((*gone, *(life.item for life in history.lives.values())))

    def go(self) -> None:
        """Run in rounds until nothing changes.

        Errors: `_EndlessError` if that never happens.
        """
        active: list[str] = []
        for _ in range(ROUNDS):
            before = len(self.steps)
            self.skipped.clear()
            for rule in self.rules:
                self._run(rule)
            if len(self.steps) == before:
                return
            active = [step.rule for step in self.steps[before:]]
        raise _EndlessError(set(active), self.steps[-1].item)

    def _run(self, rule: Rule) -> None:
        for cause in list(self._causes(rule)):
            for action in rule.automation.do:
                if not self._act(rule, action, cause):
                    break  # what follows may count on it

    def _causes(self, rule: Rule) -> Iterator[Cause]:
        items = self.desk.situation.workspace.items_of_workflow(rule.workflow.id)
        if not rule.is_timed:
            for item in sorted(items, key=lambda each: each.id):
                moment = find_moment(rule, item, self.desk.judge, self.past)
                if moment is not None and self._applies(rule, item):
                    since = self.past.known_since(item.id, moment.since)
                    yield Cause(item, "", self._order(item, rule), since, moment.day, moment.says)
            return
        period = self._period(rule)
        if period is None:
            return
        since, says = self.past.start_of(period.first), f"{period.text} has begun"
        if not rule.automation.when:
            yield Cause(None, period.text, period.number, since, period.first, says)
        open_items = [item for item in items if not self.desk.situation.workspace.is_done(item)]
        for place, item in enumerate(sorted(open_items, key=lambda each: each.id)):
            if self._goes_over_items(rule) and self._applies(rule, item):
                yield Cause(item, period.text, period.number + place, since, period.first, says)

    @staticmethod
    def _goes_over_items(rule: Rule) -> bool:
        """Whether a rule that time sets off is about items too, not only about the period."""
        about_items = ("set", "add", "assign", "checklist", "escalate", "move")
        return bool(rule.automation.when) or any(
            getattr(action, name) for action in rule.automation.do for name in about_items
        )

    def _period(self, rule: Rule) -> Period | None:
        trigger, workspace = rule.automation.trigger, self.desk.situation.workspace
        cadence = workspace.cadences.get(trigger.cadence or "")
        if trigger.cadence and cadence is None:
            return None
        week = workspace.settings.calendar.week
        within = trigger.within.span
        rhythm = cadence.record if cadence is not None else trigger
        return find_period(rhythm, self.history.as_of, week=week, within=within)

    def _applies(self, rule: Rule, item: Entry[Item]) -> bool:
        text = rule.automation.when
        holds = self.desk.judge.holds(item, text)
        if isinstance(holds, bool):
            return holds
        entry, keys = rule.workflow, ("automation", rule.id, "when")
        if rule.name not in self.findings:
            if isinstance(holds, ExpressionProblem):
                self.findings[rule.name] = not_readable(entry, keys, text, holds)
            elif isinstance(holds, EvaluationProblem):
                self.findings[rule.name] = without_value(entry, text, item, keys, holds)
        return False

    def _order(self, item: Entry[Item], rule: Rule) -> int:
        """The place of an item among all that ever ran in its workflow, oldest first, so that turns go round."""
        if rule.workflow.id not in self._orders:
            lives = [life for life in self.history.lives.values() if life.workflow == rule.workflow.id]
            ordered = sorted(lives, key=lambda life: (life.created, life.key))
            self._orders[rule.workflow.id] = {life.key: place for place, life in enumerate(ordered)}
        known = self._orders[rule.workflow.id]
        return known.setdefault(item.id, len(known))

    # -- acting -----------------------------------------------------------------------------------------------------

    def _act(self, rule: Rule, action: Action, cause: Cause) -> bool:
        """Carry out one step of a rule; whether the next one may follow."""
        if cause.item is not None:
            for act in list_acts(rule, action, cause, self.desk):
                if isinstance(act.changes, Refusal):
                    return self._skip(rule, cause.item.id, act.action, act.says, act.changes)
                edits = self.desk.change(cause.item.id, act.changes)
                if isinstance(edits, Refusal):
                    return self._skip(rule, cause.item.id, act.action, act.says, edits)
                item = self.desk.item(cause.item.id)
                self._note(Step(rule.name, item.id, item.record.title, item.path, act.action, act.says, edits))
        # of a rule about a period and about items alike, what is made is made once
        is_for_item = cause.item is not None and (not rule.is_timed or bool(rule.automation.when))
        if is_for_item or cause.item is None:
            if action.create is not None and not self._create(rule, action.create, cause):
                return False
            if action.notify:
                self._tell(rule, action, cause)
        return True

    def _create(self, rule: Rule, create: Create, cause: Cause) -> bool:
        made_by_rule = (action.create for action in rule.automation.do if action.create is not None)
        nth = next(place for place, each in enumerate(made_by_rule) if each is create)
        if has_made(rule, cause, nth, self.past, self.desk.situation):
            return True
        because = cause.item.id if cause.item is not None else ""
        if cause.item is not None and is_own_work(rule, cause.item, self.desk.situation):
            raise _EndlessError({rule.name}, because)
        values = draft_item(rule, create, cause, self.desk.situation)
        chance = chance_of(rule, cause, nth)
        made = refuse_fields(create.fields) or self.desk.create(
            create.type, values, chance=chance, past=self._gone, why=rule.name
        )
        if isinstance(made, Refusal):
            return self._skip(rule, because, "create", f'create "{values["title"]}"', made)
        id, edits = made
        facts = [f"{name} {values[name]}" for name in ("owner", "due") if name in values]
        says = f"create {', '.join(['it', *facts])}"
        self._note(Step(rule.name, id, str(values["title"]), edits[0].path, "create", says, edits))
        return True

    def _tell(self, rule: Rule, action: Action, cause: Cause) -> None:
        """Who is to hear of it; only of what happened today or the day before."""
        if self.history.as_of - cause.day <= timedelta(days=1):
            who = tuple(self.desk.judge.words([actor]) for actor in action.notify)
            id = cause.item.id if cause.item is not None else ""
            self.told[rule.name, id] = Told(rule.name, id, who, cause.says)

    def _skip(self, rule: Rule, item: str, action: str, says: str, refusal: Refusal) -> bool:
        why = "; ".join([refusal.says, *(lack.says for lack in refusal.lacks)])
        self.skipped[rule.name, item, action] = Skipped(rule.name, item, action, f"{says}: {why}")
        return False

    def _note(self, step: Step) -> None:
        """Keep a step; an item that looks as it did before in this run goes round in a circle.

        Errors: `_EndlessError` with the rules that brought it there.
        """
        look = json.dumps(self.desk.item(step.item).written, sort_keys=True, default=str)
        trail = self._trails.get(step.item)
        if trail is None:
            before = self._first.items.get(step.item)
            trail = _Trail([json.dumps(before.written, sort_keys=True, default=str) if before is not None else ""])
            self._trails[step.item] = trail
        trail.rules.append(step.rule)
        if look in trail.looks:
            raise _EndlessError(set(trail.rules[trail.looks.index(look) :]), step.item)
        trail.looks.append(look)
        self.steps.append(step)
