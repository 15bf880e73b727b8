"""Names for content: the same content has the same name, and another one never has."""

try:  # as Python's own `random` does it: hashlib loads OpenSSL, and that takes longer than hashing what is read here
    from _blake2 import blake2b
except ImportError:
    from hashlib import blake2b

__all__ = ["digest_of"]


def digest_of(data: bytes) -> str:
    """A name for some content."""
    return blake2b(data, digest_size=16).hexdigest()
