"""A public site carries no identities, leave, capacity, skills, load or time of people, in any file, in any form."""

from pathlib import Path

import pytest

from tests.site.sites import SYSTEM, Built, build_site

SETTINGS = """
    version: 1
    name: Example Works
    repository: {{forge: github, url: "https://forge.example/works", branch: main}}
    thresholds: {{wip_per_person: 1}}
    time: {{by: yes}}
    publish: {{audience: {audience}, without: [portfolio.budget, item.labels]}}
    """
PEOPLE = """
    ada:
      name: Ada Nakamura
      title: Platform engineer
      identities: {github: ada-octothorpe, git: [ada@privatemail.example]}
      teams: {platform: 37%}
      capacity: 29h
      leave:
        - {from: 2026-12-17, to: 2027-01-13}
      skills: [zymurgy, falconry]
      until: 2027-05-23
    bo: {name: Bo Lind, teams: {platform: 61%}}
    """
TIME = """
        time:
          - {date: 2026-11-18, spent: 3.75h, by: ada}
          - {date: 2026-11-19, spent: 0.875h}
        """
AWAY = SYSTEM["work/items/OPS-2.yml"].replace("owner: bo", "owner: ada") + "\n        due: 2026-12-20\n"
HOME = "# Home\n\n{{ board('change_control') }}\n\n{{ ownership('people') }}\n\n{{ findings() }}\n"
# What an internal site says; the rest is said nowhere, or only as a sum.
SHOWN = (
    "an identity",
    "the first day of leave",
    "the last day of leave",
    "a capacity in words",
    "a skill",
    "a load",
    "a finding about load",
    "a finding about leave",
    "time spent",
)
SECRETS = {
    "an identity": "ada-octothorpe",
    "an address": "privatemail",
    "the first day of leave": "2026-12-17",
    "the first day of leave in words": "17 Dec",
    "the last day of leave": "2027-01-13",
    "the last day of leave in words": "13 Jan",
    "a capacity": "29h",
    "a capacity in words": "29 hours",
    "a skill": "falconry",
    "another skill": "zymurgy",
    "a load": "in work of 1",
    "a finding about load": "items in progress rest on",
    "a finding about leave": "while ada is away",
    "time spent": "4.625 hours",
    "a single time": "3.75h",
    "another single time": "0.875h",
}


def build(folder: Path, audience: str) -> Built:
    item = SYSTEM["work/items/OPS-1.yml"]
    second = item.replace("Rotate the payment certificates", "Renew the gateway keys")
    return build_site(
        folder,
        {
            "work/items/OPS-4.yml": AWAY,
            "work/worksystem.yml": SETTINGS.format(audience=audience),
            "work/people.yml": PEOPLE,
            "work/items/OPS-1.yml": item.replace("[payments]", "[quicksilver]") + TIME,
            "work/items/OPS-3.yml": second,
            "work/portfolios.yml": "core: {name: Core business, budget: 909 thousand}\n",
            "content/index.md": HOME,
        },
        strict=False,
    )


@pytest.fixture(scope="module")
def public(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return build(tmp_path_factory.mktemp("public"), "public")


@pytest.fixture(scope="module")
def internal(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return build(tmp_path_factory.mktemp("internal"), "internal")


def holding(built: Built, text: str) -> list[str]:
    """The files of a site that hold a text, in any case of letters."""
    return [path for path, content in built.files().items() if text.lower() in content.lower()]


@pytest.mark.parametrize("what", SECRETS)
def test_a_public_site_never_says(public: Built, what: str) -> None:
    assert holding(public, SECRETS[what]) == []


@pytest.mark.parametrize("what", SHOWN)
def test_an_internal_site_does_say(internal: Built, what: str) -> None:
    assert holding(internal, SECRETS[what])


@pytest.mark.parametrize("secret", ["909 thousand", "quicksilver"])
def test_what_the_settings_leave_out_is_on_neither(public: Built, internal: Built, secret: str) -> None:
    assert holding(public, secret) == holding(internal, secret) == []


def test_both_sites_have_the_same_pages(public: Built, internal: Built) -> None:
    def pages(built: Built) -> set[str]:
        return {path for path in built.files() if path.endswith(".html")}

    assert pages(public) == pages(internal)
    assert "records/people/ada/index.html" in pages(public)


def test_no_file_of_a_public_site_is_left_unsearched(public: Built) -> None:
    looked = set(public.files())
    data = {path for path in looked if path.endswith(".json")}
    assert "search/search_index.json" in looked
    assert "sitemap.xml" in looked
    assert len(data) > 5
    for path in public.site.rglob("*"):
        name = path.relative_to(public.site).as_posix()
        if path.is_file() and not name.startswith("assets/"):
            assert name in looked or name.endswith((".gz", ".png")), name
