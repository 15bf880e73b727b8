"""Record texts: Markdown in, a tight allow-list out, links to items and files."""

import pytest

from worksystem.site.text import ROOT, TextRenderer

ITEMS = {"OPS-1": "records/items/OPS-1/", "K-0000": "records/items/K-0000/"}
TEXTS = TextRenderer(ITEMS.get, "https://forge.example/works/blob/main/")


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("One\n\nTwo", "<p>One</p>\n<p>Two</p>"),
        ("Why\n- a\n- b", "<p>Why</p>\n<ul>\n<li>a</li>\n<li>b</li>\n</ul>"),
        ("# Big", "<h3>Big</h3>"),
        ("- [x] done\n- [ ] open", "<ul>\n<li>☑ done</li>\n<li>☐ open</li>\n</ul>"),
        ("![a plan](https://tracker.example/pixel.png)", "<p>a plan</p>"),
        ("after OPS-1", f'<p>after <a class="ws-id" href="{ROOT}records/items/OPS-1/">OPS-1</a></p>'),
        ("`OPS-1` and OPS-2", "<p><code>OPS-1</code> and OPS-2</p>"),
        ("[it](OPS-1.yml)", f'<p><a href="{ROOT}records/items/OPS-1/">it</a></p>'),
        ("[it](../K-0000/README.md)", f'<p><a href="{ROOT}records/items/K-0000/">it</a></p>'),
        (
            "[plan](../../docs/plan.md#now)",
            '<p><a rel="noopener noreferrer" href="https://forge.example/works/blob/main/docs/plan.md#now">plan</a></p>',
        ),
        ("[out](../../../secret)", "<p><a>out</a></p>"),
        ("[x](//evil.example)", "<p><a>x</a></p>"),
        ("[x](/etc/passwd)", "<p><a>x</a></p>"),
        (
            "https://example.org/a?b=1&c=2",
            (
                '<p><a rel="noopener noreferrer" href="https://example.org/a?b=1&amp;c=2">'
                "https://example.org/a?b=1&amp;c=2</a></p>"
            ),
        ),
    ],
)
def test_a_text_reads_as_on_the_forge(text: str, html: str) -> None:
    assert TEXTS.block(text, "work/items") == html


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt:alert(1))",
        "[x](&#106;avascript:alert(1))",
        "[x](java\tscript:alert(1))",
        "[x](data:text/html;base64,PHNjcmlwdD4=)",
        "[x](vbscript:msgbox)",
        '[x](https://a.example/" onmouseover="alert(1))',
        "[x]: javascript:alert(1)\n\n[x]",
        "<a href='javascript:alert(1)'>x</a>",
        "<svg onload=alert(1)>",
        "<iframe src=//evil.example></iframe>",
        "<style>*{display:none}</style>",
        "<!-- <script>alert(1)</script> -->",
        "| a |\n|---|\n| <b onclick=alert(1)>x</b> |",
        "```html\n<script>alert(1)</script>\n```",
        '![x](a.png "t" onerror=alert(1))',
        '![" onerror="alert(1)](x.png)',
    ],
)
def test_nothing_that_runs_comes_through(text: str) -> None:
    for html in (TEXTS.block(text), TEXTS.line(text), TEXTS.words(text)):
        tags = " ".join(part.split(">")[0].lower() for part in html.split("<")[1:])
        assert "script" not in tags
        assert "style" not in tags
        assert " on" not in tags.replace('" on', '"').replace("noopener", "")
        assert not any(tags.startswith(bad) or f" {bad} " in tags for bad in ("img", "svg", "iframe"))
        assert "data:" not in tags


def test_a_line_of_one_paragraph_has_no_paragraph_around_it() -> None:
    assert TEXTS.line("only *this*") == "only <em>this</em>"
    assert TEXTS.line("two\n\nparts") == "<p>two</p>\n<p>parts</p>"


def test_plain_words_are_no_markdown() -> None:
    assert TEXTS.words("*a* <b> _c_ #d") == "*a* &lt;b&gt; _c_ #d"
    assert TEXTS.words("see https://example.org/x.") == (
        'see <a rel="noopener noreferrer" href="https://example.org/x">https://example.org/x</a>.'
    )


def test_an_empty_text_stays_empty() -> None:
    assert TEXTS.block("") == TEXTS.line(None) == ""


def test_a_template_in_a_text_stays_text() -> None:
    assert TEXTS.block("{{ 7 * 7 }} {% raw %}") == "<p>{{ 7 * 7 }} {% raw %}</p>"
