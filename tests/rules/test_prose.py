"""What prose gives away: items that it names without a link, and words that only insiders know."""

from pathlib import Path

import pytest

from tests.rules.base import BASE, TODAY
from tests.rules.findings import tell
from tests.systems import make_system
from worksystem.check import check


def items(*texts: str, status: str = "todo") -> dict[str, str]:
    """Items with some fields each, one line for each `;`."""
    return {
        f"OPS-{number}": f"status: {status}\n" + "".join(f"{line}\n" for line in text.split("; "))
        for number, text in enumerate(texts, start=1)
    }


GLOSSARY = {"content/glossary.md": "# Glossary\n\nMTR: what it is\n"}


@pytest.mark.parametrize(
    ("files", "lines"),
    [
        (
            items("title: After OPS-2", "title: First"),
            [
                "items/OPS-1.yml:3:14 title",
                "  OPS-1 names OPS-2, which is open, and neither links to the other",
                "  help: add OPS-2 to depends_on if one waits for the other, else to relates_to",
                "  fix: add OPS-2 to relates_to, if people say so",
                "    Append relates_to = OPS-2",
            ],
        ),
        (
            items("title: A; description: See OPS-2 and OPS-2, and OPS-3", "title: B", "title: C"),
            [
                "items/OPS-1.yml:4:18 description",
                "  OPS-1 names OPS-2, which is open, and neither links to the other",
                "  help: add OPS-2 to depends_on if one waits for the other, else to relates_to",
                "  fix: add OPS-2 to relates_to, if people say so",
                "    Append relates_to = OPS-2",
                "items/OPS-1.yml:4:39 description",
                "  OPS-1 names OPS-3, which is open, and neither links to the other",
                "  help: add OPS-3 to depends_on if one waits for the other, else to relates_to",
                "  fix: add OPS-3 to relates_to, if people say so",
                "    Append relates_to = OPS-3",
            ],
        ),
        (
            items(
                "title: A; blocked: {since: 2026-11-19, reason: waits for OPS-2}; outcome: As OPS-2 has it", "title: B"
            ),
            [
                "items/OPS-1.yml:4:48 blocked.reason",
                "  OPS-1 is blocked, its reason names OPS-2, and neither links to the other",
                "  help: add OPS-2 to depends_on if one waits for the other, else to relates_to",
                "  fix: add OPS-2 to relates_to, if people say so",
                "    Append relates_to = OPS-2",
            ],
        ),
        (
            items(
                "title: A; updates: [{date: 2026-11-18, by: ada, text: OPS-3 is first}]",
                "title: B",
                "title: C",
                "title: D",
            ),
            [
                "items/OPS-1.yml:4:45 updates[0].text",
                "  OPS-1 names OPS-3, which is open, and neither links to the other",
                "  help: add OPS-3 to depends_on if one waits for the other, else to relates_to",
                "  fix: add OPS-3 to relates_to, if people say so",
                "    Append relates_to = OPS-3",
            ],
        ),
        (items("title: A OPS-2; parent: OPS-2", "title: B"), []),
        (items("title: A OPS-2", "title: B; depends_on: [OPS-1]"), []),
        (items("title: A OPS-2; made_by: {rule: thank, item: OPS-2}", "title: B"), []),
        (items("title: A OPS-2", "title: B; made_by: {rule: thank, item: OPS-1}"), []),
        (
            items(
                "title: A; acceptance: [As OPS-2 has it]; comments: [{date: 2026-11-18, by: ada, text: OPS-3}]",
                "title: B",
                "title: C",
            ),
            [
                "items/OPS-1.yml:4:17 acceptance[0]",
                "  OPS-1 names OPS-2, which is open, and neither links to the other",
                "  help: add OPS-2 to depends_on if one waits for the other, else to relates_to",
                "  fix: add OPS-2 to relates_to, if people say so",
                "    Append relates_to = OPS-2",
                "items/OPS-1.yml:5:46 comments[0].text",
                "  OPS-1 names OPS-3, which is open, and neither links to the other",
                "  help: add OPS-3 to depends_on if one waits for the other, else to relates_to",
                "  fix: add OPS-3 to relates_to, if people say so",
                "    Append relates_to = OPS-3",
            ],
        ),
        ({**items("title: A OPS-2"), "OPS-2": "title: B\nstatus: done\n"}, []),
        (items("title: OPS-1 again"), []),
        (
            {
                "work/items/OPS-1.md": "---\ntitle: A\ntype: task\nstatus: todo\n---\nFirst line\n\nand then OPS-2\n",
                **dict(list(items("title: A", "title: B").items())[1:]),
            },
            [
                "items/OPS-1.md:8:10 ",
                "  OPS-1 names OPS-2, which is open, and neither links to the other",
                "  help: add OPS-2 to depends_on if one waits for the other, else to relates_to",
                "  fix: add OPS-2 to relates_to, if people say so",
                "    Append relates_to = OPS-2",
            ],
        ),
    ],
)
def test_an_item_that_is_named_is_linked(tmp_path: Path, files: dict[str, str], lines: list[str]) -> None:
    assert tell(tmp_path, "WS736", files) == lines


