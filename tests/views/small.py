"""One small work system with something of every kind, for the expected outputs of views and pages."""

__all__ = ["FILES", "PAST"]

FILES = {
    "work/worksystem.yml": """\
        version: 1
        name: Example Works
        repository: {forge: github, url: "https://forge.example/works", branch: main}
        publish: {audience: internal}
        """,
    "work/people.yml": """\
        ada: {name: Ada Nakamura, title: Platform engineer, teams: [platform], capacity: 32h, skills: [kubernetes]}
        bo:
          name: Bo Lind
          teams: [platform, security]
          identities: {github: bo-l}
          leave: [{from: 2026-12-21, to: 2027-01-02}]
        """,
    "work/teams.yml": """\
        platform:
          name: Platform
          purpose: Others ship without thinking about machines
          lead: ada
          discipline: operations
          roles: {on_call: [ada, bo], lead_engineer: [{person: ada, from: 2026-03-01}]}
          workflows: [delivery]
          cadences: [planning]
          services: [{id: access, name: Access, type: change, form: [outcome], expectation: 2d}]
          channels: {chat: "#platform"}
        security: {name: Security, purpose: Nobody gets in, parent: platform}
        """,
    "work/roles.yml": """\
        lead_engineer: {name: Lead engineer, purpose: Decides, accountable_for: [architecture], critical: yes}
        on_call: {name: On call, purpose: Wakes up, responsible_for: [alarms], deputy: bo}
        """,
    "work/tools.yml": "pager: {name: Pager, purpose: Wakes people, owner: platform, used_by: [platform], seats: 3}\n",
    "work/types/change.yml": """\
        name: Change
        manages: continuous
        workflow: delivery
        prefix: OPS
        required: [owner]
        fields:
          risk: {type: enum, values: [low, high], help: What breaks}
          rollout: {type: list, of: {stage: text, planned: date}}
        """,
    "work/workflows/delivery.yml": """\
        name: Delivery
        purpose: Changes reach people
        owner: platform
        disciplines: [change_management]
        initial: ready
        states:
          ready: {name: Ready, category: queue, entry: {fields: [estimate], standards: [ready]}}
          doing: {name: Doing, category: active, wip: {limit: 1, per_person: 1}, expectation: 3d}
          done: {name: Done, category: done, entry: {must: acceptance_ticked}}
          dropped: {name: Dropped, category: dropped}
        transitions:
          - {from: ready, to: doing, name: Start, by: [owner]}
          - from: doing
            to: done
            name: Release
            by: [role:lead_engineer]
            approvals: [{gate: board, roles: [on_call], except: [owner]}]
            inform: [team:security]
          - {from: doing, to: ready, name: Send back, by: [role:on_call], rework: yes}
          - {from: "*", to: dropped, name: Drop, by: [role:lead_engineer]}
        exceptions: {blocked: {at_most: 2d, then: role:on_call}, expedite: {at_most: 1, by: [role:on_call]}}
        """,
    "work/items/OPS-A.yml": """\
        title: Rotate the certificates
        status: doing
        type: change
        owner: ada
        team: platform
        due: 2026-11-20
        outcome: No payment fails, see OPS-B
        goal: payments
        promised: {to: security, date: 2026-11-25}
        parent: OPS-C
        estimate: 2wd
        risk: high
        rollout:
          - {stage: pilot, planned: 2026-11-23}
        contributors: [bo]
        depends_on: [OPS-B]
        relates_to: ["https://docs.example/tls"]
        acceptance:
          - {text: Served, done: yes}
          - {text: Alarm fires}
        checks: {ready: [impact]}
        blocked: {since: 2026-11-19, reason: the bank, waiting_for: bank}
        approvals: [{gate: board, by: bo, date: 2026-11-18}]
        handoffs: [{to: security, date: 2026-11-17}]
        updates: [{date: 2026-11-18, by: ada, state: at_risk, text: The bank is slow}]
        comments: [{by: bo, date: 2026-11-19, text: "Staging is *done*"}]
        time: [{date: 2026-11-18, spent: 3h, by: ada}]
        labels: [payments]
        """,
    "work/items/OPS-B.yml": "title: Order the certificates\nstatus: doing\ntype: change\nteam: platform\n",
    "work/items/OPS-C.md": """\
        ---
        title: Safe payments
        status: ready
        type: change
        owner: bo
        disciplines: [change_management]
        ---
        One **body**.
        """,
    "work/items/OPS-D.yml": """\
        title: Old work
        status: done
        type: change
        owner: ada
        closed: {reason: shipped}
        former_ids: [OPS-OLD]
        """,
    "work/goals/payments.yml": """\
        name: Payments work
        outcome: Nobody notices
        owner: bo
        period: 2026-Q4
        portfolio: core
        intended_share: 30%
        key_results:
          - {id: failed, text: Failed payments, from: 12, to: 3, readings: [{date: 2026-11-01, value: 7}]}
          - {id: providers, text: Providers, from: 1, to: 2}
        updates: [{date: 2026-11-16, by: bo, state: on_track, text: Going well}]
        """,
    "work/portfolios.yml": "core: {name: Core, owner: bo, purpose: What customers pay for}\n",
    "work/cadences.yml": """\
        planning: {name: Planning, purpose: Agree, teams: [platform], every: monday, at: "09:30", agenda: [promises]}
        """,
    "work/notes/planning/2026-11-16.md": """\
        ---
        attended: [ada]
        decisions: [Certificates first]
        actions: [OPS-A]
        ---
        Short.
        """,
    "work/standards/ready.yml": """\
        kind: ready
        name: Ready
        checks:
          outcome: {text: Has an outcome, must: "outcome != ''"}
          impact: {text: Impact understood}
        """,
    "work/disciplines.yml": """\
        operations: {name: Operations, layer: functional}
        change_management: {name: Change management, layer: specialized}
        planning: {name: Planning, layer: universal}
        """,
    "work/principles/clarity_over_chaos.yml": """\
        name: Clarity over chaos
        statement: People know what matters
        component: clarity
        measures: [owned_share, cycle_time]
        """,
}

