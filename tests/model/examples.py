"""One example of every kind of file, as the reference shows them."""

__all__ = ["MANY", "SINGLE"]

# A file of its own: kind, id, text.
SINGLE = (
    (
        "settings",
        "settings",
        """\
version: 1
name: Northwind Works
repository: {forge: github, url: "https://github.com/example/northwind", branch: main}
calendar: {timezone: Europe/Lisbon, week: [mon, tue, wed, thu, fri], hours_per_day: 8, holidays: PT}
ids: {style: random, length: 5}
prioritization: wsjf
tracked: [status, owner, team, due, estimate, priority, goal, blocked]
thresholds: {urgent_share: 20%, stale: 14d, wip_per_person: 3, slips: 2, smallest_group: 5}
check: {ignore: [WS512], severity: {WS503: warning}, per_path: {"work/items/archive/**": [WS5]}}
publish: {audience: internal, without: []}
collections: []
""",
    ),
    (
        "item_type",
        "change",
        """\
name: Change
manages: continuous
workflow: change_control
prefix: OPS
required: [owner, team, outcome]
fields:
  risk: {type: enum, values: [low, medium, high], required: true, tracked: true, help: What breaks if it goes wrong}
  systems: {type: list, of: text}
  rollout: {type: list, of: {stage: {type: enum, values: [alpha, beta, stable]}, planned: date, actual: date}}
template:
  acceptance:
    - {text: Rolled back in staging, done: no}
""",
    ),
    (
        "workflow",
        "change_control",
        """\
version: 2
name: Change control
purpose: Changes reach customers safely and soon
owner: platform
based_on: null
disciplines: [change_management]
initial: proposed
states:
  proposed:    {name: Proposed, category: backlog}
  ready:       {name: Ready, category: queue, wip: 8, entry: {fields: [estimate, goal],
    standards: [definition_of_ready]}}
  in_progress: {name: In progress, category: active, wip: {limit: 5, per_person: 2}, expectation: 7d,
    entry: {must: dependencies_done}}
  in_review:   {name: In review, category: active, waiting: yes, wip: 3, expectation: 2d}
  done:        {name: Done, category: done, entry: {standards: [definition_of_done], must: acceptance_ticked}}
  cancelled:   {name: Cancelled, category: dropped, entry: {fields: [closed.reason]}}
transitions:
  - {from: proposed, to: ready, name: Accept, by: [role:product_owner]}
  - {from: ready, to: in_progress, name: Start, by: [owner]}
  - from: in_progress
    to: in_review
    name: Hand over
    by: [owner]
    handoff:
      {to: team:security, standard: handoff_to_security, acknowledged_by: [role:security_reviewer], moves: [team]}
  - from: in_review
    to: done
    name: Release
    by: [role:delivery_lead]
    approvals:
      - {gate: change_board, roles: [change_manager], count: 2, except: [owner], covers: [outcome, risk, rollout]}
    inform: [role:service_desk]
  - {from: in_review, to: in_progress, name: Send back, by: [role:security_reviewer], rework: yes}
  - {from: "*", to: cancelled, name: Cancel, by: [role:product_owner]}
parallel:
  - {during: in_review, run: [security_review, legal_review], join: all}
exceptions:
  blocked:  {at_most: 3d, then: role:delivery_lead}
  expedite: {at_most: 1, by: [role:duty_manager], may_skip: [ready], why: required}
automation:
  late_review:
    trigger: {aging: in_review}
    do: [{escalate: role:delivery_lead}, {add: {labels: late_review}}]
  close_parent:
    trigger: {children: done}
    when: "type == 'project'"
    do: [{move: in_review}]
  access_review:
    trigger: {every: month}
    do: [{create: {type: task, title: "Access review {period}", owner: {rotate: team:security}, due: 10d}}]
migrations: {1: {waiting: in_review}}
""",
    ),
    (
        "item",
        "OPS-7K3QX",
        """\
title: Rotate the payment gateway certificates
status: in_progress
type: change
owner: ada
team: platform
due: 2026-12-01
outcome: No card payment fails because of an expired certificate
priority: {value: 8, urgency: 5, effort: 2}
goal: reliable_payments
promised: {to: finance, date: 2026-12-01}
parent: PRJ-44TZN
estimate: 3wd
disciplines: [risk_management]
start: 2026-11-16
period: 2026-W48
risk: medium
contributors: [bo]
depends_on:
  - OPS-4XBN2
  - {item: SEC-91MMA, type: start_to_start, lag: 2d}
relates_to: [OPS-0MJ5R]
acceptance:
  - {text: Both gateways serve the new chain, done: yes}
  - {text: Alert fires 30 days ahead, done: no}
checks:
  handoff_to_security: [runbook, owner_reachable]
blocked: {since: 2026-11-19, reason: change window of the bank, waiting_for: bank}
expedite: {by: grace, why: expires in nine days}
handoffs:
  - {to: security, date: 2026-11-18, acknowledged: {by: grace, date: 2026-11-18}}
branches: {security_review: {status: done}, legal_review: {status: waiting}}
approvals:
  - {gate: change_board, by: grace, date: 2026-11-17}
updates:
  - {date: 2026-11-18, by: ada, state: at_risk, text: The bank has not confirmed its window}
time:
  - {date: 2026-11-18, spent: 3h}
comments:
  - {by: bo, date: 2026-11-18, text: "Staging is done, see OPS-4XBN2"}
closed: {reason: ""}
labels: [payments]
former_ids: [OPS-7K3Q]
description: |
  The chain is renewed every year.
""",
    ),
    (
        "goal",
        "reliable_payments",
        """\
name: Payments simply work
outcome: Customers never notice our payment provider
owner: grace
period: 2026-Q4
parent: trust
portfolio: core
intended_share: 30%
key_results:
  - id: failed_payments
    text: "Failed payments in ten thousand"
    from: 12
    to: 3
    readings:
      - {date: 2026-11-01, value: 7}
updates:
  - {date: 2026-11-16, by: grace, state: on_track, text: Two of three providers moved}
""",
    ),
    (
        "note",
        "weekly_planning/2026-11-16",
        """\
attended: [ada, grace]
decisions: [The bank gets a second contact]
actions: [OPS-7K3QX]
""",
    ),
    (
        "standard",
        "definition_of_ready",
        """\
kind: ready
name: Definition of ready
checks:
  outcome: {text: Has an outcome, must: "outcome != ''"}
  impact:  {text: Customer impact understood}
""",
    ),
    (
        "principle",
        "clarity_over_chaos",
        """\
name: Clarity over chaos
statement: People do their best work when they know what matters, whose it is and what done means
component: clarity
measures: [owned_share, outcome_share]
""",
    ),
    (
        "retrospective",
        "2026_11_reviews",
        """\
team: platform
saw: Reviews wait four days
measure: {metric: time_in_state, state: in_review}
experiment: WIP limit of three in review
from: 2026-11-02
until: 2026-12-14
learned: ""
""",
    ),
    (
        "assessment",
        "2026_11_platform",
        """\
team: platform
date: 2026-11-12
asked: 1
answers:
  knows_what_matters: {yes: 4, partly: 2, no: 0}
  can_finish: {yes: 1, partly: 2, no: 3}
""",
    ),
    (
        "scenario",
        "second_reviewer",
        """\
question: What if reviews had a second reviewer?
workflow: change_control
change: {people: {security: {add: 1, skills: [review]}}}
""",
    ),
    (
        "team_rule",
        "nw001",
        """\
code: NW001
for: item
when: "team == 'finance' && status == 'done'"
must: "size(acceptance) > 0"
message: "{id} closed without acceptance"
severity: error
principle: clarity_over_chaos
""",
    ),
    (
        "settings",
        "settings",
        """\
version: 1
name: Northwind Works
collections:
  - kind: item
    type: proposal
    root: ../proposals
    files: "proposals/**/proposal.yaml"
    fields:
      id: {from: number, as: "PRO-{}"}
      title: title
      team: owning-group
      owner: {from: "authors[0]", strip: "@"}
      contributors: {from: authors, strip: "@"}
      status: {from: status, values: {implementable: ready}}
      approvers: {from: approvers, strip: "@"}
    unmapped: error
    references: {person: open}
    beside: [{files: "readiness/*/*.yaml", join: {number: number}, into: readiness}]
    folder: {group: 1}
    history: {repository: history.bundle}
  - {kind: team, root: ../groups, files: groups.yaml, each: "groups[]",
     fields: {id: dir, name: name, purpose: mission_statement}}
""",
    ),
)

