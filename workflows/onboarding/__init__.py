"""Onboarding: what somebody who arrives, and those who help them, do from day to day."""
