"""`make chaos`: thousands of messages while workers, Slack and PostgreSQL fail, read in Slack."""
