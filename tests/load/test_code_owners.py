"""The repository is looked at for code owners only where somebody speaks of them."""

from pathlib import Path

import pytest

from tests.repositories import git, make_repository
from tests.systems import SETTINGS, TODAY, make_system
from worksystem.load import load

OWNS = "platform: {name: Platform, owns: [work/**]}\n"
FORGE = SETTINGS + "repository: {forge: %s}\n"


def test_where_nobody_speaks_of_code_owners_nothing_is_listed(tmp_path: Path) -> None:
    assert make_system(tmp_path, {"work/teams.yml": "platform: {name: Platform}\n"}).workspace.code is None


def test_a_team_that_owns_files_has_the_repository_listed_with_files_that_begin_with_a_dot(tmp_path: Path) -> None:
    code = make_system(tmp_path, {"work/teams.yml": OWNS, ".github/workflows/a.yml": ""}).workspace.code
    assert code is not None
    assert (code.path, code.text, code.work) == (".github/CODEOWNERS", None, "work")
    assert code.files == (".github/workflows/a.yml", "work/teams.yml", "work/worksystem.yml")


@pytest.mark.parametrize(
    ("forge", "files", "path"),
    [
        ("github", ("CODEOWNERS", ".github/CODEOWNERS", "docs/CODEOWNERS"), ".github/CODEOWNERS"),
        ("github", ("CODEOWNERS", "docs/CODEOWNERS"), "CODEOWNERS"),
        ("gitlab", (".gitlab/CODEOWNERS", "docs/CODEOWNERS"), "docs/CODEOWNERS"),
        ("gitlab", (".gitlab/CODEOWNERS", ".github/CODEOWNERS"), ".gitlab/CODEOWNERS"),
    ],
)
def test_the_file_is_the_one_that_the_forge_takes(
    tmp_path: Path, forge: str, files: tuple[str, ...], path: str
) -> None:
    system = make_system(tmp_path, {"work/worksystem.yml": FORGE % forge, **dict.fromkeys(files, "* @core\n")})
    code = system.workspace.code
    assert code is not None
    assert (code.path, code.text) == (path, "* @core\n")
    assert path in system.files


def test_a_forge_with_another_format_is_left_alone(tmp_path: Path) -> None:
    files = {"work/worksystem.yml": FORGE % "forgejo", "work/teams.yml": OWNS, "CODEOWNERS": ".*\\.go$ @core\n"}
    assert make_system(tmp_path, files).workspace.code is None


def test_in_a_repository_git_says_which_files_there_are(tmp_path: Path) -> None:
    folder = make_repository(
        tmp_path / "clone",
        ("2026-01-01", {"parts/work/worksystem.yml": SETTINGS, "parts/work/teams.yml": OWNS, ".gitignore": "*.log\n"}),
    )
    (folder / "a.log").write_text("ignored")
    (folder / "new file.txt").write_text("not added yet")
    code = load(folder / "parts", as_of=TODAY).workspace.code
    assert code is not None
    assert "new file.txt" in code.files
    assert "a.log" not in code.files
    assert code.work == "parts/work"


def test_files_as_they_were_once_ask_nobody(tmp_path: Path) -> None:
    folder = make_repository(tmp_path / "clone", ("2026-01-01", {"work/teams.yml": OWNS, "CODEOWNERS": "* @core\n"}))
    assert load(folder, at=git(folder, "rev-parse", "HEAD")).workspace.code is None


def test_a_link_in_place_of_the_file_is_not_followed(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.write_text("* @core\n")
    folder = tmp_path / "clone"
    folder.mkdir()
    (folder / "CODEOWNERS").symlink_to(outside)
    assert make_system(folder, {}).workspace.code is None
