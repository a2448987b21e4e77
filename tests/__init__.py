"""The tests."""

import sys

# What pytest makes of each test is kept even where Python is told to keep nothing: every worker
# of a run would make it again, which takes longer than many tests.
sys.dont_write_bytecode = False
