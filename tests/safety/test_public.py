"""A public site tells nothing private by the way: not by what a rule of the team's own finds, not by a share."""

from pathlib import Path

import pytest

from tests.site.sites import SYSTEM, build_site

PUBLIC = SYSTEM["work/worksystem.yml"].replace("audience: internal", "audience: public")
RULES = {
    "work/people.yml": "ada: {name: Ada Nakamura, teams: {platform: 173%}, capacity: 37h}\nbo: {name: Bo Lind}\n",
    "work/rules/quotes.yml": """
        {code: NW001, for: person, must: "name == ''", message: "{name} told {capacity}", field: name, severity: error}
        """,
    "work/rules/concludes.yml": """
        code: NW002
        for: person
        must: "capacity == null || capacity > duration('100h')"
        message: "{name} told"
        field: name
        severity: error
        """,
    "work/rules/harmless.yml": """
        {code: NW003, for: person, must: "name == ''", message: "{name} is said", field: name, severity: error}
        """,
    "content/index.md": "# Home\n\n{{ home() }}\n\n{{ findings() }}\n\n{{ ownership() }}\n",
}


@pytest.mark.parametrize(("settings", "told"), [(SYSTEM["work/worksystem.yml"], True), (PUBLIC, False)])
def test_what_a_rule_or_a_share_tells_of_a_person_stays_inside(tmp_path: Path, settings: str, told: bool) -> None:
    built = build_site(tmp_path, {**RULES, "work/worksystem.yml": settings}, strict=False)
    texts = [text for path, text in built.files().items() if not path.startswith("reference/")]
    for secret in ("Ada Nakamura told", "173%"):
        assert any(secret in text for text in texts) is told
    assert any("Ada Nakamura is said" in text for text in texts)
