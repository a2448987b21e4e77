"""What people owe: one attention budget a person, whatever asks for it."""
