"""What the C library is told of memory that a process gives back."""

from __future__ import annotations

OVERWRITES_FREED = {
    "PYTHONMALLOC": "malloc",
    "GLIBC_TUNABLES": "glibc.malloc.perturb=85:glibc.malloc.tcache_count=0",
}
"""Memory that Python gives back is overwritten at once: words of a wiped conversation else stand there until the place is used
again (docs/reliability.md). By glibc's allocator, of which Python's own takes no part; another C library does not know it."""
