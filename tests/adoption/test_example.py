"""The example that adopts real data: from anywhere, in the contract's words, as a site, and with no file touched."""

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from benchmarks.adoption import DATA, EXAMPLE, ROOT, TODAY
from mkdocs.commands.build import build
from mkdocs.config import load_config

from worksystem.load import WorkSystem, load

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not DATA.is_dir(), reason="../shared/data does not lie beside the checkout: left out"),
]
KEYS = {"code", "name", "severity", "message", "path", "line", "column", "field", "value", "help", "principle"}
ITEM = "KEP-1287"


def worksystem(cwd: Path, *arguments: str) -> Any:
    command = [sys.executable, "-m", "worksystem", *arguments]
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)
    assert done.returncode in (0, 1), done.stderr
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def system() -> WorkSystem:
    return load(EXAMPLE, as_of=TODAY)


@pytest.fixture(scope="module")
def before() -> Mapping[str, tuple[int, int]]:
    return {str(path): (path.stat().st_mtime_ns, path.stat().st_size) for path in sorted(DATA.parent.rglob("*"))}


def test_the_contract_holds_from_the_root_and_from_elsewhere(
    tmp_path: Path, before: Mapping[str, tuple[int, int]]
) -> None:
    asked = ("check", "--format", "json", "--as-of", TODAY.isoformat())
    printed = worksystem(ROOT, "-C", "examples/kubernetes", *asked)
    assert printed == worksystem(tmp_path, "-C", str(EXAMPLE), *asked)
    assert printed.keys() == {"version", "summary", "diagnostics"}
    assert (printed["version"], printed["summary"]["records"]["item"]) == (1, 656)
    found = printed["diagnostics"]
    assert {
        severity: sum(each["severity"] == severity for each in found) for severity in ("error", "warning", "note")
    } == {severity: printed["summary"][f"{severity}s"] for severity in ("error", "warning", "note")}
    for each in found:
        assert each.keys() == KEYS
        assert each["path"].startswith("../shared/data/")
        assert (ROOT / each["path"]).exists()
        assert each["line"] >= 1
        assert each["column"] >= 1
    wrong = next(each for each in found if each["value"] == "2023-14-05")
    line = (ROOT / wrong["path"]).read_text(encoding="utf-8").split("\n")[wrong["line"] - 1]
    assert line[wrong["column"] - 1 :].startswith("2023-14-05")
    assert {
        str(path): (path.stat().st_mtime_ns, path.stat().st_size) for path in sorted(DATA.parent.rglob("*"))
    } == before


def test_items_are_printed_resolved() -> None:
    (item,) = worksystem(ROOT, "-C", "examples/kubernetes", "items", "--format", "json", "--where", f"id == '{ITEM}'")
    assert (item["status"], item["category"], item["stage"], item["team"]) == (
        "implemented",
        "done",
        "stable",
        "sig-node",
    )
    assert item["milestone"].keys() == {"alpha", "beta", "stable"}
    assert item["production_readiness"].keys() == {"alpha", "beta", "stable"}
    assert "@" not in item["owner"]
    assert item["path"].startswith("../shared/data/keps/keps/sig-node/1287-")


def test_teams_have_their_roles_and_milestones_are_a_second_axis(system: WorkSystem) -> None:
    teams = system.workspace.teams
    assert len(teams) == 35
    assert all(team.record.roles.get("chair") for id, team in teams.items() if id.startswith("sig-"))
    holders = {holder.person for team in teams.values() for held in team.record.roles.values() for holder in held}
    assert holders <= system.workspace.people.keys()
    fields = system.workspace.types["kep"].record.fields
    assert {name for name, field in fields.items() if field.tracked} == {"stage", "latest_milestone", "milestone"}
    assert set(system.workspace.settings.tracked) >= {"stage", "latest_milestone", "milestone"}
    assert sum(bool(item.custom.get("milestone")) for item in system.workspace.items.values()) > 300
    assert sum(bool(item.custom.get("production_readiness")) for item in system.workspace.items.values()) > 300


def test_the_site_has_a_page_for_every_record(tmp_path: Path, system: WorkSystem) -> None:
    build(load_config(str(EXAMPLE / "mkdocs.yml"), site_dir=str(tmp_path)))
    for kind, plural in (("item", "items"), ("team", "teams"), ("person", "people"), ("role", "roles")):
        pages = {path.parent.name for path in tmp_path.glob(f"records/{plural}/*/index.html")}
        assert pages == set(system.workspace.of_kind(kind)), kind
    page = (tmp_path / "records" / "items" / ITEM / "index.html").read_text(encoding="utf-8")
    assert "v1.35" in page
    assert "sig-node" in page
    assert "2023-14-05" in (tmp_path / "findings" / "index.html").read_text(encoding="utf-8")


def test_the_example_holds_nothing_but_configuration() -> None:
    held = {path.relative_to(EXAMPLE).parts[0] for path in EXAMPLE.rglob("*") if path.is_file()}
    assert held == {"README.md", "content", "mkdocs.yml", "work"}
    assert not (EXAMPLE / "work" / "items").exists()
    assert not list((EXAMPLE / "work").glob("people*"))
