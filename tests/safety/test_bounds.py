"""Numbers, dates, paths, circles and expressions beyond all reason are findings at most."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.systems import TODAY, make_system
from worksystem.check import check
from worksystem.diagnostics import Diagnostic
from worksystem.graph.query import EvaluationProblem, Expression, ExpressionProblem, compile_expression
from worksystem.site.text import TextRenderer
from worksystem.site.urls import path_of

FLOW = "name: W\ninitial: open\nstates: {open: {name: Open, category: backlog}}\n"
BASE = {
    "work/types/task.yml": "name: Task\nworkflow: w\nprefix: A\n",
    "work/workflows/w.yml": FLOW,
    "work/people.yml": "ada: {name: Ada}\n",
}


def item(**fields: str) -> str:
    values = {"title": "T", "status": "open", "type": "task", "owner": "ada", **fields}
    return "".join(f"{name}: {value}\n" for name, value in values.items())


def found(folder: Path, files: Mapping[str, str]) -> tuple[Diagnostic, ...]:
    return check(make_system(folder, {**BASE, **files}), as_of=TODAY).diagnostics


def test_paths_that_no_disk_can_have_lead_nowhere(tmp_path: Path) -> None:
    links = '["a/\\0b", "a/%s", "a/../../../../../../../etc/hosts"]' % ("x" * 5000)
    diagnostics = found(tmp_path, {"work/items/A-1.yml": item(relates_to=links)})
    assert [each.code for each in diagnostics if each.code in ("WS226", "WS900")] == ["WS226"] * 3


@pytest.mark.parametrize("figure", ["0x" + "f" * 9000, "9" * 3999, "1e999"])
@pytest.mark.parametrize("field", ["estimate", "due", "priority", "title"])
def test_figures_of_any_length_are_read(tmp_path: Path, field: str, figure: str) -> None:
    quoted = f'{{value: {figure}, effort: "\\n"}}' if field == "priority" else figure
    diagnostics = found(tmp_path, {"work/items/A-1.yml": item(outcome='"\\n"', **{field: quoted})})
    assert "WS900" not in {each.code for each in diagnostics}


def test_days_at_the_ends_of_time_are_days(tmp_path: Path) -> None:
    files = {
        "work/people.yml": "ada: {name: Ada, capacity: 1h, leave: [{from: 0001-01-01, to: 2026-01-01}]}\n",
        "work/items/A-1.yml": item(start="0001-01-01", due="9999-12-31", estimate="999999999wd"),
        "work/items/A-2.yml": item(start="9999-12-31", due="9999-12-31", promised="{to: ada, date: 9999-12-31}"),
        "work/items/A-3.yml": item(due="0001-01-01", depends_on="[{item: A-1, lag: 999999999999999d}]"),
    }  # fmt: skip
    codes = {each.code for each in found(tmp_path, files)}
    assert "WS900" not in codes
    assert "WS407" in codes


def test_of_a_long_circle_the_beginning_is_said(tmp_path: Path) -> None:
    files = {
        f"work/items/A-{number}.yml": item(depends_on=f"[A-{100 + (number - 99) % 50}]") for number in range(100, 150)
    }
    said = next(each.message for each in found(tmp_path, files) if each.code == "WS220")
    assert said.endswith("A-110 -> A-111 -> 38 more -> A-100")


@pytest.mark.parametrize(
    "text",
    [
        "labels.all(a, labels.all(b, labels.all(c, labels.all(d, true))))",
        "[title]" + ".map(x, x + x)" * 40 + ".size() > 0",
        "[title].all(x, [" + "+".join("x" * 20) + "].all(y, size(y) > 0))",
    ],
)
def test_expressions_that_grow_without_end_are_not_compiled(text: str) -> None:
    assert isinstance(compile_expression(text, "item"), ExpressionProblem)


def test_an_expression_that_would_take_too_long_for_a_record_says_so(tmp_path: Path) -> None:
    expression = compile_expression("labels.all(a, labels.exists(b, a == b + ''))", "item")
    assert isinstance(expression, Expression)
    labels = "[%s]"
    for count, expected in ((20, True), (3000, False)):
        text = item(labels=labels % ", ".join(f"l{number}" for number in range(count)))
        workspace = make_system(tmp_path, {**BASE, "work/items/A-1.yml": text}).workspace
        held = expression.holds(workspace.items["A-1"], workspace, TODAY)
        assert held is True if expected else isinstance(held, EvaluationProblem)


def test_quotes_inside_quotes_without_end_are_shown_as_they_are() -> None:
    html = TextRenderer(lambda id: None).block(">" * 100_000 + "<b>")
    assert html == f"<pre>{'&gt;' * 100_000}&lt;b&gt;</pre>"


@pytest.mark.parametrize(
    "id", ["..", ".", "../../x", "a" * 4000, "é" * 200, "con", "NUL", "aux.txt", "x\ny", "a%2e%2e", "\udcff"]
)
def test_every_id_has_a_folder_that_every_disk_can_have(id: str) -> None:
    name = path_of("item", id).removeprefix("records/items/").removesuffix("/")
    assert not set(name) & set("/\\%\n")
    assert name.strip(".") == name != ""
    assert len(name.encode()) < 200
    assert name.lower().split(".")[0] not in ("con", "nul", "aux")
    assert path_of("item", id) != path_of("item", id + "x")
