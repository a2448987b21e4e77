"""Who may do what with dependencies; that a move is a side's own is checked beside it."""

from bot.roles import Role, permission

READ = permission("dependencies.read", Role.MEMBER)
# To ask on behalf of a team one is in, and to answer for it.
ASK = permission("dependencies.ask", Role.MEMBER)

ALL = (READ, ASK)
