"""What the product does: plain functions that know PostgreSQL and nothing of Slack."""
