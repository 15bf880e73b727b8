"""What the models know that a text doesn't show: the order of fields, dates, truth values and short forms."""

from pathlib import PurePosixPath
from typing import Final

from msgspec import Struct

from worksystem.change import Keys
from worksystem.model.base import Part, Record
from worksystem.model.item import Item
from worksystem.model.kinds import KINDS, Kind
from worksystem.model.tree import Holds, fields_of

__all__ = ["NO_GUIDE", "Guide", "find_guide"]


class Guide(Struct, frozen=True):
    """The shape of one file.

    Shape: `model` is that of its records, `None` for files that are not in our shape; `many`: the file maps ids to
    records.
    """

    model: type[Record] | None = None
    many: bool = False

    def is_record(self, keys: Keys) -> bool:
        """Whether a whole record stands under some keys."""
        return self.model is not None and len(keys) == (1 if self.many else 0)

    def names(self, keys: Keys) -> tuple[str, ...]:
        """The fields of the mapping under some keys, in the order in which they are written; empty if unknown."""
        found = self._model_at(keys)
        names = tuple(fields_of(found)) if found is not None else ()
        if "former_ids" in names:  # among the last, as the format has it
            rest = [name for name in names if name not in ("former_ids", "description")]
            names = (*rest, "former_ids", *(["description"] if "description" in names else []))
        return names

    def before_custom(self, keys: Keys) -> str:
        """The field after which custom fields stand in the mapping under some keys; empty where there are none."""
        return "period" if self.is_record(keys) and self.model is Item else ""

    def short(self, keys: Keys) -> str:
        """The field that a single value under some keys stands for; empty if there is no short form."""
        found = self._model_at(keys)
        return found.short if found is not None and issubclass(found, Part) else ""

    def word(self, keys: Keys) -> str:
        """What stands under some keys, in the model's word (`date`, `bool`, `list`…); empty if unknown."""
        holds = self._holds_at(keys)
        return holds.word if holds is not None else ""

    def _model_at(self, keys: Keys) -> type[Record] | type[Part] | None:
        if self.is_record(keys):
            return self.model
        holds = self._holds_at(keys)
        return holds.part if holds is not None else None

    def _holds_at(self, keys: Keys) -> Holds | None:
        depth = 1 if self.many else 0
        if self.model is None or len(keys) <= depth:
            return None
        model: type[Record] | type[Part] | None = self.model
        holds: Holds | None = None
        for key in keys[depth:]:
            if isinstance(key, int):
                holds = holds.of if holds is not None and holds.word == "list" else None
            elif model is not None:
                field = fields_of(model).get(key)
                holds = field.holds if field is not None else None
            else:
                holds = holds.of if holds is not None and holds.word == "map" else None
            model = holds.part if holds is not None else None
        return holds


NO_GUIDE: Final = Guide()


def find_guide(path: str) -> Guide:
    """The guide to a file of our own, by its place under `work/`; one that knows nothing for every other file."""
    parts = PurePosixPath(path).parts
    if "work" not in parts:
        return NO_GUIDE
    inside = parts[parts.index("work") + 1 :]
    kind = _kind_of(inside)
    return Guide(kind.model, kind.many_in_one_file) if kind is not None else NO_GUIDE


def _kind_of(inside: tuple[str, ...]) -> Kind | None:
    if not inside:
        return None
    if len(inside) == 1:
        stem = PurePosixPath(inside[0]).stem
        return next((kind for kind in KINDS.values() if kind.file and PurePosixPath(kind.file).stem == stem), None)
    return next((kind for kind in KINDS.values() if kind.folder == inside[0]), None)