# Several in one file: kind, text.
MANY = (
    (
        "person",
        """\
ada:
  name: Ada Nakamura
  title: Platform engineer
  identities: {github: ada-n, git: [ada@northwind.example]}
  teams: {platform: 80%, security: 20%}
  capacity: 32h
  leave:
    - {from: 2026-12-21, to: 2027-01-02}
  skills: [certificates, kubernetes]
  until: null
""",
    ),
    (
        "team",
        """\
platform:
  name: Platform
  purpose: Product teams ship without thinking about machines
  parent: technology
  discipline: it_operations
  place: Lisbon and remote
  lead: ada
  roles: {on_call: [ada, bo], delivery_lead: [{person: grace, from: 2026-03-01}]}
  workflows: [change_control, incident]
  cadences: [weekly_planning]
  services:
    - {id: new_environment, name: A new environment, type: request, form: [purpose, needed_by], expectation: 5d}
  owns: ["infra/**", "work/workflows/change_control.yml"]
  stakeholders: [finance]
  channels: {chat: "#platform"}
""",
    ),
    (
        "role",
        """\
delivery_lead:
  name: Delivery lead
  purpose: Work flows and nobody is stuck alone
  accountable_for: [flow of the team's board, escalations]
  responsible_for: [weekly planning]
  consulted_on: []
  informed_of: [expedites]
  needs: [facilitation]
  critical: true
  holders: {min: 1, max: 2}
  deputy: ada
""",
    ),
    (
        "tool",
        """\
ledger:
  {name: Ledger, purpose: Invoices, owner: finance, used_by: [finance, sales], workflows: [invoicing], seats: 20}
""",
    ),
    (
        "portfolio",
        """\
core: {name: Core business, owner: grace, purpose: What customers pay for, budget: "400 k€"}
""",
    ),
    (
        "cadence",
        """\
weekly_planning:
  name: Weekly planning
  purpose: Agree on next week's few promises
  teams: [platform]
  every: monday
  at: "09:30"
  lasts: 45m
  attends: [role:delivery_lead, team:platform]
  agenda: [board, aging, promises]
""",
    ),
    (
        "discipline",
        """\
it_operations:     {name: IT operations, layer: functional}
change_management: {name: Change management, layer: specialized}
goal_setting:      {name: Goal setting, layer: universal, carried_by: [goals]}
""",
    ),
)
