"""Their keys to our fields: nested ones, forms, words, words for nothing, lists in one file, open references."""

from collections.abc import Callable, Mapping

from tests.adoption.foreign import CREWS, REQUEST, SETTINGS, said, with_collection
from worksystem.load import WorkSystem

Make = Callable[[Mapping[str, str]], WorkSystem]
PATH = "kitchen/requests/ovens/0007-second-oven/request.yaml"


def test_an_adopted_file_becomes_an_item_in_our_words(make_system: Make) -> None:
    system = make_system(with_collection())
    item = system.workspace.items["REQ-0007"]
    record = item.record
    assert (record.title, record.status, record.owner, record.team) == (
        "A second deck oven",
        "working",
        "mirela",
        "crew-ovens",
    )
    assert record.contributors == ("tom", "jun")
    assert str(record.due) == "2027-03"
    assert (record.type, item.path) == ("request", PATH)


def test_every_field_has_its_place_in_the_words_of_the_file(make_system: Make) -> None:
    item = make_system(with_collection()).workspace.items["REQ-0007"]
    places = {keys: item.at(*keys) for keys in (("status",), ("due",), ("contributors", 1), ("id",), ("goal",))}
    assert {keys: (place.span.start, place.field, place.value) for keys, place in places.items()} == {
        ("status",): ((6, 8), "stage", "baking-it"),
        ("due",): ((8, 11), "dates.wanted", "2027-03"),
        ("contributors", 1): ((4, 24), "helpers[2]", "@jun"),
        ("id",): ((1, 17), "request-number", "0007"),
        ("goal",): ((1, 1), "goal", None),
    }


def test_a_word_that_stands_for_nothing_is_a_finding_and_no_value(make_system: Make) -> None:
    assert said(make_system(with_collection())) == [("WS120", PATH, 4, "helpers[1]", "TBD")]


def test_a_list_of_nothing_but_placeholders_is_not_reported_as_empty_too(make_system: Make) -> None:
    files = with_collection(
        {
            "work/types/request.yml": "name: Request\nworkflow: requests\n"
            "fields: {helpers: {type: list, of: person, required: true}}\n",
            PATH: REQUEST.replace('["@tom", TBD, "@jun"]', "[TBD]"),
        },
        instead={"contributors:": "helpers:"},
    )
    assert said(make_system(files)) == [("WS120", PATH, 4, "helpers[0]", "TBD")]


def test_a_value_that_does_not_fit_is_named_as_the_file_names_it(make_system: Make) -> None:
    files = with_collection(
        {PATH: REQUEST.replace("2027-03", "2027-14-03").replace("headline: A second deck oven\n", "")}
    )
    findings = [(f.code, f.message, f.help) for f in make_system(files).workspace.findings if f.code != "WS120"]
    assert findings == [
        ("WS104", 'dates.wanted "2027-14-03" is not a date', "write YYYY-MM-DD; months run from 01 to 12"),
        ("WS102", "REQ-0007 has no headline", "add headline: <text>"),
    ]


def test_a_pattern_looks_at_their_text_and_keeps_the_value(make_system: Make) -> None:
    files = with_collection(
        {PATH: REQUEST.replace('"@mirela"', "mirela")},
        instead={'asked-by, strip: "@"': 'asked-by, strip: "@", pattern: "@[a-z]+", help: "begin it with @"'},
    )
    system = make_system(files)
    found = [(f.code, f.message, f.help, f.locate().value) for f in system.workspace.findings if f.code == "WS117"]
    message = 'asked-by "mirela" has not the agreed form (begin it with @)'
    assert found == [("WS117", message, "begin it with @", "mirela")]
    assert system.workspace.items["REQ-0007"].record.owner == "mirela"


def test_a_key_that_nothing_maps_is_a_finding_or_carried_along(make_system: Make) -> None:
    text = {PATH: REQUEST + "colour: red\n"}
    assert ("WS101", PATH, 9, "colour", "red") in said(make_system(with_collection(text)))
    kept = make_system(with_collection(text, more="    unmapped: keep\n"))
    assert [one[0] for one in said(kept)] == ["WS120"]
    item = kept.workspace.items["REQ-0007"]
    assert (item.extra, item.at("colour").span.start) == ({"colour": "red"}, (9, 9))


def test_parts_of_the_path_are_keys_too(make_system: Make) -> None:
    files = with_collection(
        instead={"      team: crew\n": "      team: crew\n      place: place\n"}, more="    folder: {place: 1}\n"
    )
    assert make_system(files).workspace.items["REQ-0007"].custom["place"] == "ovens"


def test_custom_fields_check_the_text_as_it_is_written(make_system: Make) -> None:
    files = with_collection(
        {PATH: REQUEST.replace("0007", "007")},
        instead={"      team: crew\n": "      team: crew\n      number: request-number\n"},
    )
    system = make_system(files)
    assert ("WS117", PATH, 1, "request-number", "007") in said(system)
    assert system.workspace.items["REQ-007"].custom["number"] == "007"


def test_several_lists_of_one_file_become_records(make_system: Make) -> None:
    settings = """\
collections:
  - kind: team
    files: crews.yaml
    each: ["crews[]", "guests[]"]
    fields: {id: slug, name: title, roles.leader: "leaders.first[].nick"}
    references: {person: open}
"""
    system = make_system({"work/worksystem.yml": SETTINGS + settings, "crews.yaml": CREWS})
    teams = system.workspace.teams
    assert {id: team.record.name for id, team in teams.items()} == {"crew-ovens": "Ovens", "crew-shop": "Shop"}
    assert [holder.person for holder in teams["crew-ovens"].record.roles["leader"]] == ["mirela", "tom"]
    place = teams["crew-ovens"].at("roles", "leader", 1)
    assert (place.span.start.line, place.field, place.value) == (4, "crews[0].leaders.first[1].nick", "tom")
    assert (teams["crew-shop"].at().span.start.line, said(system)) == (6, [])
    assert list(system.workspace.people) == ["mirela", "tom"]


def test_a_file_without_the_list_says_so(make_system: Make) -> None:
    settings = 'collections:\n  - {kind: team, files: crews.yaml, each: "teams[]", fields: {id: slug, name: title}}\n'
    system = make_system({"work/worksystem.yml": SETTINGS + settings, "crews.yaml": CREWS})
    assert [(f.code, f.message) for f in system.workspace.findings] == [("WS100", "the file has no list teams[]")]


def test_people_exist_by_being_named_if_the_name_can_be_an_id(make_system: Make) -> None:
    files = with_collection({PATH: REQUEST.replace("TBD", '"tom, or jun", "@a/b", "@../x"')})
    people = make_system(files).workspace.people
    assert list(people) == ["jun", "mirela", "tom"]
    assert all(person.is_open for person in people.values())


def test_nobody_exists_by_being_named_unless_the_collection_says_so(make_system: Make) -> None:
    system = make_system(with_collection(instead={"person: open": "person: known"}))
    assert (list(system.workspace.people), list(system.workspace.teams)) == ([], ["crew-ovens"])


def test_an_adopted_team_is_not_a_person_too(make_system: Make) -> None:
    files = with_collection(
        {"work/teams.yml": "jun: {name: Jun's team}\n"}, instead={"{person: open, team: open}": "{person: open}"}
    )
    assert list(make_system(files).workspace.people) == ["mirela", "tom"]
