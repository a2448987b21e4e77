"""Settings: what a person chose for themselves: language, working calendar, messages a week."""
