"""Time zones by IANA name; one that this machine does not know is UTC."""

from datetime import UTC, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo

# A few hundred names are in use; what Slack makes up beyond them is not kept for ever.
_MOST = 1_024


@lru_cache(_MOST)
def zone(name: str) -> tzinfo:
    """The zone of this name; UTC for a name that nobody knows."""
    try:
        return ZoneInfo(name)
    except (LookupError, ValueError, OSError):
        # OSError: the name is a folder's, such as `America`.
        return UTC
