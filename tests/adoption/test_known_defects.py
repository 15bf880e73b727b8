"""Real data nobody here wrote, held against a list of what is known to be wrong with it."""

import pytest
from benchmarks.adoption import DATA, JUDGEMENT, PLAIN, Score, read_defects, render_scores, run, score

from worksystem.check import CheckResult

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not DATA.is_dir(), reason="../shared/data does not lie beside the checkout: left out"),
]
PREFIX = "../shared/data/keps/"


@pytest.fixture(scope="module")
def result() -> CheckResult:
    return run()[0]


@pytest.fixture(scope="module")
def scores(result: CheckResult) -> dict[str, Score]:
    found = score(read_defects(DATA / "known_defects.csv"), result.diagnostics, PREFIX)
    print(render_scores(found))
    return {each.kind: each for each in found}


def test_everything_is_adopted(result: CheckResult) -> None:
    assert {kind: result.records[kind] for kind in ("item", "team", "role")} == {"item": 656, "team": 35, "role": 3}
    assert result.records["person"] >= 224


def test_plain_errors_are_found(scores: dict[str, Score]) -> None:
    plain = [scores[kind] for kind in PLAIN]
    missed = [defect for each in plain for defect in each.missed]
    share = sum(each.found for each in plain) / sum(each.defects for each in plain)
    assert share >= 0.98, (render_scores(plain), missed)


def test_clean_files_give_no_false_alarm(scores: dict[str, Score]) -> None:
    plain = [scores[kind] for kind in PLAIN]
    assert [(each.place.path, each.message) for one in plain for each in one.false] == [], render_scores(plain)


def test_forms_and_judgements_are_found_too(scores: dict[str, Score]) -> None:
    others = [each for kind, each in scores.items() if kind not in PLAIN]
    assert all(each.recall >= 0.98 and each.precision >= 0.98 for each in others), render_scores(others)
    assert {each.kind for each in others} >= set(JUDGEMENT)


def test_findings_speak_the_words_of_the_files(result: CheckResult) -> None:
    ours = {"owner", "contributors", "relates_to", "latest_milestone", "created", "last_updated", "participating"}
    adopted = [each for each in result.diagnostics if each.place.path.startswith("../shared/data/")]
    assert adopted
    assert not {each.place.field.partition("[")[0] for each in adopted} & ours
    wrong_date = next(each for each in adopted if each.place.value == "2023-14-05")
    assert wrong_date.place.field == "creation-date"
    assert wrong_date.message == 'creation-date "2023-14-05" is not a date'