@pytest.mark.parametrize(
    ("files", "lines"),
    [
        (
            items(*["title: MTR for all"] * 4, *["title: QBR for all"] * 4, *["title: ZKP for all"] * 4),
            [
                "items/OPS-1.yml:3:8 title = MTR for all",
                "  there is no glossary that explains the abbreviations MTR, QBR and ZKP",
                ("  help: say what they mean on a page of the handbook called glossary, or write the words out"),
                "  see items/OPS-5.yml:3:8: QBR stands here",
                "  see items/OPS-10.yml:3:8: ZKP stands here",
            ],
        ),
        (items(*["title: MTR for all"] * 4, *["title: QBR for all"] * 4), []),
        (
            items(*["title: MTR for all"] * 3, *["title: QBR for all"] * 3, *["title: ZKP for all"] * 3),
            [
                "items/OPS-1.yml:3:8 title = MTR for all",
                "  there is no glossary that explains the abbreviations MTR, QBR and ZKP",
                ("  help: say what they mean on a page of the handbook called glossary, or write the words out"),
                "  see items/OPS-4.yml:3:8: QBR stands here",
                "  see items/OPS-7.yml:3:8: ZKP stands here",
            ],
        ),
        (items(*["title: MTR for all"] * 2, *["title: QBR for all"] * 2, *["title: ZKP for all"] * 2), []),
        (
            items(
                *["title: AAB for all"] * 4,
                *["title: AAC for all"] * 4,
                *["title: AAD for all"] * 4,
                *["title: AAE for all"] * 4,
                *["title: AAF for all"] * 4,
                *["title: AAG for all"] * 4,
                *["title: AAH for all"] * 4,
                *["title: AAJ for all"] * 4,
            ),
            [
                "items/OPS-1.yml:3:8 title = AAB for all",
                ("  there is no glossary that explains the abbreviations AAB, AAC, AAD, AAE, AAF, AAG, AAH and AAJ"),
                ("  help: say what they mean on a page of the handbook called glossary, or write the words out"),
                "  see items/OPS-5.yml:3:8: AAC stands here",
                "  see items/OPS-10.yml:3:8: AAD stands here",
                "  see items/OPS-13.yml:3:8: AAE stands here",
                "  see items/OPS-17.yml:3:8: AAF stands here",
                "  see items/OPS-21.yml:3:8: AAG stands here",
                "  see items/OPS-25.yml:3:8: AAH stands here",
                "  see items/OPS-29.yml:3:8: AAJ stands here",
            ],
        ),
        (
            items(
                *["title: AAB for all"] * 4,
                *["title: AAC for all"] * 4,
                *["title: AAD for all"] * 4,
                *["title: AAE for all"] * 4,
                *["title: AAF for all"] * 4,
                *["title: AAG for all"] * 4,
                *["title: AAH for all"] * 4,
                *["title: AAJ for all"] * 4,
                *["title: AAK for all"] * 4,
            ),
            [
                "items/OPS-1.yml:3:8 title = AAB for all",
                (
                    "  there is no glossary that explains the abbreviations AAB, AAC, AAD, AAE, AAF, AAG, "
                    "AAH, AAJ and more"
                ),
                ("  help: say what they mean on a page of the handbook called glossary, or write the words out"),
                "  see items/OPS-5.yml:3:8: AAC stands here",
                "  see items/OPS-10.yml:3:8: AAD stands here",
                "  see items/OPS-13.yml:3:8: AAE stands here",
                "  see items/OPS-17.yml:3:8: AAF stands here",
                "  see items/OPS-21.yml:3:8: AAG stands here",
                "  see items/OPS-25.yml:3:8: AAH stands here",
                "  see items/OPS-29.yml:3:8: AAJ stands here",
            ],
        ),
        (
            GLOSSARY
            | items(
                *["title: MTR for all"] * 4,
                *["title: QBR for all"] * 4,
                *["title: PDF for all"] * 4,
                *["title: XII for all"] * 4,
                *["title: OPS for all"] * 4,
                *["title: ABCDEFG for all"] * 4,
                *["title: A for all"] * 4,
            ),
            [
                "items/OPS-5.yml:3:8 title = QBR for all",
                '  "QBR" stands in 4 titles and outcomes, and the glossary does not say what it means',
                "  help: say it in the glossary, or write the words out",
            ],
        ),
        (
            GLOSSARY | items(*["title: QBRs for all"] * 4),
            [
                "items/OPS-1.yml:3:8 title = QBRs for all",
                '  "QBR" stands in 4 titles and outcomes, and the glossary does not say what it means',
                "  help: say it in the glossary, or write the words out",
            ],
        ),
        (
            GLOSSARY | items(*["title: A; outcome: A QBR is held"] * 4),
            [
                "items/OPS-1.yml:4:10 outcome = A QBR is held",
                '  "QBR" stands in 4 titles and outcomes, and the glossary does not say what it means',
                "  help: say it in the glossary, or write the words out",
            ],
        ),
        (GLOSSARY | items(*["title: The QBR"] * 4, status="done"), []),
        (GLOSSARY | items(*["title: The QBR"] * 4) | {"work/tools.yml": "qbr: {name: Review, owner: ada}\n"}, []),
        (
            GLOSSARY
            | items(*["title: The QBR"] * 4)
            | {"work/tools.yml": "x: {name: X, owner: ada, purpose: Runs a QBR}\n"},
            [],
        ),
        (GLOSSARY | items(*["title: A QBR IS HELD"] * 4), []),
    ],
)
def test_abbreviations_are_explained(tmp_path: Path, files: dict[str, str], lines: list[str]) -> None:
    assert tell(tmp_path, "WS740", files) == lines


