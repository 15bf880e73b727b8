"""A badge that counts findings: an SVG of our own, and the same for shields.io. It counts, it does not grade.

Source: https://shields.io/badges/endpoint-badge (schema version 1)
"""

import json
from typing import Final

from markupsafe import escape

from worksystem.site.charts import light_colours
from worksystem.views.tally import Tally

__all__ = ["badge_files"]

# The widths of letters of Verdana at 11 px, those that badges are set in, nearly enough: narrow, wide, and the rest.
_NARROW: Final = frozenset("fijlrt.,:;'|!I ()")
_WIDE: Final = frozenset("mwMW")
_FORM: Final = """\
<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="20" role="img" aria-label="{label}: {message}">\
<title>{label}: {message}</title>\
<rect width="{split}" height="20" rx="3" fill="#3d4650"/>\
<rect x="{split}" width="{rest}" height="20" rx="3" fill="{colour}"/>\
<rect x="{seam}" width="6" height="20" fill="{colour}"/>\
<g fill="#fff" text-anchor="middle" font-family="Verdana,DejaVu Sans,sans-serif" font-size="11" aria-hidden="true">\
<text x="{left}" y="14" textLength="{label_width}">{label}</text>\
<text x="{right}" y="14" textLength="{message_width}">{message}</text></g></svg>
"""


def badge_files(tally: Tally, label: str = "work system") -> dict[str, str]:
    """The files of a badge, by name; its colour says only which severity is the worst that there is."""
    message = ", ".join(f"{count:,} {severity}{'' if count == 1 else 's'}" for severity, count in tally.parts)
    message = message or "no findings"
    worst = tally.parts[0][0] if tally.parts else ""
    colour = light_colours()[f"ws-{worst}"] if worst else "#57616d"
    endpoint = {"schemaVersion": 1, "label": label, "message": message, "color": colour}
    return {
        "badge.json": json.dumps(endpoint, ensure_ascii=False) + "\n",
        "badge.svg": _draw(label, message, colour),
    }


def _draw(label: str, message: str, colour: str) -> str:
    label_width, message_width = _width(label), _width(message)
    split, rest = label_width + 12, message_width + 12
    return _FORM.format(
        label=escape(label),
        message=escape(message),
        colour=colour,
        label_width=label_width,
        message_width=message_width,
        width=split + rest,
        split=split,
        seam=split,
        rest=rest,
        left=split / 2,
        right=split + rest / 2,
    )


def _width(text: str) -> int:
    """How many pixels a text takes."""
    return round(sum(4 if letter in _NARROW else 10 if letter in _WIDE else 6.6 for letter in text))
