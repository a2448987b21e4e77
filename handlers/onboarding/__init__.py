"""Onboarding: journeys of those who arrive, from files."""
