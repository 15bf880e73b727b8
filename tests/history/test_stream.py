"""Chains and what was brought along as one stream: what belongs together, and what stays apart."""

from collections.abc import Iterable
from datetime import datetime

from msgspec.structs import replace

from tests.history.landings import PLAN, added, broken, changed, deleted, land, renamed, said
from worksystem.history import Event, Plan, Step, Stream, Written, build_stream

Told = list[tuple[str, str, object, object]]


def stream(*commits: tuple[Step, ...], brought: Iterable[Event] = (), plan: Plan = PLAN) -> Stream:
    return build_stream([land(*commits)], plan, tuple(brought), counted=[0])


def told(found: Stream, key: str) -> Told:
    """Day or commit, field, before and after of one item's events."""
    (thread,) = (each for each in found.threads if each.key == key)
    return [(each.commit or each.at[:10], each.field, each.old, each.new) for each in thread.events]


def keys(found: Stream) -> list[tuple[str, str]]:
    return [(each.key, each.path) for each in found.threads]


def was(item: str, field: str, old: Written, new: Written, at: str) -> Event:
    at = f"{at}T09:00:00+00:00"
    return Event(item, field, old, new, at, datetime.fromisoformat(at), "", "")


def ready(id: str, path: str = "", *, former: tuple[str, ...] = ()) -> Step:
    return added(path or f"{id}.yml", said(id, "ready", former=former))


class TestJoining:
    def test_a_file_deleted_and_brought_back_is_one_item_with_a_gap(self) -> None:
        found = stream((ready("A"),), (deleted("A.yml"),), (), (added("A.yml", said("A", "doing")),))
        assert told(found, "A") == [
            ("c1", "path", None, "A.yml"),
            ("c1", "status", None, "ready"),
            ("c2", "path", "A.yml", None),
            ("c4", "path", None, "A.yml"),
            ("c4", "status", "ready", "doing"),
        ]
        (gap,) = found.gaps
        assert (gap.item, gap.start[:10], gap.end[:10]) == ("A", "2026-01-02", "2026-01-04")

    def test_it_may_go_and_come_as_often_as_it_likes(self) -> None:
        found = stream((ready("A"),), (deleted("A.yml"),), (ready("A"),), (deleted("A.yml"),), (ready("A"),))
        assert keys(found) == [("A", "A.yml")]
        assert len(found.gaps) == 2

    def test_what_a_file_says_no_more_when_it_comes_back_has_ended(self) -> None:
        before = added("A.yml", said("A", "ready", owner="ada"))
        found = stream((before,), (deleted("A.yml"),), (added("A.yml", said("A", "ready")),))
        assert told(found, "A")[-2:] == [("c3", "path", None, "A.yml"), ("c3", "owner", "ada", None)]

    def test_a_file_deleted_where_another_of_its_id_appears_has_moved(self) -> None:
        found = stream((ready("A", "a/A.yml"),), (deleted("a/A.yml"), added("b/A.yml", said("A", "done"))))
        assert told(found, "A")[2:] == [("c2", "path", "a/A.yml", "b/A.yml"), ("c2", "status", "ready", "done")]
        assert found.gaps == ()

    def test_the_id_that_counts_is_the_one_that_it_had_when_it_went_and_when_it_came(self) -> None:
        found = stream(
            (ready("A"),),
            (deleted("A.yml"),),
            (ready("A"),),
            (renamed("A.yml", "B.yml", said("B", "done")),),
        )
        assert keys(found) == [("B", "B.yml")]
        assert told(found, "B")[-1] == ("c4", "status", "ready", "done")

    def test_files_of_one_id_at_the_same_time_stay_apart(self) -> None:
        found = stream((ready("A", "one/A.yml"), ready("A", "two/A.yml")), (changed("two/A.yml", said("A", "done")),))
        assert keys(found) == [("A", "one/A.yml"), ("A~2", "two/A.yml")]
        assert told(found, "A~2")[-1] == ("c2", "status", "ready", "done")
        assert found.twice == ("A",)

    def test_nobody_knows_which_of_two_goes_on_with_what_ended(self) -> None:
        found = stream((ready("A", "old.yml"),), (deleted("old.yml"),), (ready("A", "one.yml"), ready("A", "two.yml")))
        assert keys(found) == [("A", "one.yml"), ("A~2", "two.yml"), ("A~3", "old.yml")]

    def test_what_overlaps_is_not_joined(self) -> None:
        found = stream((ready("A", "old.yml"),), (ready("A", "new.yml"),), (deleted("old.yml"),))
        assert keys(found) == [("A", "new.yml"), ("A~2", "old.yml")]
        assert found.twice == ()

    def test_a_former_id_joins_what_had_it(self) -> None:
        found = stream((ready("A"),), (deleted("A.yml"),), (ready("B", former=("A",)),))
        assert keys(found) == [("B", "B.yml")]
        assert told(found, "B")[2:] == [("c2", "path", "A.yml", None), ("c3", "path", None, "B.yml")]

    def test_former_ids_reach_back_several_times(self) -> None:
        found = stream(
            (ready("A"),),
            (deleted("A.yml"), ready("B", former=("A",))),
            (deleted("B.yml"), ready("C", former=("B",))),
        )
        assert keys(found) == [("C", "C.yml")]
        assert [each[2:] for each in told(found, "C") if each[1] == "path"] == [
            (None, "A.yml"),
            ("A.yml", "B.yml"),
            ("B.yml", "C.yml"),
        ]

    def test_a_former_id_that_two_say_joins_neither(self) -> None:
        found = stream((ready("A"),), (deleted("A.yml"),), (ready("B", former=("A",)), ready("C", former=("A",))))
        assert keys(found) == [("A", "A.yml"), ("B", "B.yml"), ("C", "C.yml")]

    def test_a_former_id_of_what_is_still_there_joins_nothing(self) -> None:
        found = stream((ready("A"),), (ready("B", former=("A",)),), (deleted("A.yml"),))
        assert keys(found) == [("A", "A.yml"), ("B", "B.yml")]

    def test_a_file_that_never_said_its_id_goes_by_its_path(self) -> None:
        found = stream((broken("x/A.yml"),))
        assert keys(found) == [("x/A.yml", "x/A.yml")]


