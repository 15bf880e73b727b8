"""Filling the shell: one rendered page becomes every page, at any depth, with its own title, links and place."""

import pytest

from worksystem.site.fill import CONTENT, ROOT, SHELL_URL, SLOT, Shell, fill, root_of
from worksystem.site.page import Page

HTML = f"""<head>
<meta name="description" content="{SLOT.format("description")}">
<link rel="canonical" href="{SLOT.format("canonical")}">
<link rel="icon" href="{ROOT}/assets/favicon.png">
<title>{SLOT.format("title")} - Northwind</title></head>
<a href="{ROOT}" class="logo">Home</a>
<ul><li class="md-tabs__item">
  <a href="{ROOT}/boards/" class="md-tabs__link">Boards</a></li>
<li class="md-tabs__item">
  <a href="{ROOT}/findings/" class="md-tabs__link">Findings</a></li></ul>
<a href="{SLOT.format("edit")}" title="Edit" rel="edit"><svg/></a>
<article>{CONTENT}</article>
<script id="__config">{{"base": "{ROOT}"}}</script>
"""


def page(url: str = "records/items/OPS-1/", **changes: object) -> Page:
    values: dict[str, object] = {"title": "OPS-1", "description": "", "html": "<h1>OPS-1</h1>"}
    return Page(url=url, **{**values, **changes})  # type: ignore[arg-type]


def test_a_filled_page_is_the_shell_with_its_own_words() -> None:
    filled = fill(
        Shell.parse(HTML),
        page(title="Rotate <keys>", description='Says "now"', source_path="work/items/OPS-1.yml", section="boards"),
        site_url="https://work.example/",
        edit_url="https://forge.example/edit/main/",
    )
    assert (
        filled
        == """<head>
<meta name="description" content="Says &quot;now&quot;">
<link rel="canonical" href="https://work.example/records/items/OPS-1/">
<link rel="icon" href="../../../assets/favicon.png">
<title>Rotate &lt;keys&gt; - Northwind</title></head>
<a href="../../.." class="logo">Home</a>
<ul><li class="md-tabs__item md-tabs__item--active">
  <a href="../../../boards/" class="md-tabs__link">Boards</a></li>
<li class="md-tabs__item">
  <a href="../../../findings/" class="md-tabs__link">Findings</a></li></ul>
<a href="https://forge.example/edit/main/work/items/OPS-1.yml" title="Edit" rel="edit"><svg/></a>
<article><h1>OPS-1</h1></article>
<script id="__config">{"base": "../../.."}</script>
"""
    )


def test_what_has_no_value_is_left_out_with_its_tag() -> None:
    filled = fill(Shell.parse(HTML), page(source_path="work/items/OPS-1.yml"))
    assert 'name="description"' not in filled
    assert "canonical" not in filled
    assert 'rel="edit"' not in filled
    assert SLOT.format("") not in filled


def test_a_file_outside_the_repository_has_no_edit_link() -> None:
    filled = fill(
        Shell.parse(HTML), page(source_path="../shared/kep.yaml"), edit_url="https://forge.example/edit/main/"
    )
    assert 'rel="edit"' not in filled


@pytest.mark.parametrize(("url", "root"), [("boards/", ".."), ("records/items/OPS-1/", "../../.."), ("", ".")])
def test_relative_addresses_fit_the_depth_of_the_page(url: str, root: str) -> None:
    filled = fill(Shell.parse(HTML), page(url))
    assert f'href="{root}/assets/favicon.png"' in filled
    assert f'"base": "{root}"' in filled
    assert root_of(url.count("/")) == root
    assert ROOT not in filled


def test_record_text_that_looks_like_a_slot_stays_what_it_is() -> None:
    filled = fill(Shell.parse(HTML), page(html=f"<p>{CONTENT} {ROOT}/x</p>", title=SLOT.format("edit")))
    assert f"<p>{CONTENT} {ROOT}/x</p>" in filled
    assert f"<title>{SLOT.format('edit')} - Northwind</title>" in filled


def test_a_shell_without_a_place_for_the_content_is_refused() -> None:
    with pytest.raises(ValueError, match="place for the content"):
        Shell.parse(HTML.replace(CONTENT, ""))


def test_the_shell_lies_as_deep_as_its_way_to_the_root_says() -> None:
    assert SHELL_URL.count("/") == len(ROOT.split("/"))
