"""Names of fields and figures that the settings, principles and retrospectives give."""

from pathlib import Path

import pytest

from tests.rules.base import BASE
from tests.rules.findings import tell


def without(*fields: str) -> dict[str, str]:
    """Settings that leave some fields out of the site."""
    settings = f"version: 1\nname: Example Works\npublish: {{audience: public, without: [{', '.join(fields)}]}}\n"
    return {"work/worksystem.yml": settings}


TYPE = {"work/types/task.yml": BASE["work/types/task.yml"] + "fields: {rollout: text}\n"}


@pytest.mark.parametrize(
    ("files", "lines"),
    [
        (
            without("commments", "xyz"),
            [
                "worksystem.yml:3:39 publish.without[0] = commments",
                '  publish leaves out "commments", and no record has such a field',
                '  help: did you mean "comments"?',
                "worksystem.yml:3:50 publish.without[1] = xyz",
                '  publish leaves out "xyz", and no record has such a field',
                "  help: correct it, or take it out",
            ],
        ),
        (
            without("portfolio.budgte", "portfolio.xyz"),
            [
                "worksystem.yml:3:39 publish.without[0] = portfolio.budgte",
                '  publish leaves out "portfolio.budgte", and no record has such a field',
                '  help: did you mean "portfolio.budget"?',
                "worksystem.yml:3:57 publish.without[1] = portfolio.xyz",
                '  publish leaves out "portfolio.xyz", and no record has such a field',
                "  help: correct it, or take it out",
            ],
        ),
        (
            without("people.title", "persn.title", "xyz.title"),
            [
                "worksystem.yml:3:39 publish.without[0] = people.title",
                '  publish leaves out "people.title", and no record has such a field',
                '  help: did you mean "person.title"?',
                "worksystem.yml:3:53 publish.without[1] = persn.title",
                '  publish leaves out "persn.title", and no record has such a field',
                '  help: did you mean "person.title"?',
                "worksystem.yml:3:66 publish.without[2] = xyz.title",
                '  publish leaves out "xyz.title", and no record has such a field',
                (
                    "  help: begin with a kind: assessment, cadence, discipline, goal, item, item_type, "
                    "note, person and 10 more"
                ),
            ],
        ),
        (
            without("item_types.name", "item_type.name"),
            [
                "worksystem.yml:3:39 publish.without[0] = item_types.name",
                '  publish leaves out "item_types.name", and no record has such a field',
                '  help: did you mean "item_type.name"?',
            ],
        ),
        (
            TYPE | without("rollot", "rollout", "item.rollout", "item.rollot", "goal.rollout"),
            [
                "worksystem.yml:3:39 publish.without[0] = rollot",
                '  publish leaves out "rollot", and no record has such a field',
                '  help: did you mean "rollout"?',
                "worksystem.yml:3:70 publish.without[3] = item.rollot",
                '  publish leaves out "item.rollot", and no record has such a field',
                '  help: did you mean "item.rollout"?',
                "worksystem.yml:3:83 publish.without[4] = goal.rollout",
                '  publish leaves out "goal.rollout", and no record has such a field',
                "  help: correct it, or take it out",
            ],
        ),
        ({"work/types/broken.yml": "name: [\n"} | without("xyz"), []),
        (without(), []),
        (
            without("settings.name"),
            [
                "worksystem.yml:3:39 publish.without[0] = settings.name",
                '  publish leaves out "settings.name", and no record has such a field',
                (
                    "  help: begin with a kind: assessment, cadence, discipline, goal, item, item_type, "
                    "note, person and 10 more"
                ),
            ],
        ),
        (
            without("title."),
            [
                "worksystem.yml:3:39 publish.without[0] = title.",
                '  publish leaves out "title.", and no record has such a field',
                (
                    "  help: begin with a kind: assessment, cadence, discipline, goal, item, item_type, "
                    "note, person and 10 more"
                ),
            ],
        ),
    ],
)
def test_a_field_that_no_record_has_cannot_be_left_out(tmp_path: Path, files: dict[str, str], lines: list[str]) -> None:
    assert tell(tmp_path, "WS227", files) == lines


@pytest.mark.parametrize(
    ("files", "lines"),
    [
        (
            {"work/principles/own.yml": "name: Own\nstatement: Own\nmeasures: [cycle_tme, xyz, throughput]\n"},
            [
                "principles/own.yml:3:12 measures[0] = cycle_tme",
                '  no figure is called "cycle_tme"',
                '  help: did you mean "cycle_time"?',
                "principles/own.yml:3:23 measures[1] = xyz",
                '  no figure is called "xyz"',
                "  help: name one that worksystem metrics prints, like cycle_time",
            ],
        ),
        (
            {"work/principles/own.yml": "name: Own\nstatement: Own\nmeasures: Thruput\n"},
            [
                "principles/own.yml:3:11 measures = Thruput",
                '  no figure is called "Thruput"',
                '  help: did you mean "throughput"?',
            ],
        ),
        (
            {"work/retrospectives/2026-11.yml": "team: platform\ndate: 2026-11-13\nmeasure: {metric: Cycle-Times}\n"},
            [
                "retrospectives/2026-11.yml:3:19 measure.metric = Cycle-Times",
                '  no figure is called "Cycle-Times"',
                '  help: did you mean "cycle_time"?',
            ],
        ),
        (
            {"work/retrospectives/2026-11.yml": "team: platform\ndate: 2026-11-13\nmeasure: xyz\n"},
            [
                "retrospectives/2026-11.yml:3:10 measure = xyz",
                '  no figure is called "xyz"',
                "  help: name one that worksystem metrics prints, like cycle_time",
            ],
        ),
        ({"work/retrospectives/2026-11.yml": "team: platform\ndate: 2026-11-13\nmeasure: {metric: owned_share}\n"}, []),
        ({"work/retrospectives/2026-11.yml": "team: platform\ndate: 2026-11-13\n"}, []),
    ],
)
def test_a_measure_is_a_figure_that_there_is(tmp_path: Path, files: dict[str, str], lines: list[str]) -> None:
    assert tell(tmp_path, "WS228", files) == lines
