"""Insights: what people learn from users and the market, kept, undone, completed and found."""
