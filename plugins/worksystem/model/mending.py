"""What was meant by a value that doesn't fit, where it can have meant only one thing, or most likely one."""

import re
from collections.abc import Callable, Mapping
from typing import Final

from msgspec import Struct

from worksystem.model.wording import ShapeProblem

__all__ = ["Mend", "find_mend"]

_DAY: Final = re.compile(r"(?P<y>\d{4})(?:[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})|(?P<mm>\d\d)(?P<dd>\d\d))")
_DAY_FIRST: Final = re.compile(r"(?P<d>\d{1,2})\. ?(?P<m>\d{1,2})\. ?(?P<y>\d{4})")
_PERIOD: Final = re.compile(r"(\d{4})[-/ ]?([QqWw])(\d{1,2})")
_MONTH: Final = re.compile(r"(\d{4})[-/](\d{1,2})")
_DURATION: Final = re.compile(r"(\d+(?:\.\d+)?) ?-?([a-z]+(?: [a-z]+)?)")
_SHARE: Final = re.compile(r"0?\.\d+|\d{1,3}(?: percent| per cent| %|pct)")
_CLOCK: Final = re.compile(r"(\d{1,2})[.:h](\d\d)")
_NUMBER: Final = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?")
_HOST: Final = re.compile(r"(?:www\.[\w-]+\.|[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|io|dev|eu|example)(?=/|$))\S*")
_UNITS: Final[Mapping[str, str]] = {
    **dict.fromkeys(("d", "day", "days"), "d"),
    **dict.fromkeys(("w", "wk", "wks", "week", "weeks"), "w"),
    **dict.fromkeys(("h", "hr", "hrs", "hour", "hours"), "h"),
    **dict.fromkeys(("wd", "workday", "workdays", "working day", "working days"), "wd"),
    **dict.fromkeys(("m", "min", "mins", "minute", "minutes"), "m"),
}
_TRUTH: Final[Mapping[str, bool]] = {"y": True, "on": True, "n": False, "off": False}


class Mend(Struct, frozen=True):
    """A value to write, or a key to write instead of the one that stands there (`rename`), or nothing (`take_out`).

    Shape: `safe` where nothing else can have been meant.
    """

    value: object = None
    rename: str = ""
    take_out: bool = False
    safe: bool = True


def find_mend(problem: ShapeProblem, value: object, text: str | None) -> Mend | None:
    """What to write instead; `None` if that is for people to say.

    Shape: `value` is what stands there, `text` the same as it is written, `None` for lists and fields. Whether the
    rest of the record agrees to it is not known here.
    """
    if problem.on == "key" and problem.close:
        return Mend(rename=problem.close, safe=False)
    if problem.close and text is not None:
        return Mend(problem.close, safe=_bare(problem.close) == _bare(text))
    if problem.code == "WS109" and problem.optional:
        return Mend(take_out=True)
    if (
        problem.code == "WS100"
        and isinstance(value, list)
        and len(value) == 1
        and not isinstance(value[0], list | dict)
    ):
        return Mend(value[0])
    mend = _MENDS.get(problem.code)
    return mend(text.strip()) if mend is not None and text is not None else None


def _bare(word: str) -> str:
    return word.lower().replace("-", "_").replace(" ", "_")


def _date(text: str) -> Mend | None:
    """Year first can only be read in one way; with points the day comes first, and is sure above twelve."""
    if found := _DAY.fullmatch(text):
        month, day = found["m"] or found["mm"], found["d"] or found["dd"]
        return Mend(f"{found['y']}-{int(month):02}-{int(day):02}")
    if found := _DAY_FIRST.fullmatch(text):
        day, month = int(found["d"]), int(found["m"])
        return Mend(f"{found['y']}-{month:02}-{day:02}", safe=day > 12 or day == month)
    if found := _PERIOD.fullmatch(text):
        sign, number = found[2].upper(), int(found[3])
        return Mend(f"{found[1]}-{sign}{number:02}" if sign == "W" else f"{found[1]}-{sign}{number}")
    if found := _MONTH.fullmatch(text):
        return Mend(f"{found[1]}-{int(found[2]):02}")
    return None


def _duration(text: str) -> Mend | None:
    found = _DURATION.fullmatch(text.lower())
    unit = _UNITS.get(found[2]) if found else None
    return Mend(f"{found[1]}{unit}") if found and unit else None


def _share(text: str) -> Mend | None:
    if not _SHARE.fullmatch(text):
        return None
    number = re.match(r"[\d.]+", text)
    assert number
    return Mend(f"{float(number[0]) * 100:g}%") if number[0] == text else Mend(f"{number[0]}%")


def _clock(text: str) -> Mend | None:
    found = _CLOCK.fullmatch(text)
    return Mend(f"{int(found[1]):02}:{found[2]}") if found else None


def _plain(text: str) -> Mend | None:
    """A number in quotes, or a word for yes or no that is not one of ours."""
    if _NUMBER.fullmatch(text):
        return Mend(float(text) if "." in text else int(text))
    truth = _TRUTH.get(text.lower())
    return None if truth is None else Mend(truth)


def _url(text: str) -> Mend | None:
    return Mend(f"https://{text}", safe=False) if _HOST.fullmatch(text) else None


_MENDS: Final[Mapping[str, Callable[[str], Mend | None]]] = {
    "WS103": _plain,
    "WS104": _date,
    "WS106": _duration,
    "WS107": _share,
    "WS111": _url,
    "WS118": _clock,
}
