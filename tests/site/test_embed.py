"""HTML of macros goes around Markdown, never through it."""

from markdown import Markdown

from worksystem.site.embed import Embeds


def test_html_of_a_macro_comes_out_of_markdown_as_it_went_in() -> None:
    embeds = Embeds()
    board = "<section>\n\n<b>*no emphasis* [no](javascript:link)</b>\n    not code\n</section>"
    markdown = f"# Boards\n\n{embeds.keep(board)}\n\nSee {embeds.keep('<a>A-1 *x*</a>', text=True)} and *this*.\n"
    html = Markdown().convert(markdown)
    assert embeds.place(embeds.place(html, text=True)) == (
        f"<h1>Boards</h1>\n{board}\n\n<p>See <a>A-1 *x*</a> and <em>this</em>.</p>"
    )


def test_only_texts_are_in_place_while_the_search_reads_the_page() -> None:
    embeds = Embeds()
    page = f"{embeds.keep('BOARD')} {embeds.keep('LINK', text=True)}"
    assert embeds.place(page, text=True) == "<!--worksystem:block:0--> LINK"


def test_html_that_holds_a_mark_is_not_read_again() -> None:
    embeds = Embeds()
    embeds.keep("secret")
    mark = embeds.keep("<!--worksystem:block:0-->")
    assert embeds.place(mark) == "<!--worksystem:block:0-->"
