"""Time spent: how long, on which day; who is left out unless the settings ask for it."""

from datetime import date
from typing import Final

from worksystem.actions.revise import carry
from worksystem.actions.situation import Outcome, Refusal, Situation
from worksystem.change import Append
from worksystem.model import Item
from worksystem.model.entry import Entry

__all__ = ["log_time"]

WHY: Final = "worksystem log-time"


def log_time(
    situation: Situation, item: Entry[Item], spent: str, on: date | None = None, note: str = "", why: str = WHY
) -> Outcome | Refusal:
    """Add working time to an item, like `3h` or `1wd`, today if no day is said."""
    day = on or situation.today
    if day > situation.today:
        return Refusal(f"{day} is still to come", help="log time once it is spent")
    by = {"by": situation.who} if situation.workspace.settings.time.by and situation.who else {}
    value = {"date": day, "spent": spent, **by, **({"note": note} if note else {})}
    return carry(situation, item, [Append("", ("time",), value, why)])