# What another tracker knew of the same system, as lines of work/history/.
PAST = {
    "work/history/2026.jsonl": """\
        {"item": "OPS-D", "field": "status", "old": null, "new": "ready", "at": "2026-10-01T09:00:00+00:00"}
        {"item": "OPS-D", "field": "owner", "old": null, "new": "ada", "at": "2026-10-01T09:00:00+00:00"}
        {"item": "OPS-D", "field": "team", "old": null, "new": "platform", "at": "2026-10-01T09:00:00+00:00"}
        {"item": "OPS-D", "field": "status", "old": "ready", "new": "doing", "at": "2026-10-05T09:00:00+00:00"}
        {"item": "OPS-D", "field": "status", "old": "doing", "new": "done", "at": "2026-10-09T16:00:00+00:00"}
        {"item": "OPS-A", "field": "status", "old": null, "new": "ready", "at": "2026-11-02T09:00:00+00:00"}
        {"item": "OPS-A", "field": "owner", "old": null, "new": "bo", "at": "2026-11-02T09:00:00+00:00"}
        {"item": "OPS-A", "field": "due", "old": null, "new": "2026-11-13", "at": "2026-11-02T09:00:00+00:00"}
        {"item": "OPS-A", "field": "status", "old": "ready", "new": "doing", "at": "2026-11-09T09:00:00+00:00"}
        {"item": "OPS-A", "field": "owner", "old": "bo", "new": "ada", "at": "2026-11-09T09:05:00+00:00"}
        {"item": "OPS-A", "field": "due", "old": "2026-11-13", "new": "2026-11-20", "at": "2026-11-12T10:00:00+00:00"}
        {"item": "OPS-A", "field": "blocked", "old": null, "new": {"reason": "bank"}, "at": "2026-11-19T10:00:00+00:00"}
        {"item": "OPS-B", "field": "status", "old": null, "new": "doing", "at": "2026-11-18T10:00:00+00:00"}
        """,
}
