"""The ends of past weeks: today's rules on the files of then, counted once, and what is said where git can't tell."""

from datetime import date
from pathlib import Path

import pytest

from tests.load.pasts import item, make_past
from tests.repositories import commit, git, merge
from tests.systems import SETTINGS, make_system
from worksystem.check.weeks import count_weeks, week_ends
from worksystem.load import load
from worksystem.views.tally import Tally, Week, Weeks

TODAY = date(2026, 3, 25)
LATE = {"work/items/OPS-1.yml": item("doing", due="2026-03-10")}
DONE = {"work/items/OPS-1.yml": item("done", due="2026-03-10")}


def late(week: Week) -> int:
    """Findings against visibility, which a day that is over is among."""
    return week.tally(principle="visibility_over_assumption").warnings


def test_weeks_end_on_sundays_before_the_day() -> None:
    assert week_ends(date(2026, 3, 25), 2) == (date(2026, 3, 15), date(2026, 3, 22))
    assert week_ends(date(2026, 3, 22), 1) == (date(2026, 3, 15),)
    assert week_ends(date(2026, 3, 25), 0) == ()


def test_each_week_is_judged_by_its_own_files_as_of_its_own_day(tmp_path: Path) -> None:
    folder = make_past(tmp_path, ("2026-03-02", LATE), ("2026-03-18", DONE))
    found = count_weeks(load(folder, as_of=TODAY), 3)
    assert [(week.day, late(week)) for week in found.weeks] == [
        (date(2026, 3, 8), 0),  # not due yet
        (date(2026, 3, 15), 1),
        (date(2026, 3, 22), 0),  # done
    ]
    assert found.note == ""


def test_of_no_week_nothing_is_counted(tmp_path: Path) -> None:
    assert count_weeks(load(make_past(tmp_path), as_of=TODAY), 0) == Weeks(())


def test_weeks_before_the_first_commit_have_no_point(tmp_path: Path) -> None:
    folder = make_past(tmp_path)
    found = count_weeks(load(folder, as_of=date(2026, 1, 14)), 4)
    assert [week.day for week in found.weeks] == [date(2026, 1, 4), date(2026, 1, 11)]


def test_a_week_in_which_there_was_no_work_system_yet_has_no_point(tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet", "--initial-branch=main")
    git(tmp_path, "commit", "--quiet", "--allow-empty", "--message", "begin", at="2026-03-02T12:00:00+00:00")
    commit(tmp_path, {"work/worksystem.yml": SETTINGS}, "2026-03-17")
    found = count_weeks(load(tmp_path, as_of=TODAY), 3)
    assert ([week.day for week in found.weeks], found.note) == ([date(2026, 3, 22)], "")


def test_a_week_whose_files_cannot_be_read_is_said(tmp_path: Path) -> None:
    broken = {"work/worksystem.yml": "version: [\n"}
    mended = {"work/worksystem.yml": SETTINGS}
    folder = make_past(tmp_path, ("2026-03-10", broken), ("2026-03-17", mended))
    found = count_weeks(load(folder, as_of=TODAY), 3)
    assert [week.day for week in found.weeks] == [date(2026, 3, 8), date(2026, 3, 22)]
    assert found.note == "One week could not be read."


def test_a_second_count_asks_the_cache(tmp_path: Path) -> None:
    folder = make_past(tmp_path, ("2026-03-02", LATE))
    system, said = load(folder, as_of=TODAY), list[str]()
    first = count_weeks(system, 2, progress=said.append)
    assert count_weeks(system, 2, progress=said.append) == first
    assert said == ["counting what was found at the end of two weeks"]


def test_several_processes_count_the_same(tmp_path: Path) -> None:
    folder = make_past(tmp_path, ("2026-03-02", LATE), ("2026-03-18", DONE))
    system = load(folder, as_of=TODAY)
    shared = count_weeks(system, 3, processes=2)
    (folder / ".git" / "worksystem" / "cache.sqlite").unlink()
    assert count_weeks(system, 3) == shared


@pytest.mark.parametrize("in_git", [False, True], ids=["no repository", "commits of this week only"])
def test_without_a_past_it_is_said_why(tmp_path: Path, in_git: bool) -> None:
    folder = make_system(tmp_path, {}).folder
    why = "The files are in no git repository, so nothing is known of the past."
    if in_git:
        commit(folder, {"work/worksystem.yml": SETTINGS}, "2026-03-24")
        why = "No commit is older than 22 Mar 2026, the end of the last whole week."
    assert count_weeks(load(folder, as_of=TODAY), 2) == Weeks((), why)


def test_files_from_outside_the_repository_have_no_past_here(tmp_path: Path) -> None:
    settings = (
        SETTINGS + "collections: [{kind: team, root: ../there, files: teams.yml, each: 'teams[]', fields: {id: id}}]\n"
    )
    (tmp_path / "there").mkdir()
    folder = make_past(tmp_path / "here", ("2026-03-02", {"work/worksystem.yml": settings}))
    found = count_weeks(load(folder, as_of=TODAY), 2)
    assert found == Weeks((), "Some files lie outside the repository, so git cannot say what they were.")


def test_tallies_add_up() -> None:
    week = Week(TODAY, {("a", "x"): Tally(1, 2, 0), ("a", ""): Tally(0, 0, 3), ("b", "x"): Tally(0, 1, 0)})
    assert week.tally() == Tally(1, 3, 3)
    assert week.tally(team="x") == Tally(1, 3, 0)
    assert week.tally(principle="a", team="") == Tally(notes=3)
    assert week.tally().words == ("one error", "three warnings", "three notes")


@pytest.mark.parametrize(("zone", "found"), [("Europe/Lisbon", [1, 0]), ("Asia/Tokyo", [1, 1])])
def test_a_week_ends_at_midnight_where_the_work_is_done(tmp_path: Path, zone: str, found: list[int]) -> None:
    files = {**LATE, "work/worksystem.yml": f"{SETTINGS}calendar: {{timezone: {zone}}}\n"}
    folder = make_past(tmp_path, ("2026-03-02", files), ("2026-03-22T20:00:00+00:00", DONE))
    weeks = count_weeks(load(folder, as_of=TODAY), 2).weeks
    assert [late(week) for week in weeks] == found


def test_what_was_done_on_a_branch_counts_from_the_day_it_was_merged(tmp_path: Path) -> None:
    folder = make_past(tmp_path, ("2026-03-02", LATE))
    merge(folder, "branch", [("2026-03-12", DONE)], "2026-03-18T12:00:00+00:00")
    weeks = count_weeks(load(folder, as_of=TODAY), 2).weeks
    assert [late(week) for week in weeks] == [1, 0]


def test_what_is_published_since_is_counted_anew(tmp_path: Path) -> None:
    folder, said = make_past(tmp_path, ("2026-03-02", LATE)), list[str]()
    for publish in ("{audience: internal}", "{audience: internal, without: [owner]}", "{audience: public}"):
        (folder / "work/worksystem.yml").write_text(SETTINGS.replace("{audience: internal}", publish))
        count_weeks(load(folder, as_of=TODAY), 2, progress=said.append)
    assert said == ["counting what was found at the end of two weeks"] * 3
