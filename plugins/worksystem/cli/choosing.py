"""Which items a command is about: by id, or by an expression."""

from datetime import date

from worksystem.errors import UsageError
from worksystem.graph.query import EvaluationProblem, Expression, ExpressionProblem, compile_expression
from worksystem.graph.suggest import suggest_id
from worksystem.graph.vocabulary import custom_fields_of
from worksystem.graph.workspace import Workspace
from worksystem.model.entry import Entry
from worksystem.model.item import Item

__all__ = ["choose_items", "find_item", "list_where"]


def find_item(workspace: Workspace, id: str) -> Entry[Item]:
    """An item by an id that it has or had.

    Errors: `UsageError` if there is none.
    """
    item: Entry[Item] | None = workspace.find("item", id)
    if item is None:
        same = suggest_id(id, workspace.items)
        help = f'did you mean "{same}"?' if same else "`worksystem items` lists the items"
        raise UsageError(f'no item is called "{id}"', help=help)
    return item


def list_where(workspace: Workspace, where: str, as_of: date) -> tuple[str, ...]:
    """The ids of the items for which an expression holds.

    Errors: `UsageError` if it cannot be read, or judged for one of them.
    """
    found, problems = choose_items(workspace, where, as_of)
    if problems:
        id, problem = problems[0]
        raise UsageError(f"--where cannot be judged for {id}: {problem.message}", help=problem.help)
    return tuple(item.id for item in found)


def choose_items(
    workspace: Workspace, where: str | None, as_of: date
) -> tuple[list[Entry[Item]], list[tuple[str, EvaluationProblem]]]:
    """The items for which an expression holds, all without one; and those for which it cannot be judged.

    Errors: `UsageError` if it cannot be read.
    """
    if where is None:
        return list(workspace.items.values()), []
    expression = _compile(workspace, where)
    chosen, problems = [], []
    for id, entry in workspace.items.items():
        result = expression.holds(entry, workspace, as_of)
        if isinstance(result, EvaluationProblem):
            problems.append((id, result))
        elif result:
            chosen.append(entry)
    return chosen, problems


def _compile(workspace: Workspace, where: str) -> Expression:
    expression = compile_expression(where, "item", custom_fields_of(workspace))
    if isinstance(expression, ExpressionProblem):
        column = expression.column + len(where) - len(where.lstrip())
        raise UsageError(f"cannot read --where, column {column}: {expression.message}", help=expression.help)
    return expression
