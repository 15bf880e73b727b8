"""Reviews on a forge, and whose they are: the forge's JSON in, who approved which commit out.

Source: https://docs.github.com/en/rest/pulls/reviews (list reviews); Forgejo and Gitea answer in the same shape.
"""

import json
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from worksystem.model import Person

__all__ = ["Review", "approvers_of", "is_mail_of", "logins_of", "parse_reviews"]

_APPROVED: Final = "APPROVED"
# remarks change nothing about what somebody said before
_REMARKS: Final = frozenset({"COMMENTED", "COMMENT", "PENDING"})
_NOREPLY: Final = re.compile(r"(?:\d+\+)?([^@+]+)@users\.noreply\.github\.com")


@dataclass(frozen=True, slots=True)
class Review:
    """One review: who, what they said (`APPROVED`, `DISMISSED`…), and the commit they looked at."""

    login: str
    state: str
    commit: str


def parse_reviews(text: str) -> tuple[Review, ...] | None:
    """The reviews in a forge's answer, in its order; `None` if it is no list of reviews.

    Shape: pages that were put behind each other (a list of lists, as `gh api --paginate --slurp` makes) are one list.
    """
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(found, list):
        return None
    rows = [row for each in found for row in (each if isinstance(each, list) else [each])]
    reviews = [_review(row) for row in rows]
    return tuple(each for each in reviews if each) if all(reviews) else None


def _review(row: Any) -> Review | None:
    user = row.get("user") if isinstance(row, Mapping) else None
    if user is None and isinstance(row, Mapping) and "user" in row:
        user = {"login": ""}  # the account is gone
    login = user.get("login") if isinstance(user, Mapping) else None
    state, commit = (row.get("state"), row.get("commit_id") or "") if isinstance(row, Mapping) else (None, "")
    if not (isinstance(login, str) and isinstance(state, str) and isinstance(commit, str)):
        return None
    return Review(login, state.upper(), commit)


def approvers_of(reviews: Iterable[Review], commits: Collection[str]) -> frozenset[str]:
    """The names on the forge of those whose last word on one of some commits is that they approve, in lower case."""
    last: dict[str, Review] = {}
    for review in reviews:
        if review.state not in _REMARKS and review.login:
            last[review.login.lower()] = review
    return frozenset(login for login, each in last.items() if each.state == _APPROVED and each.commit in commits)


def logins_of(person: Person) -> frozenset[str]:
    """A person's names on forges, in lower case."""
    found = person.identities
    names = (found.github, found.gitlab, found.forgejo) if found is not None else ()
    return frozenset(name.lower().removeprefix("@") for name in names if name)


def is_mail_of(mail: str, person: Person) -> bool:
    """Whether an address in git is a person's own: one that they name, or the one that GitHub makes of their name."""
    found, mail = person.identities, mail.strip("<> ").lower()
    if found is None or not mail:
        return False
    made = _NOREPLY.fullmatch(mail)
    own = made is not None and bool(found.github) and made[1] == found.github.lower().removeprefix("@")
    return own or mail in (each.lower() for each in found.git)
