"""The small work system that completes the cases of rule pages: what a page does not show stands here.

A file of a case replaces the file of the same path. Nothing in here is found by any rule.
"""

from datetime import date

__all__ = ["BASE", "TODAY"]

TODAY = date(2026, 11, 20)

BASE: dict[str, str] = {
    "work/worksystem.yml": """\
version: 1
name: Example Works
calendar: {timezone: Europe/Lisbon, week: [mon, tue, wed, thu, fri], hours_per_day: 8}
publish: {audience: internal}
""",
    "work/people.yml": """\
ada:
  name: Ada Nakamura
  teams: {platform: 100%}
  capacity: 32h
bo:
  name: Bo Lindqvist
  teams: {platform: 50%, security: 50%}
  capacity: 40h
grace:
  name: Grace Oyelaran
  teams: {security: 100%}
""",
    "work/teams.yml": """\
platform:
  name: Platform
  purpose: Product teams ship without thinking about machines
  lead: ada
  roles: {delivery_lead: [grace], product_owner: [bo]}
security:
  name: Security
  purpose: Customers can trust us with their data
  lead: grace
  roles: {security_reviewer: [bo, grace]}
""",
    "work/roles.yml": """\
delivery_lead:
  name: Delivery lead
  purpose: Work flows and nobody is stuck alone
product_owner:
  name: Product owner
  purpose: The next piece of work is the most valuable one
security_reviewer:
  name: Security reviewer
  purpose: A second pair of eyes on every change
""",
    "work/types/task.yml": """\
name: Task
manages: continuous
workflow: delivery
prefix: OPS
""",
    "work/workflows/delivery.yml": """\
name: Delivery
purpose: Changes reach customers safely and soon
owner: platform
initial: todo
states:
  todo: {name: To do, category: backlog}
  ready: {name: Ready, category: queue}
  in_progress: {name: In progress, category: active}
  in_review: {name: In review, category: active, waiting: yes}
  done: {name: Done, category: done}
  cancelled: {name: Cancelled, category: dropped}
transitions:
  - {from: todo, to: ready, name: Accept, by: [role:product_owner]}
  - {from: ready, to: in_progress, name: Start, by: [owner]}
  - {from: in_progress, to: in_review, name: Hand over, by: [owner]}
  - {from: in_review, to: done, name: Release, by: [role:delivery_lead]}
  - {from: in_review, to: in_progress, name: Send back, by: [role:security_reviewer], rework: yes}
  - {from: "*", to: cancelled, name: Cancel, by: [role:product_owner]}
exceptions:
  blocked: {at_most: 5d, then: role:delivery_lead}
""",
    "work/goals/trust.yml": """\
name: Customers trust us
outcome: Nobody thinks twice before paying
owner: grace
period: 2026-Q4
portfolio: core
key_results:
  - id: failed
    text: Failed payments in ten thousand
    from: 12
    to: 3
    readings: [{date: 2026-11-02, value: 7}]
""",
    "work/portfolios.yml": """\
core: {name: Core business, owner: grace, purpose: What customers pay for}
""",
    "work/standards/definition_of_done.yml": """\
name: Definition of done
kind: done
checks:
  outcome: {text: Has an outcome, must: "outcome != ''"}
  runbook: {text: The runbook says how to undo it}
""",
    "work/disciplines.yml": """\
it_operations: {name: IT operations, layer: functional}
risk_management: {name: Risk management, layer: specialized}
""",
    "work/cadences.yml": """\
weekly_planning:
  name: Weekly planning
  purpose: Agree on next week's few promises
  teams: [platform]
  every: monday
  at: "09:30"
  lasts: 45m
""",
    "work/principles/clarity_over_chaos.yml": """\
name: Clarity over chaos
statement: People do their best work when they know what matters
component: clarity
""",
}