class TestBroughtAlong:
    before = (was("A", "status", None, "proposed", "2025-11-01"), was("A", "status", "proposed", "ready", "2025-12-01"))

    def test_what_git_first_sees_as_it_was_known_is_no_change(self) -> None:
        found = stream((ready("A"),), (changed("A.yml", said("A", "doing")),), brought=self.before)
        assert told(found, "A") == [
            ("2025-11-01", "status", None, "proposed"),
            ("2025-12-01", "status", "proposed", "ready"),
            ("c1", "path", None, "A.yml"),
            ("c2", "status", "ready", "doing"),
        ]

    def test_what_git_first_sees_otherwise_has_changed_then(self) -> None:
        found = stream((added("A.yml", said("A", "done")),), brought=self.before)
        (event,) = (each for each in found.events if each.commit and each.field == "status")
        assert (event.old, event.new, event.old_state, event.new_state) == ("ready", "done", "ready", "done")

    def test_what_the_first_version_does_not_say_has_ended_then(self) -> None:
        found = stream((ready("A"),), brought=[*self.before, was("A", "owner", None, "ada", "2025-12-02")])
        assert told(found, "A")[-1] == ("c1", "owner", "ada", None)

    def test_what_was_known_under_a_former_id_belongs_to_the_item(self) -> None:
        found = stream((ready("B", former=("A",)),), brought=self.before)
        assert [each.item for each in found.events] == ["B", "B", "B"]

    def test_a_former_id_takes_nothing_from_an_item_that_has_it(self) -> None:
        found = stream((ready("B", former=("A",)), ready("A", "z/A.yml")), brought=self.before)
        assert [len(told(found, key)) for key in ("A", "B")] == [3, 2]

    def test_an_item_that_no_commit_knows_has_only_what_was_brought(self) -> None:
        found = build_stream([], PLAN, self.before, type_of=lambda item: {"A": "task"}[item])
        (thread,) = found.threads
        assert (thread.item, thread.type, thread.path) == ("A", "task", "")
        assert [each.new_state for each in thread.events] == ["proposed", "ready"]

    def test_a_field_that_is_not_tracked_leaves_no_event(self) -> None:
        hidden = was("A", "estimate", None, "3d", "2025-12-01"), was("B", "estimate", None, "3d", "2025-12-01")
        found = stream((ready("A"),), brought=hidden)
        assert [each.field for each in found.events] == ["path", "status"]
        assert [each.key for each in found.threads] == ["A"]

    def test_a_field_of_one_type_is_not_tracked_for_another(self) -> None:
        plan = replace(PLAN, tracked_by_type={"task": ("risk",)})
        events = (was("A", "risk", None, "low", "2025-12-01"), was("B", "risk", None, "low", "2025-12-01"))
        found = build_stream([], plan, events, type_of=lambda item: {"A": "task", "B": "idea"}[item])
        assert [each.item for each in found.events] == ["A"]


