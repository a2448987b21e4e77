"""The clock of the demo, turned through everything that happens on the way."""
