"""Three versions of a file come to one, field by field; only what both sides changed differently is left open."""

import sys
from pathlib import Path
from textwrap import dedent

import pytest

from tests.edit.branches import commit_branches, decide, make_branches, merge_branches
from tests.repositories import commit, git
from worksystem.edit import EditError
from worksystem.edit.driver import install, merge_files
from worksystem.edit.merge import merge_texts, render
from worksystem.source.parse import parse_yaml

BASE = """\
    # the gateway
    title: Rotate the certificates
    status: ready
    owner: ada  # for now
    due: 2026-12-01
    priority: {value: 8, urgency: 5}
    labels:
      - payments
      - security
    acceptance:
      - {text: Both gateways serve it, done: no}
      - {text: Alert fires, done: no}

    # talk
    comments:
      - by: bo
        date: 2026-11-18
        text: Staging is done
    description: |
      First.

      Last.
    """


def merge(base: str, ours: str, theirs: str, path: str = "work/items/OPS-1.yml") -> str:
    merged = merge_texts(path, *map(dedent, (base, ours, theirs)))
    assert merged.why == ""
    return render(merged.pieces)


def changed(*pairs: tuple[str, str]) -> str:
    text = dedent(BASE)
    for old, new in pairs:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


def test_neighbouring_fields_are_no_conflict() -> None:
    ours, theirs = changed(("status: ready", "status: in_progress")), changed(("owner: ada", "owner: bo"))
    assert merge(BASE, ours, theirs) == changed(("status: ready", "status: in_progress"), ("owner: ada", "owner: bo"))


def test_one_field_changed_by_both_is_left_open_alone() -> None:
    ours = changed(("2026-12-01", "2026-12-02"), ("status: ready", "status: done"))
    theirs = changed(("2026-12-01", "2026-12-03"), ("owner: ada", "owner: bo"))
    marked = "<<<<<<< ours\ndue: 2026-12-02\n=======\ndue: 2026-12-03\n>>>>>>> theirs"
    expected = changed(("status: ready", "status: done"), ("owner: ada", "owner: bo"), ("due: 2026-12-01", marked))
    assert merge(BASE, ours, theirs) == expected


def test_the_same_change_on_both_sides_is_no_conflict() -> None:
    both = changed(("2026-12-01", "2026-12-02"))
    assert merge(BASE, both, both.replace("2026-12-02", '"2026-12-02"')) == both


def test_two_additions_to_one_list_are_both_kept_and_removals_honoured() -> None:
    ours = changed(("  - security\n", "  - security\n  - ours\n"))
    theirs = changed(("  - payments\n", ""), ("  - security\n", "  - security\n  - theirs  # new\n"))
    expected = changed(("  - payments\n  - security\n", "  - security\n  - ours\n  - theirs  # new\n"))
    assert merge(BASE, ours, theirs) == expected


def test_entries_are_known_by_what_names_them() -> None:
    ours = changed(("Both gateways serve it, done: no", "Both gateways serve it, done: yes"), ("is done", "is done."))
    theirs = changed(
        ("  - {text: Alert fires, done: no}\n", "  - {text: New, done: no}\n  - {text: Alert fires, done: yes}\n"),
        ("  - by: bo\n", "  - {by: cy, date: 2026-11-17, text: Before}\n  - by: bo\n"),
    )
    expected = changed(
        ("Both gateways serve it, done: no", "Both gateways serve it, done: yes"),
        ("is done", "is done."),
        ("  - {text: Alert fires, done: no}\n", "  - {text: New, done: no}\n  - {text: Alert fires, done: yes}\n"),
        ("  - by: bo\n", "  - {by: cy, date: 2026-11-17, text: Before}\n  - by: bo\n"),
    )
    assert merge(BASE, ours, theirs) == expected


def test_an_entry_that_nothing_names_is_known_by_its_place() -> None:
    base = "do:\n  - {escalate: role:lead, note: a}\n  - {move: done}\n"
    ours, theirs = base.replace("role:lead", "role:duty"), base.replace("note: a", "note: b")
    assert merge(base, ours, theirs) == "do:\n  - {escalate: role:duty, note: b}\n  - {move: done}\n"