class TestStates:
    def test_a_word_that_is_no_state_has_none(self) -> None:
        found = stream((added("A.yml", said("A", "stuck")),), (changed("A.yml", said("A", "doing")),))
        assert [(each.old_state, each.new_state) for each in found.events if each.field == "status"] == [
            (None, None),
            (None, "doing"),
        ]

    def test_other_fields_have_none(self) -> None:
        found = stream((added("A.yml", said("A", owner="ready")),))
        assert {(each.old_state, each.new_state) for each in found.events} == {(None, None)}


class TestBulk:
    plan = replace(PLAN, bulk=3)
    names = ("A", "B", "C")

    def test_a_commit_that_moves_many_is_marked_and_reported(self) -> None:
        found = stream(
            tuple(ready(name) for name in self.names),
            tuple(changed(f"{name}.yml", said(name, "done")) for name in self.names),
            (changed("A.yml", said("A", "ready")), changed("B.yml", said("B", "ready"))),
            plan=self.plan,
        )
        assert [(each.commit, each.at[:10], each.items) for each in found.bulk] == [("c2", "2026-01-02", 3)]
        assert {each.commit for each in found.events if each.bulk} == {"c2"}

    def test_creating_many_is_no_bulk_move_and_neither_is_changing_another_field(self) -> None:
        found = stream(
            tuple(ready(name) for name in self.names),
            tuple(changed(f"{name}.yml", said(name, "ready", owner="ada")) for name in self.names),
            tuple(deleted(f"{name}.yml") for name in self.names),
            plan=self.plan,
        )
        assert found.bulk == ()


class TestSince:
    commits = (
        (added("A.yml", said("A", "ready", owner="ada")), ready("B"), ready("C")),
        (changed("A.yml", said("A", "doing", owner="ada")), deleted("B.yml")),
        (deleted("C.yml"),),
        (changed("A.yml", said("A", "done")),),
        (ready("C"),),
    )

    def test_what_is_older_is_one_beginning_dated_by_the_last_commit_before(self) -> None:
        found = stream(*self.commits, plan=replace(PLAN, since="2026-01-04"))
        assert told(found, "A") == [
            ("c3", "path", None, "A.yml"),
            ("c3", "status", None, "doing"),
            ("c3", "owner", None, "ada"),
            ("c4", "status", "doing", "done"),
            ("c4", "owner", "ada", None),
        ]
        assert told(found, "C") == [("c5", "path", None, "C.yml"), ("c5", "status", None, "ready")]
        assert [each.key for each in found.threads] == ["A", "C"]

    def test_what_was_brought_along_is_the_time_before(self) -> None:
        brought = (was("A", "status", None, "ready", "2025-06-01"), was("A", "status", "ready", "doing", "2025-07-01"))
        found = stream(*self.commits, plan=replace(PLAN, since="2026-01-04"), brought=brought)
        assert [each[:2] for each in told(found, "A")] == [
            ("2025-06-01", "status"),
            ("2025-07-01", "status"),
            ("c3", "path"),
            ("c3", "owner"),
            ("c4", "status"),
            ("c4", "owner"),
        ]

    def test_the_day_begins_in_the_calendars_zone(self) -> None:
        # the commits land at noon UTC, which is the next day already in the east
        plan = replace(PLAN, since="2026-01-05", timezone="Pacific/Kiritimati")
        found = stream(*self.commits, plan=plan)
        assert told(found, "A")[0][0] == "c3"

    def test_a_day_before_everything_changes_nothing(self) -> None:
        early = replace(PLAN, since="2020-01-01")
        assert stream(*self.commits, plan=early).events == stream(*self.commits).events

    def test_bulk_moves_before_it_are_not_reported(self) -> None:
        names = ("A", "B")
        plan = replace(PLAN, bulk=2, since="2026-01-04")
        found = stream(
            tuple(ready(name) for name in names),
            tuple(changed(f"{name}.yml", said(name, "done")) for name in names),
            plan=plan,
        )
        assert found.bulk == ()
        assert not any(each.bulk for each in found.events)


def test_events_of_all_repositories_are_in_the_order_in_which_they_landed() -> None:
    mine = land((ready("A"),), (changed("A.yml", said("A", "doing")),))
    other = land((ready("B"),), (changed("B.yml", said("B", "doing")),))
    other = [replace(each, commit=f"d{number}") for number, each in enumerate(other, start=1)]
    found = build_stream([mine, other], PLAN)
    assert [(each.commit, each.item) for each in found.events if each.field == "status"] == [
        ("c1", "A"),
        ("d1", "B"),
        ("c2", "A"),
        ("d2", "B"),
    ]
