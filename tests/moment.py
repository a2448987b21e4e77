"""When tests happen."""

from datetime import UTC, datetime

# A Tuesday morning.
NOW = datetime(2026, 3, 3, 9, 41, tzinfo=UTC)