def test_two_comments_of_one_person_and_day_are_two_and_the_same_one_is_one() -> None:
    mine, other = (f"  - {{by: ada, date: 2026-11-20, text: {text}}}\n" for text in ("Mine", "Other"))
    text = "    text: Staging is done\n"
    ours, theirs = changed((text, text + mine)), changed((text, text + other + mine))
    assert merge(BASE, ours, theirs) == changed((text, text + other + mine))


def test_fields_in_brackets_merge_one_by_one() -> None:
    ours, theirs = changed(("value: 8", "value: 9")), changed(("urgency: 5", "urgency: 6, effort: 1"))
    assert "priority: {value: 9, urgency: 6, effort: 1}\n" in merge(BASE, ours, theirs)


def test_a_field_in_brackets_that_both_changed_leaves_its_line_open() -> None:
    merged = merge_texts("a.yml", dedent(BASE), changed(("value: 8", "value: 9")), changed(("value: 8", "value: 7")))
    assert [conflict.field for conflict in merged.conflicts] == ["priority"]


def test_a_field_taken_out_here_and_changed_there_is_left_open() -> None:
    ours, theirs = changed(("due: 2026-12-01\n", "")), changed(("2026-12-01", "2026-12-03"))
    marked = "<<<<<<< ours\n=======\ndue: 2026-12-03\n>>>>>>> theirs\n"
    assert merge(BASE, ours, theirs) == changed(("due: 2026-12-01\n", marked))


def test_a_field_taken_out_by_one_side_is_out() -> None:
    ours, theirs = changed(("due: 2026-12-01\n", "")), changed(("owner: ada", "owner: bo"))
    assert merge(BASE, ours, theirs) == changed(("due: 2026-12-01\n", ""), ("owner: ada", "owner: bo"))


def test_what_both_sides_emptied_together_is_empty() -> None:
    ours, theirs = changed(("  - payments\n", "")), changed(("  - security\n", ""))
    assert merge(BASE, ours, theirs) == changed(("labels:\n  - payments\n  - security\n", "labels: []\n"))


def test_comments_of_both_sides_survive() -> None:
    ours = changed(("status: ready", "status: done  # yes"), ("# talk", "# talk, and more"), ("# for now", "# still"))
    theirs = changed(("status: ready", "# mind\nstatus: ready"), ("owner: ada", "owner: bo"), ("# the", "# of the"))
    expected = changed(
        ("status: ready", "# mind\nstatus: done  # yes"),
        ("# talk", "# talk, and more"),
        ("ada  # for now", "bo  # still"),
        ("# the", "# of the"),
    )
    assert merge(BASE, ours, theirs) == expected


def test_the_layout_of_our_side_and_of_what_they_added_is_kept() -> None:
    ours = changed(("labels:\n  - payments\n  - security\n", "labels: [payments,  security]\n"))
    theirs = changed(("due:", "goal:   'calm'\ndue:"))
    expected = changed(
        ("labels:\n  - payments\n  - security\n", "labels: [payments,  security]\n"), ("due:", "goal:   'calm'\ndue:")
    )
    assert merge(BASE, ours, theirs) == expected


def test_lists_in_lines_and_in_brackets_merge() -> None:
    base = "title: A\n"
    assert merge(base, base + "labels: [a]\n", base + "labels:\n  - b\n") == base + "labels:\n  - a\n  - b\n"


def test_what_they_indent_otherwise_is_put_in_our_columns() -> None:
    base = "title: A\n"
    ours = base + "comments:\n  - by: bo\n    text: one\n"
    theirs = base + "comments:\n- by: ada\n  text: |\n    two\n    lines\n"
    expected = ours + "  - by: ada\n    text: |\n      two\n      lines\n"
    assert merge(base, ours, theirs) == expected


def test_text_over_several_lines_merges_by_its_lines() -> None:
    ours, theirs = changed(("  First.", "  The first.")), changed(("  Last.", "  The last."))
    assert merge(BASE, ours, theirs) == changed(("  First.", "  The first."), ("  Last.", "  The last."))


