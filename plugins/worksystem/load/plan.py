"""What the settings, item types and workflows say about reading the past, as a plan of plain values."""

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, Final

from msgspec import to_builtins

from worksystem.history.plan import Plan, Source, StateMeaning, Taken

if TYPE_CHECKING:
    from worksystem.model.entry import Entry
    from worksystem.model.item_type import ItemType
    from worksystem.model.settings import Collection, FieldMap, Settings
    from worksystem.model.workflow import Workflow

__all__ = ["build_plan", "from_plain", "to_plain"]

_ALWAYS: Final = ("id", "type", "former_ids")
_OWN_FILES: Final = ("**/*.yml", "**/*.yaml", "**/*.md")
_README: Final = ("**/README.md", "**/readme.md")


def build_plan(
    settings: "Settings",
    types: "Mapping[str, Entry[ItemType]]",
    workflows: "Mapping[str, Entry[Workflow]]",
    *,
    items: str,
    place: "Callable[[Collection], tuple[str, str]]",
    also: Iterable[str] = (),
) -> Plan:
    """The plan of a work system.

    Shape: `also` are fields to look at beside the tracked ones, for a reader who shows nobody what they say; `items` is
    the folder of its own items as its repository knows it; `place` tells which repository remembers a collection, and
    where its root lies in it (see `Source`). Of what nobody may see, no past is read either.
    """
    from worksystem.views.privacy import may_show  # a plan that was kept needs none of what this one does

    audience, without = settings.publish.audience or "internal", tuple(str(field) for field in settings.publish.without)

    def shown(names: Iterable[str]) -> tuple[str, ...]:
        return tuple(name for name in names if may_show(audience, "item", name, without))

    by_type = {
        id: shown(name for name, field in entry.record.fields.items() if field.tracked) for id, entry in types.items()
    }
    tracked = tuple(dict.fromkeys((*shown(str(name) for name in settings.tracked), *also)))
    wanted = (*_ALWAYS, *tracked, *sorted({name for names in by_type.values() for name in names} - set(tracked)))
    own = Source(
        "work", f"{items}/", _OWN_FILES, {name: Taken((name,)) for name in wanted}, except_=_README, by_stem=True
    )
    adopted = [
        _source(collection, wanted, *place(collection))
        for collection in settings.collections
        if collection.kind == "item"
    ]
    since = settings.history.since
    return Plan(
        sources=(own, *adopted),
        tracked=tracked,
        tracked_by_type={id: names for id, names in by_type.items() if names},
        workflows={id: str(entry.record.workflow) for id, entry in types.items() if entry.record.workflow},
        states={
            id: {state: StateMeaning(each.category, each.waiting) for state, each in entry.record.states.items()}
            for id, entry in workflows.items()
        },
        timezone=settings.calendar.timezone,
        since=since.first.isoformat() if since is not None else "",
        bulk=settings.history.bulk,
    )


def to_plain(plan: Plan) -> Any:
    """A plan as JSON can hold it."""
    return to_builtins(plan)


def from_plain(plain: Any) -> Plan:
    """The reverse of `to_plain`."""
    sources = tuple(
        Source(
            **{
                **each,
                "files": tuple(each["files"]),
                "except_": tuple(each["except_"]),
                "each": tuple(each["each"]),
                "fields": {
                    name: Taken(
                        tuple(taken["path"]), taken["as_"], taken["strip"], taken["values"], tuple(taken["nothing"])
                    )
                    for name, taken in each["fields"].items()
                },
            }
        )
        for each in plain["sources"]
    )
    states = {
        id: {name: StateMeaning(**meaning) for name, meaning in found.items()} for id, found in plain["states"].items()
    }
    by_type = {id: tuple(names) for id, names in plain["tracked_by_type"].items()}
    return Plan(
        **{
            **plain,
            "sources": sources,
            "states": states,
            "tracked": tuple(plain["tracked"]),
            "tracked_by_type": by_type,
        }
    )


def _source(collection: "Collection", wanted: tuple[str, ...], repository: str, prefix: str) -> Source:
    fields = {}
    for name in wanted:
        mapped = collection.fields.get(name)
        if mapped is not None:
            fields[name] = _taken(mapped)
        elif collection.unmapped == "keep":
            fields[name] = Taken((name,))
    return Source(
        name=collection.root,
        prefix=prefix,
        files=collection.files,
        fields=fields,
        repository=repository,
        except_=collection.except_,
        each=collection.each,
        names=collection.names,
        folder=collection.folder,
        type=collection.type or "",
    )


def _taken(mapped: "FieldMap") -> Taken:
    from worksystem.model.adopt import steps

    return Taken(steps(mapped.from_), mapped.as_, mapped.strip, mapped.values, mapped.nothing)
