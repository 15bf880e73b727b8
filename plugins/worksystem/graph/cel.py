"""The expression library, loaded when the first expression needs it and without its command line.

Only the compiled module is wanted; importing the package as a whole costs ten times as much.
"""

import sys
from functools import cache
from importlib.machinery import PathFinder
from importlib.util import find_spec, module_from_spec
from types import ModuleType
from typing import Any

__all__ = ["compile_program"]

_NAME = "cel.cel"


@cache
def _load() -> ModuleType:
    if _NAME in sys.modules:
        return sys.modules[_NAME]
    package = find_spec("cel")
    places = package.submodule_search_locations if package is not None else None
    spec = PathFinder.find_spec(_NAME, places) if places else None
    if spec is None or spec.loader is None:
        from cel import cel

        return cel
    module = module_from_spec(spec)
    sys.modules[_NAME] = module
    spec.loader.exec_module(module)
    return module


@cache
def compile_program(text: str) -> Any:
    """A compiled program; `execute` takes a dict of values, `variables` and `functions` list names.

    Errors: `ValueError` for what is no expression, with lines of `ERROR: <input>:LINE:COLUMN: ...`.
    """
    return _load().compile(text)