def test_records_in_one_file_merge_record_by_record() -> None:
    base = "ada:\n  name: Ada\n  capacity: 32h\nbo:\n  name: Bo\n"
    ours = base.replace("32h", "20h").replace("bo:\n  name: Bo\n", "bo:\n  name: Bo\ncy:\n  name: Cy\n")
    theirs = base.replace("ada:\n", "ada:\n  title: Engineer\n") + "dee:\n  name: Dee\n"
    expected = (
        "ada:\n  title: Engineer\n  name: Ada\n  capacity: 20h\nbo:\n  name: Bo\ncy:\n  name: Cy\ndee:\n  name: Dee\n"
    )
    assert merge(base, ours, theirs, "work/people.yml") == expected


def test_front_matter_merges_by_field_and_the_text_below_by_line() -> None:
    base = "---\nstatus: ready\nowner: ada\n---\n# About\n\nOne.\n\nTwo.\n"
    ours = base.replace("ready", "done").replace("One", "ONE")
    theirs = base.replace("ada", "bo").replace("Two", "TWO")
    expected = "---\nstatus: done\nowner: bo\n---\n# About\n\nONE.\n\nTWO.\n"
    assert merge(base, ours, theirs, "work/items/OPS-1.md") == expected


def test_line_ends_and_a_missing_last_one_are_those_of_our_side() -> None:
    ours = "status: done\r\nowner: ada"
    assert merge("status: ready\nowner: ada\n", ours, "status: ready\nowner: bo\n") == "status: done\r\nowner: bo"


def test_two_files_created_under_one_name_are_never_mixed() -> None:
    ours, theirs = "title: A\nstatus: ready\n", "title: B\nstatus: ready\nowner: bo\n"
    assert render(merge_texts("a.yml", "", ours, theirs).pieces) == (
        f"<<<<<<< ours\n{ours}=======\n{theirs}>>>>>>> theirs\n"
    )


def test_lists_that_both_reordered_are_left_open() -> None:
    base, ours, theirs = (f"labels: [{order}]\ntitle: A\n" for order in ("a, b, c", "b, a, c", "c, b, a"))
    assert [each.field for each in merge_texts("a.yml", base, ours, theirs).conflicts] == ["labels"]


@pytest.mark.parametrize(
    ("ours", "why"),
    [
        ("status: [\n", "our side cannot be read"),
        ("status: done\nstatus: ready\n", "our side cannot be read"),
        ("status: &a done\nowner: *a\n", "our side refers to values by name (`&` and `*`)"),
        ("just text\n", "it is not written field by field"),
    ],
)
def test_what_cannot_be_taken_apart_is_merged_by_line_and_says_so(ours: str, why: str) -> None:
    merged = merge_texts("a.yml", "status: ready\nowner: ada\n", ours, "status: ready\nowner: bo\n")
    assert merged.why == why
    assert merged.conflicts


def test_marks_of_any_length_in_a_text_are_not_taken_for_ours() -> None:
    base = "---\ntitle: A\n---\nOne\n=======\n\nTwo\n"
    ours, theirs = base.replace("One", "ONE"), base.replace("Two", "TWO")
    assert merge(base, ours, theirs, "a.md") == base.replace("One", "ONE").replace("Two", "TWO")


@pytest.mark.parametrize("seed", range(4))
def test_500_edits_on_200_items_lose_nothing_and_only_disagreements_are_left_open(seed: int) -> None:
    done = make_branches(seed)
    open_fields, merged = set(), {**done.our_texts, **done.their_texts}
    for path, base in done.base.items():
        found = merge_texts(path, base, done.our_texts[path], done.their_texts[path])
        assert found.why == ""
        merged[path] = render(found.pieces)
        open_fields |= {(path, conflict.field) for conflict in found.conflicts}
    assert open_fields == done.disagreements
    for name, side in (("ours", done.ours), ("theirs", done.theirs)):
        decided = {path: decide(text, name) for path, text in merged.items()}
        assert all(parse_yaml(path, text).readable for path, text in decided.items())
        assert done.lost(side, decided) == []


