"""The content of files, and names for it: the same content has the same name, and another one never has."""

import os

try:  # as Python's own `random` does it: hashlib loads OpenSSL, and that takes longer than hashing what is read here
    from _blake2 import blake2b
except ImportError:
    from hashlib import blake2b

__all__ = ["MAX_BYTES", "digest_of", "read_content"]

# of what is longer nothing is read
MAX_BYTES = 4_000_000

_READ = os.O_RDONLY | getattr(os, "O_BINARY", 0)
_AT_ONCE = 1 << 16


def digest_of(data: bytes) -> str:
    """A name for some content."""
    return blake2b(data, digest_size=16).hexdigest()


def read_content(file: str) -> bytes | None:
    """What stands in a file; `None` if it is too long.

    Errors: `OSError` if it cannot be read.
    """
    handle = os.open(file, _READ)  # three calls of the system, where a file object takes seven
    try:
        data = part = os.read(handle, _AT_ONCE)
        while len(part) == _AT_ONCE and len(data) <= MAX_BYTES:
            part = os.read(handle, _AT_ONCE)
            data += part
    finally:
        os.close(handle)
    return data if len(data) <= MAX_BYTES else None
