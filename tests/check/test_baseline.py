"""The baseline: what it knows, what is gone or came on top, how it is written, and when it cannot be read."""

from pathlib import Path

import pytest

from tests.systems import make_system
from worksystem.change import Replace
from worksystem.check.baseline import Baseline, BaselineError, find_grown, find_outgrown, read_baseline, start_baseline
from worksystem.diagnostics import Diagnostic, Severity, fingerprint
from worksystem.position import Place

PATH = "work/baseline.yml"


def found(code: str, item: str, message: str = "nobody owns it") -> Diagnostic:
    return Diagnostic(code, "a-rule", Severity.ERROR, message, Place(f"work/items/{item}.yml"))


def line(one: Diagnostic) -> str:
    path, print_ = one.place.path, fingerprint(one)
    return f'  - {{code: "{one.code}", path: "{path}", fingerprint: "{print_}", says: "{one.message}"}}\n'


def read(folder: Path, text: str) -> Baseline:
    baseline = read_baseline(make_system(folder, {}).checkout, PATH, text)
    assert baseline is not None
    return baseline


def knowing(folder: Path, *known: Diagnostic) -> Baseline:
    return read(folder, "version: 1\nknown:\n" + "".join(map(line, known)))


ONE, TWO, THREE = found("WS203", "OPS-1"), found("WS203", "OPS-2"), found("WS500", "OPS-2")


def test_two_findings_alike_are_known_only_if_the_baseline_has_both(tmp_path: Path) -> None:
    assert knowing(tmp_path, ONE, TWO).part([ONE, ONE, THREE, TWO]) == ([ONE, THREE], [ONE, TWO], ())
    assert knowing(tmp_path, ONE, ONE).part([ONE, ONE]) == ([], [ONE, ONE], ())


def test_of_two_alike_the_later_is_gone_and_what_is_gone_is_told_in_order(tmp_path: Path) -> None:
    assert knowing(tmp_path, ONE, TWO, ONE, THREE, ONE).part([ONE, TWO]) == ([], [ONE, TWO], (2, 3, 4))
    assert knowing(tmp_path, TWO, ONE).part([]) == ([], [], (0, 1))


@pytest.mark.parametrize("code", ["WS900", "WS905", "WS906"])
def test_what_the_checker_finds_about_itself_is_never_known(tmp_path: Path, code: str) -> None:
    own = found(code, "OPS-1")
    assert knowing(tmp_path, own).part([own]) == ([own], [], (0,))
    assert start_baseline(PATH).having([own, ONE])[1] == 1
    assert code not in start_baseline(PATH).having([own, ONE])[0]


def test_a_new_baseline_is_sorted_by_path_code_and_what_it_says(tmp_path: Path) -> None:
    earlier = found("WS500", "OPS-2", 'a "day" – gone')
    text, added = start_baseline(PATH).having([THREE, earlier, ONE, TWO])
    assert added == 4
    assert text == (
        "# Findings that were there when this file was written. They are not reported until they are mended,\n"
        "# and `worksystem check --write-baseline` takes out what is gone. Every line more is one step back.\n"
        "version: 1\n"
        "known:\n" + line(ONE) + line(TWO) + line(earlier).replace('"day"', '\\"day\\"') + line(THREE)
    )
    assert read(tmp_path, text).part([ONE, TWO, THREE, earlier]) == ([], [ONE, TWO, THREE, earlier], ())


def test_what_is_added_stands_before_the_first_that_comes_after_it_and_comments_stay(tmp_path: Path) -> None:
    head = "version: 1\nknown:\n  # in spring\n"
    text = f"{head}{line(TWO)}  # later\n{line(TWO)}{line(THREE)}# the end"
    between = found("WS400", "OPS-2")
    last, after = found("WS203", "OPS-3"), found("WS203", "OPS-4")
    grown = f"{head}{line(ONE)}{line(TWO)}  # later\n{line(TWO)}{line(between)}{line(THREE)}# the end\n"
    assert read(tmp_path, text).having([after, last, between, ONE]) == (f"{grown}{line(last)}{line(after)}", 4)
    assert read(tmp_path, text).having([]) == (f"{text}\n", 0)


def test_a_list_that_says_that_it_is_empty_can_grow(tmp_path: Path) -> None:
    grown, added = read(tmp_path, "version: 1\nknown: []  # so far\n").having([ONE, TWO])
    assert (grown, added) == (f"version: 1\nknown:  # so far\n{line(ONE)}{line(TWO)}", 2)


LINES = "  - code: WS400\n    path: work/items/OPS-2.yml\n    fingerprint: abc\n    says: {}\n"


@pytest.mark.parametrize(
    "between",
    [
        LINES.format("twice"),
        LINES.format("twice\n      over"),
        LINES.format(">-\n      twice\n      over"),
        "  - {code: WS400, path: work/items/OPS-2.yml,\n    fingerprint: abc, says: twice}\n",
        "  - {\n    code: WS400, path: work/items/OPS-2.yml, fingerprint: abc, says: twice,\n    }\n",
    ],
)
def test_what_is_gone_leaves_with_all_its_lines_and_without_its_neighbours(tmp_path: Path, between: str) -> None:
    head, end = "version: 1\nknown:\n  # in spring\n", "  # the end"
    baseline = read(tmp_path, f"{head}{line(ONE)}{between}{line(TWO)}{end}")
    assert [each.code for each in baseline.findings] == ["WS203", "WS400", "WS203"]
    assert baseline.without((1,)) == f"{head}{line(ONE)}{line(TWO)}{end}"
    assert baseline.without((0, 1)) == f"{head}{line(TWO)}{end}"
    assert baseline.without((2, 0)) == f"{head}{between}{end}"
    assert baseline.without(()) == baseline.text


