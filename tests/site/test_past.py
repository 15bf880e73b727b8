"""The site of a past revision: its records and its handbook, a line that says so, and nothing to edit."""

from pathlib import Path

import pytest
from mkdocs.config import load_config
from mkdocs.exceptions import PluginError

from tests.repositories import commit, git
from tests.site.sites import MKDOCS, SYSTEM, Built, build_site, write_site
from tests.systems import TODAY
from worksystem.site.past import keep_known

LATER = {
    "work/items/OPS-1.yml": "title: Renamed since\nstatus: done\ntype: change\nowner: ada\nteam: platform\n",
    "content/index.md": "# Home\n\nWhat is going on now.\n",
    "content/later.md": "# Later\n\nA page of today.\n",
}
ITEM = "records/items/OPS-1/index.html"


def settings(at: str = "", as_of: str = "") -> str:
    said = ", ".join(f'{name}: "{value}"' for name, value in (("at", at), ("as_of", as_of)) if value)
    return MKDOCS.replace(f"as_of: {TODAY}", said) + "  - Later: later.md\n  - Deep: [{Later still: later.md}]\n"


def build(folder: Path, **options: str) -> Built:
    return build_site(folder, {**LATER, "mkdocs.yml": settings(**options)})


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A site with a past: the system of other tests, tagged v1, and changes since."""
    write_site(tmp_path)
    commit(tmp_path, {"work/worksystem.yml": SYSTEM["work/worksystem.yml"]}, "2026-03-01")
    git(tmp_path, "tag", "v1")
    return tmp_path


def test_records_and_handbook_are_those_of_the_revision(folder: Path) -> None:
    built = build(folder, at="v1")
    assert (built.aborted, built.said("WARNING")) == ("", [])
    assert "Rotate the payment certificates" in built.text(ITEM)
    assert "What is going on.</p>" in built.text("index.html")
    assert not (built.site / "later").exists()
    assert "Later" not in built.text("index.html")


def test_every_page_says_which_past_it_shows(folder: Path) -> None:
    revision = git(folder, "rev-parse", "--short=10", "v1")
    built = build(folder, at="v1")
    for path in ("index.html", ITEM, "items/index.html"):
        line = (
            '<div data-md-component="announce">\n<aside class="md-banner ws-past">'
            '<div class="md-banner__inner md-grid md-typeset">\n'
            f"Everything here is as it was at <b>v1</b> (commit <code>{revision}</code>), shown as of "
            '<time datetime="2026-03-01" title="Sunday 1 March 2026">1 Mar 2026</time>.'
        )
        assert built.text(path).count(line) == 1, path


def test_a_day_may_be_named_beside_the_revision(folder: Path) -> None:
    assert '<time datetime="2026-05-04"' in build(folder, at="v1", as_of="2026-05-04").text("index.html")


def test_a_past_that_nobody_chose_to_publish_says_both(folder: Path) -> None:
    unchosen = SYSTEM["work/worksystem.yml"].replace("publish: {audience: internal}", "")
    files = {**LATER, "mkdocs.yml": settings(at="v1"), "work/worksystem.yml": unchosen}
    text = build_site(folder, files).text("index.html")
    assert text.count('<aside class="md-banner ws-past">') == 1
    assert text.count('<aside class="md-banner md-banner--warning ws-unpublished">') == 1


def test_nobody_edits_the_past_by_a_link(folder: Path) -> None:
    paths = ("index.html", ITEM)
    links = {at: ["forge.example/works/edit" in build(folder, at=at).text(path) for path in paths] for at in ("v1", "")}
    assert links == {"v1": [False, False], "": [True, True]}


def test_todays_site_says_nothing_of_the_past(folder: Path) -> None:
    built = build(folder)
    assert "ws-past" not in "".join(text for path, text in built.files().items() if path.endswith(".html"))
    assert "Renamed since" in built.text(ITEM)
    assert (built.site / "later" / "index.html").is_file()


def test_the_environment_names_the_revision_through_mkdocs_own_tag(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    options = settings().replace("worksystem: {}", "worksystem: {at: !ENV WORKSYSTEM_AT, as_of: !ENV WORKSYSTEM_AS_OF}")
    monkeypatch.setenv("WORKSYSTEM_AT", "2026-03-01")
    monkeypatch.setenv("WORKSYSTEM_AS_OF", "2026-03-02")
    built = build_site(folder, {**LATER, "mkdocs.yml": options})
    assert "Rotate the payment certificates" in built.text(ITEM)
    assert '<time datetime="2026-03-02"' in built.text("index.html")
    monkeypatch.delenv("WORKSYSTEM_AT")
    assert "Renamed since" in build_site(folder, {**LATER, "mkdocs.yml": options}).text(ITEM)


def test_a_revision_that_git_does_not_know_stops_the_build_in_words(folder: Path) -> None:
    write_site(folder, {"mkdocs.yml": settings(at="v2")})
    config = load_config(str(folder / "mkdocs.yml"))
    with pytest.raises(PluginError, match='cannot go back to "v2": git knows no commit of that name; name a commit'):
        config.plugins.on_config(config)


def test_a_navigation_keeps_what_there_is() -> None:
    nav = [
        {"Home": "index.md"},
        "later.md",
        {"Guide": [{"Later": "later.md"}]},
        {"Reference": [{"Later": "later.md"}, {"Terms": "terms.md"}]},
        {"Elsewhere": "https://example.org/later.md"},
        {"Folder": "boards/"},
    ]
    assert keep_known(nav, {"index.md", "terms.md"}.__contains__) == [
        {"Home": "index.md"},
        {"Reference": [{"Terms": "terms.md"}]},
        {"Elsewhere": "https://example.org/later.md"},
        {"Folder": "boards/"},
    ]
    assert keep_known(["later.md"], {"index.md"}.__contains__) is None
    assert keep_known(None, {"index.md"}.__contains__) is None
