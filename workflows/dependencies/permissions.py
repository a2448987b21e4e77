"""Who may do what with dependencies; that a move is a side's own is checked beside it."""

from bot.roles import Role, permission

# A guest sees those of the teams they are in: see `seeing`.
READ = permission("dependencies.read", Role.GUEST, Role.MEMBER)
# To ask on behalf of a team one is in, and to answer for it.
ASK = permission("dependencies.ask", Role.MEMBER)
# To choose for everyone where all teams hear of dependencies.
ARRANGE = permission("dependencies.arrange", Role.PRODUCT_OPS)

ALL = (READ, ASK, ARRANGE)
