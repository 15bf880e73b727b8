"""Keys that get another name, comments that change, and files that are written as a whole."""

from pathlib import Path

import pytest

from tests.systems import write_files
from worksystem.change import Change, Plan, Rename, Replace, Reword, SetValue
from worksystem.edit import Desk, EditError, draft_plan, list_replacements

PATH = "work/items/OPS-1.yml"
TEXT = "# on top\ntitle: Rotate\nonwer: ada  # since October\nlinks: {A: 1, b: 2}\n# alone\ndue: 2026\n"


def after(folder: Path, *changes: Change, text: str = TEXT) -> str:
    write_files(folder, {})
    (folder / "work/items").mkdir(exist_ok=True)
    (folder / PATH).write_bytes(text.encode())
    (file,) = draft_plan(folder, Plan(changes)).files
    return file.after.decode()


def test_a_key_gets_another_name_and_nothing_else_moves(tmp_path: Path) -> None:
    assert after(tmp_path, Rename(PATH, ("onwer",), "owner", "")) == TEXT.replace("onwer", "owner")
    assert after(tmp_path, Rename(PATH, ("links", "A"), "a", "")) == TEXT.replace("A: 1", "a: 1")


def test_a_key_that_stands_there_already_is_not_given_twice(tmp_path: Path) -> None:
    with pytest.raises(EditError, match="stands there already"):
        after(tmp_path, Rename(PATH, ("onwer",), "title", ""))


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_comment_goes_with_the_blanks_before_it_and_an_empty_line_with_it(tmp_path: Path, end: str) -> None:
    text = TEXT.replace("\n", end)
    beside = Reword(PATH, 3, 13, "# since October", "", "")
    assert after(tmp_path, beside, text=text) == text.replace("  # since October", "")
    assert after(tmp_path, Reword(PATH, 5, 1, "# alone", "", ""), text=text) == text.replace(f"# alone{end}", "")
    assert after(tmp_path, Reword(PATH, 5, 1, "# alone", "# two", ""), text=text) == text.replace("alone", "two")


def test_what_is_no_comment_is_not_reworded(tmp_path: Path) -> None:
    with pytest.raises(EditError, match="would read differently"):
        after(tmp_path, Reword(PATH, 2, 8, "Rotate", "Turn", ""))
    with pytest.raises(EditError, match="changed since it was read"):
        after(tmp_path, Reword(PATH, 5, 1, "# gone", "", ""))


def test_a_file_of_ours_is_written_as_a_whole_whether_it_is_there_or_not(tmp_path: Path) -> None:
    assert after(tmp_path, Replace(PATH, "title: Other\n", "")) == "title: Other\n"
    (new,) = draft_plan(tmp_path, Plan((Replace("work/new.yml", "a: 1\n", ""),))).files
    assert (new.was, new.after) == (None, b"a: 1\n")


def test_a_plan_is_made_whole_or_not_at_all_and_the_next_one_goes_on(tmp_path: Path) -> None:
    after(tmp_path, Rename(PATH, ("onwer",), "owner", ""))
    desk = Desk(tmp_path)
    desk.make(Plan((SetValue(PATH, ("title",), "Turn", ""),)))
    with pytest.raises(EditError):
        desk.make(Plan((SetValue(PATH, ("title",), "Lost", ""), Reword(PATH, 5, 1, "# gone", "", ""))))
    desk.make(Plan((Rename(PATH, ("onwer",), "owner", ""),)))
    (file,) = desk.draft().files
    assert file.after.decode() == TEXT.replace("Rotate", "Turn").replace("onwer", "owner")


def test_a_draft_as_replacements_names_the_smallest_piece(tmp_path: Path) -> None:
    after(tmp_path, Rename(PATH, ("onwer",), "owner", ""))
    (edit,) = list_replacements(draft_plan(tmp_path, Plan((Rename(PATH, ("onwer",), "owner", ""),))))
    assert (edit.path, edit.span, edit.text) == (PATH, ((3, 2), (3, 4)), "wn")
