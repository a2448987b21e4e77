"""The rules every change keeps, as tests; a rule's message says what to do instead."""
