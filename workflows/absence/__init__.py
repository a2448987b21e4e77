"""Absences: when people are away, who stands in for them, and when they are back."""
