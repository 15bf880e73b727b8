"""A whole work system in git: checked at the line, published as a site.

The package is cut into rooms; each imports only the rooms before it.
"""

__all__ = ["__version__"]


def __getattr__(name: str) -> object:
    """Read `__version__` from the installed metadata only when somebody asks for it."""
    if name == "__version__":
        from importlib.metadata import version

        return version("worksystem")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