@pytest.mark.parametrize(
    ("name", "text", "span"),
    [
        ("OPS-1.yml", "title: A\ntype: task\nstatus: todo\ndescription: See OPS-2\n", ((4, 18), (4, 23))),
        ("OPS-1.yml", "title: A\ntype: task\nstatus: todo\nacceptance: [It works, As OPS-2]\n", ((4, 27), (4, 32))),
        ("OPS-1.md", "---\ntitle: A\ntype: task\nstatus: todo\n---\nOne\n\nand OPS-2\n", ((8, 5), (8, 10))),
    ],
)
def test_the_id_that_is_named_is_underlined(
    tmp_path: Path, name: str, text: str, span: tuple[tuple[int, int], tuple[int, int]]
) -> None:
    other = "title: B\ntype: task\nstatus: todo\n"
    system = make_system(tmp_path, {**BASE, f"work/items/{name}": text, "work/items/OPS-2.yml": other})
    (found,) = check(system, select=("WS736",), as_of=TODAY).diagnostics
    assert (found.place.span.start, found.place.span.end) == span


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("work/teams.yml", "platform: {name: Platform (QBR)}\n"),
        ("work/teams.yml", "platform: {name: Platform, purpose: Holds the QBR}\n"),
        ("work/teams.yml", "qbr: {name: Platform}\n"),
        ("work/tools.yml", "board: {name: QBR board, owner: ada, purpose: Shows what was agreed}\n"),
        ("work/roles.yml", "chair: {name: Chair of the QBR}\n"),
        ("work/disciplines.yml", "reviews: {name: QBR, layer: functional}\n"),
        ("work/standards/qbr.yml", "name: What a review takes\nkind: ready\n"),
        ("work/workflows/qbr.yml", BASE["work/workflows/delivery.yml"]),
        ("work/types/review.yml", "name: QBR\nworkflow: delivery\nprefix: REV\n"),
        ("work/items/QBR-1.yml", "title: The first one\ntype: task\nstatus: todo\n"),
    ],
)
def test_what_a_record_is_called_needs_no_glossary(tmp_path: Path, path: str, text: str) -> None:
    assert tell(tmp_path, "WS740", GLOSSARY | items(*["title: The QBR"] * 4) | {path: text}) == []
