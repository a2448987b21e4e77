"""Dependencies: what a team needs from another one, agreed by both, and whom a slip will hit."""