def test_git_merges_two_branches_by_field_and_says_which_files_disagree(tmp_path: Path) -> None:
    done = make_branches(7, items=60, edits=200)
    commit_branches(tmp_path, done)
    _, by_line = merge_branches(tmp_path)
    install(tmp_path)
    texts, by_field = merge_branches(tmp_path)
    assert by_field == {path for path, _ in done.disagreements}
    assert by_field < by_line
    for name, side in (("ours", done.ours), ("theirs", done.theirs)):
        assert done.lost(side, {path: decide(text, name) for path, text in texts.items()}) == []


def test_git_merges_by_line_where_the_environment_is_gone(tmp_path: Path) -> None:
    commit(tmp_path, {"work/items/OPS-1.yml": "a: 1\nb: 1\nc: 1\nd: 1\n"}, "2026-01-01")
    install(tmp_path)
    driver = git(tmp_path, "config", "merge.worksystem.driver")
    git(tmp_path, "config", "merge.worksystem.driver", driver.replace(sys.executable, "/nowhere/python"))
    git(tmp_path, "switch", "--quiet", "--create", "other")
    commit(tmp_path, {"work/items/OPS-1.yml": "a: 2\nb: 1\nc: 1\nd: 1\n"}, "2026-01-02")
    git(tmp_path, "switch", "--quiet", "main")
    commit(tmp_path, {"work/items/OPS-1.yml": "a: 1\nb: 1\nc: 1\nd: 2\n"}, "2026-01-03")
    git(tmp_path, "merge", "--quiet", "--no-edit", "other")
    assert (tmp_path / "work/items/OPS-1.yml").read_text(encoding="utf-8") == "a: 2\nb: 1\nc: 1\nd: 2\n"


def test_the_driver_writes_nothing_but_our_side_and_never_opens_the_path(tmp_path: Path) -> None:
    for name, text in (("o", "a: 1\nb: 1\n"), ("a", "a: 2\nb: 1\n"), ("b", "a: 1\nb: 2\n")):
        (tmp_path / name).write_text(text, encoding="utf-8")
    merged = merge_files(tmp_path, "o", "a", "b", "../../etc/work/x.yml\n")
    assert merged.pieces == ("a: 2\nb: 2\n",)
    assert {path.name: path.read_text(encoding="utf-8") for path in tmp_path.iterdir()} == {
        "o": "a: 1\nb: 1\n",
        "a": "a: 2\nb: 2\n",
        "b": "a: 1\nb: 2\n",
    }
    with pytest.raises(EditError, match="leads out of the repository"):
        merge_files(tmp_path, "o", "../a", "b", "work/x.yml")


@pytest.mark.parametrize("ours", [b"\xff\xfe\x00", b"a: \x00\n", b"a: 1\n" * 400_000, b"[" * 100_000, b"<<<<<<< " * 9])
def test_whatever_lies_there_is_merged_or_left_open(tmp_path: Path, ours: bytes) -> None:
    for name, data in (("o", b"a: 1\n"), ("a", ours), ("b", b"a: 2\n")):
        (tmp_path / name).write_bytes(data)
    merged = merge_files(tmp_path, "o", "a", "b", "work/x.yml")
    assert merged.why
    assert ours[:50] in (tmp_path / "a").read_bytes()


def test_installing_tells_git_once_and_keeps_what_the_attributes_said(tmp_path: Path) -> None:
    commit(tmp_path, {".gitattributes": "*.png binary"}, "2026-01-01")
    assert install(tmp_path)
    assert not install(tmp_path)
    assert (tmp_path / ".gitattributes").read_text(encoding="utf-8").splitlines() == [
        "*.png binary",
        "work/**/*.yml merge=worksystem",
        "work/**/*.yaml merge=worksystem",
        "work/**/*.md merge=worksystem",
    ]
    assert "merge-driver" in git(tmp_path, "config", "merge.worksystem.driver")
