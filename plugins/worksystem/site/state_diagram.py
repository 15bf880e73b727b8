"""State diagrams as Mermaid text: from top to bottom, so that forty states are as readable as four, on a phone too.

Source: https://mermaid.js.org/syntax/flowchart.html (entity codes, classes, links)
"""

from textwrap import wrap
from typing import Final

from markupsafe import Markup, escape

from worksystem.views.diagram import Arrow, Diagram

__all__ = ["draw_states", "mermaid_of"]

_WIDE: Final = 22
_PLAIN: Final = frozenset(" .,'()/-’+")
_LINKS: Final = {"on": "-->", "back": "-.->", "apart": "-.->"}
_HEAD: Final = (
    '%%{init: {"flowchart": {"rankSpacing": 28, "nodeSpacing": 36}}}%%',
    "flowchart TB",
    "classDef active stroke-width:2.5px",
    "classDef done stroke-width:2.5px",
    "classDef dropped stroke-dasharray:4 3",
    "classDef apart stroke-dasharray:2 3",
)


def draw_states(diagram: Diagram) -> Markup:
    """The place that the library draws in; without scripts it shows the states and moves as text."""
    return Markup('<div class="ws-states"><pre class="mermaid"><code>{}</code></pre></div>').format(
        escape(mermaid_of(diagram))
    )


def mermaid_of(diagram: Diagram) -> str:
    """The text of a diagram; names of the record are only ever quoted, and nothing in them means anything."""
    number = {state.id: f"s{index}" for index, state in enumerate(diagram.states)}
    lines = list(_HEAD)
    for state in diagram.states:
        left, right = ("([", "])") if state.category in ("done", "dropped") else ("(", ")")
        lines.append(f'{number[state.id]}{left}"{_text(state.name)}"{right}:::{state.category}')
    for arrow in diagram.arrows:
        if arrow.source not in number:
            number[arrow.source] = f"a{len(number)}"
            lines.append(f'{number[arrow.source]}["{_text(arrow.source)}"]:::apart')
        lines.append(_link(arrow, number))
    return "\n".join(lines)


def _link(arrow: Arrow, number: dict[str, str]) -> str:
    source, target = number[arrow.source], number[arrow.target]
    return f'{source} {_LINKS[arrow.kind]}|"{_text(" / ".join(arrow.names))}"| {target}'


def _text(words: str) -> str:
    """A text in lines of a few words, with every character that could mean something as an entity code."""
    lines = wrap(words, _WIDE, break_on_hyphens=False) or [" "]
    return "<br>".join("".join(_letter(letter) for letter in line) for line in lines)


def _letter(letter: str) -> str:
    return letter if letter.isalnum() or letter in _PLAIN else f"#{ord(letter)};"
