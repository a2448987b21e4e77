"""Who may do what with teams; that a lead changes only a team they lead is checked beside it."""

from bot.roles import Role, permission

MAKE = permission("teams.make", Role.PRODUCT_OPS)
CHANGE = permission("teams.change", Role.TEAM_LEAD, Role.PRODUCT_OPS)
CLOSE = permission("teams.close", Role.PRODUCT_OPS)
# A guest sees the teams they are in: see `find`.
READ = permission("teams.read", Role.GUEST, Role.MEMBER)

ALL = (MAKE, CHANGE, CLOSE, READ)
