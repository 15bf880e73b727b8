"""Titles that do not say what the work is (WS716)."""

from collections.abc import Iterator
from typing import Final

from worksystem.diagnostics import Severity
from worksystem.rules.rule import Context, Finding, Rule
from worksystem.rules.words import list_of, title_words, words_of

__all__ = ["RULES"]

# Words that say nothing of their own, by language: a title made of nothing else could stand on any item. A word that
# names a thing in another language belongs in no list.
_GENERIC: Final = (
    list_of(
        """
        a an and bug bugfix bugs change changes do fix fixes fixing general important improve improvement improvements
        issue issues it item items minor misc miscellaneous more new of other please problem problems quick small some
        something stuff task tasks tbd that the thing things this ticket to todo untitled update updates updating urgent
        various wip work
        """
    ),
    list_of(
        """
        allgemeines aktualisieren aktualisierung aktualisierungen anpassung anpassungen aufgabe aufgaben die diverse
        diverses ein eine einige fehler kleine kleinere neue neues probleme sonstiges und verbesserungen verschiedene
        verschiedenes wichtig änderung änderungen
        """
    ),
    list_of(
        """
        à améliorations autres correctif correctifs corrections de des diverses faire jour la les mise mises mineures
        nouvelle petites problème problèmes quelques tâche tâches urgente
        """
    ),
    list_of(
        """
        actualización actualizaciones actualizar arreglar arreglos cambio cambios correcciones el los mejoras pendientes
        problema problemas tarea tareas varias varios
        """
    ),
    list_of(
        """
        alterações alteração as atualizar atualização atualizações corrigir correções coisas diversas diversos
        melhorias mudanças os pendências problema problemas tarefa tarefas várias vários
        """
    ),
)
# Steps that many pieces of work have: alone they say nothing, as part of something they do.
_STEPS: Final = list_of(
    """
    cleanup documentation implementation investigation maintenance meeting preparation refactor refactoring research
    review test testing tests
    """
)


_KNOWN: Final = _STEPS.union(*_GENERIC)


def _check_vague_title(context: Context) -> Iterator[Finding]:
    types = context.workspace.types
    kinds = {id: frozenset(words_of(entry.record.name)) for id, entry in types.items()}
    generic = {kind: tuple([words | kind for words in _GENERIC]) for kind in (frozenset[str](), *kinds.values())}
    words, first = title_words(context), _KNOWN.union(*kinds.values())
    for item in context.open_items:
        own, title = words[item.id], item.title
        if title != item.id and (not own or own[0] not in first):
            continue
        kind = kinds.get(item.record.type, frozenset())
        if title == item.id or _says_nothing(own, generic[kind], is_part=bool(item.parent)):
            message = f'the title "{title}" does not say what {item.id} is about'
            help = "name the thing and what happens to it, so that it can be found in a list"
            yield Finding("WS716", message, item.entry, ("title",), help=help)


def _says_nothing(words: tuple[str, ...], generic: tuple[frozenset[str], ...], *, is_part: bool) -> bool:
    if not is_part and _STEPS.issuperset(words):
        return True
    return any(each.issuperset(words) for each in generic)


RULES: tuple[Rule, ...] = (
    Rule(
        "WS716",
        "vague-title",
        Severity.NOTE,
        "clarity_over_chaos",
        ("poor_visibility",),
        "A title could stand on any item",
        _check_vague_title,
    ),
)