@pytest.mark.parametrize(
    "form", ["known: [{}, {}]\n", "known: [\n  {},\n  {}\n]\n", "known:\n  -\n    {}\n  -\n    {}\n"]
)
def test_findings_that_share_a_line_are_written_anew_and_none_is_lost(tmp_path: Path, form: str) -> None:
    facts = [line(each).strip().removeprefix("- ") for each in (ONE, TWO)]
    baseline = read(tmp_path, "version: 1\n" + form.format(*facts))
    head = start_baseline("work/known.yml").having([])[0]
    assert baseline.without((0,)) == f"{head}{line(TWO)}"
    assert baseline.without((0, 1)) == head
    assert baseline.having([THREE]) == (f"{head}{line(ONE)}{line(TWO)}{line(THREE)}", 1)


FIRST, SECOND, THIRD = (f"{each.code} in {each.place.path}" for each in (ONE, TWO, THREE))


@pytest.mark.parametrize(
    ("gone", "says"),
    [
        ((0,), f"one known finding is gone: {FIRST}"),
        ((0, 1), f"two known findings are gone: {FIRST} and {SECOND}"),
        ((1, 3), f"two known findings are gone: {SECOND}"),
        ((0, 1, 2), f"three known findings are gone: {FIRST}, {SECOND} and {THIRD}"),
        ((0, 1, 2, 4), f"four known findings are gone: {FIRST}, {SECOND}, {THIRD} and 1 more"),
        ((0, 1, 2, 3, 4, 5), f"six known findings are gone: {FIRST}, {SECOND}, {THIRD} and 2 more"),
    ],
)
def test_what_is_gone_is_named_where_the_first_of_it_stands(tmp_path: Path, gone: tuple[int, ...], says: str) -> None:
    baseline = knowing(tmp_path, ONE, TWO, THREE, TWO, found("WS203", "OPS-4"), found("WS203", "OPS-5"))
    (finding,) = find_outgrown(baseline, gone)
    assert (finding.code, finding.message) == ("WS905", says)
    assert finding.help == "`worksystem check --write-baseline` takes out what is gone"
    assert finding.place == baseline.places[gone[0]]
    assert finding.fix is not None
    assert (finding.fix.says, finding.fix.safe) == ("take out what is gone", True)
    assert finding.fix.changes == (Replace(PATH, baseline.without(gone), "take out what is gone"),)
    assert list(find_outgrown(baseline, ())) == []


@pytest.mark.parametrize(
    ("before", "after", "says", "at"),
    [
        ((ONE, TWO), (TWO, ONE), "", 0),
        ((ONE, ONE), (ONE,), "", 0),
        ((), (ONE,), f"one finding: {FIRST}", 0),
        ((ONE,), (ONE, ONE), f"one finding: {FIRST}", 1),
        (
            (TWO,),
            (TWO, ONE, THREE),
            f"two findings: {FIRST} and {THIRD}",
            1,
        ),
    ],
)
def test_a_baseline_grows_by_what_it_did_not_know_so_often_before(
    tmp_path: Path, before: tuple[Diagnostic, ...], after: tuple[Diagnostic, ...], says: str, at: int
) -> None:
    baseline = knowing(tmp_path, *after)
    grown = [
        (each.code, each.message, each.help, each.place) for each in find_grown(baseline, knowing(tmp_path, *before))
    ]
    help = "mend what was found, or ignore it where it stands, with a reason"
    message = f"the baseline grew by {says}"
    assert grown == ([("WS906", message, help, baseline.places[at])] if says else [])
    assert list(find_grown(baseline, None)) == []


FACTS = "a known finding has code, path, fingerprint and says"
HEAD = "it does not begin with version: 1 and known"


@pytest.mark.parametrize(
    ("text", "at", "why"),
    [
        ("version: 1\nknown: [\n", "2:8", 'the "[" that opens here is not closed by "]"'),
        ("- WS203\n", "1:3", HEAD),
        ("version: 2\nknown: []\n", "1:1", HEAD),
        ("known: []\n", "1:1", HEAD),
        ("version: 1\n", "1:1", HEAD),
        ("version: 1\nknown: {WS203: 1}\n", "2:1", "known is not a list"),
        ("version: 1\nknown: WS203\n", "2:8", "known is not a list"),
        (f"version: 1\nknown:\n{line(ONE)}  - WS203\n", "4:5", FACTS),
        (f"version: 1\nknown:\n{line(ONE)}{line(TWO).replace('says', 'said')}", "4:5", FACTS),
        (f"version: 1\nknown:\n{line(ONE).replace('says:', 'says: 7, note:')}", "3:5", FACTS),
    ],
)
def test_a_baseline_that_cannot_be_read_says_where_and_why(tmp_path: Path, text: str, at: str, why: str | None) -> None:
    with pytest.raises(BaselineError) as caught:
        read(tmp_path, text)
    start = f"cannot use the baseline: {PATH}:{at}: "
    assert str(caught.value).startswith(f"{start}{why}")
    assert caught.value.help == "mend the line, or delete the file and draw a new one with --write-baseline"
    assert (caught.value.place.path, "{}:{}".format(*caught.value.place.span.start)) == (PATH, at)


def test_an_empty_list_knows_nothing_and_where_there_is_no_file_there_is_no_baseline(tmp_path: Path) -> None:
    checkout = make_system(tmp_path, {"work/known.yml": "version: 1\nknown: []\n"}).checkout
    assert read_baseline(checkout, PATH) is None
    assert read_baseline(checkout, "work/known.yml") == Baseline("work/known.yml", "version: 1\nknown: []\n")
    assert read(tmp_path, "version: 1\nknown:\n") == Baseline(PATH, "version: 1\nknown:\n")
    assert start_baseline(PATH) == Baseline(PATH, "")
