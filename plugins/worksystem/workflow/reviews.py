"""Reviews on a forge, and whose they are: the forge's JSON in, who approved which commit out.

Source: https://docs.github.com/en/rest/pulls/reviews (list reviews; Forgejo and Gitea answer in the same shape);
https://docs.gitlab.com/api/merge_request_approvals/ (approvals, and their state) and
https://docs.gitlab.com/api/merge_requests/ (`sha`, which GitLab tells with the merge request alone).
"""

import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, Literal

from msgspec import Struct

from worksystem.model import Person

__all__ = ["Review", "approvers_of", "is_mail_of", "logins_of", "parse_reviews"]

_APPROVED: Final = "APPROVED"
# remarks change nothing about what somebody said before
_REMARKS: Final = frozenset({"COMMENTED", "COMMENT", "PENDING"})
_NOREPLY: Final = re.compile(r"(?:\d+\+)?([^@+]+)@users\.noreply\.github\.com")


class Review(Struct, frozen=True):
    """One review: who, what they said (`APPROVED`, `DISMISSED`…), and the commit they looked at.

    Shape: `commit` is empty where the forge does not tell it; `form` is whose form of answer it stood in.
    """

    login: str
    state: str
    commit: str
    form: Literal["github", "gitlab"] = "github"

    @property
    def name(self) -> str:
        """Who gave it, in lower case; on GitLab with that before it, since one name may be another person's there."""
        login = self.login.lower()
        return f"gitlab:{login}" if self.form == "gitlab" and login else login


def parse_reviews(text: str) -> tuple[Review, ...] | None:
    """The reviews in a forge's answer, in its order; `None` if it is in no form that is known.

    Shape: GitHub lists reviews; pages behind each other, as documents or in a list, are one list. GitLab says who
    approved a merge request, and in another document, the merge request, which commit is at its head.
    """
    documents = _read(text)
    if documents is None:
        return None
    rows = [row for each in documents for row in _flatten(each)]
    if any(isinstance(row, Mapping) and ("approved_by" in row or "rules" in row) for row in rows):
        return _of_gitlab(rows)
    if not all(isinstance(each, list) for each in documents):
        return None
    reviews = [_review(row) for row in rows]
    return tuple(each for each in reviews if each) if all(reviews) else None


def _read(text: str) -> list[Any] | None:
    """The JSON documents that stand one behind the other in a text; `None` if it is none."""
    decoder, found, text = json.JSONDecoder(), list[Any](), text.strip()
    try:
        while text:
            document, end = decoder.raw_decode(text)
            found.append(document)
            text = text[end:].lstrip()
    except (ValueError, RecursionError):
        return None
    return found or None


def _flatten(document: Any) -> Iterator[Any]:
    for each in document if isinstance(document, list) else [document]:
        yield from each if isinstance(each, list) else [each]


def _of_gitlab(rows: Sequence[Any]) -> tuple[Review, ...] | None:
    """Approvals of a merge request; their commit is its head, where one and only one is told."""
    if not all(isinstance(row, Mapping) for row in rows):
        return None
    names: dict[str, None] = {}
    for row in rows:
        rules = row.get("rules")
        for source in (row, *(rules if isinstance(rules, list) else [])):
            approved = source.get("approved_by", []) if isinstance(source, Mapping) else None
            found = [_username(each) for each in approved] if isinstance(approved, list) else [None]
            if None in found:
                return None
            names.update(dict.fromkeys(name for name in found if name))
    heads = {head for row in rows if (head := _head(row))}
    commit = heads.pop() if len(heads) == 1 else ""
    return tuple(Review(name, _APPROVED, commit, "gitlab") for name in names)


def _username(entry: Any) -> str | None:
    user = entry.get("user", entry) if isinstance(entry, Mapping) else None
    name = user.get("username") if isinstance(user, Mapping) else None
    return name if isinstance(name, str) else None


def _head(row: Mapping[str, Any]) -> str:
    refs = row.get("diff_refs")
    head = row.get("sha") or (refs.get("head_sha") if isinstance(refs, Mapping) else None)
    return head if isinstance(head, str) else ""


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
    """The names on the forge of those whose last word on one of some commits is that they approve."""
    last: dict[str, Review] = {}
    for review in reviews:
        if review.state not in _REMARKS and review.login:
            last[review.name] = review
    return frozenset(name for name, each in last.items() if each.state == _APPROVED and each.commit in commits)


def logins_of(person: Person) -> frozenset[str]:
    """A person's names on forges, as reviews name them."""
    found = person.identities
    if found is None:
        return frozenset()
    names = {name.lower().removeprefix("@") for name in (found.github, found.forgejo) if name}
    gitlab = found.gitlab.lower().removeprefix("@")
    return frozenset(names | ({f"gitlab:{gitlab}"} if gitlab else set()))


def is_mail_of(mail: str, person: Person) -> bool:
    """Whether an address in git is a person's own: one that they name, or the one that GitHub makes of their name."""
    found, mail = person.identities, mail.strip("<> ").lower()
    if found is None or not mail:
        return False
    made = _NOREPLY.fullmatch(mail)
    own = made is not None and bool(found.github) and made[1] == found.github.lower().removeprefix("@")
    return own or mail in (each.lower() for each in found.git)
