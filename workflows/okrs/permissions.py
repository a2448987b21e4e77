"""Who may do what with OKRs; that a lead shapes only their own team's is checked beside it."""

from bot.roles import Role, permission

# A guest sees the teams they are in, and answers for what is theirs.
READ = permission("okrs.read", Role.GUEST, Role.MEMBER)
CHECK_IN = permission("okrs.check_in", Role.GUEST, Role.MEMBER)
SHAPE = permission("okrs.shape", Role.TEAM_LEAD, Role.PRODUCT_OPS)
# Cycles, the company's own objectives, and who hears of all teams.
ARRANGE = permission("okrs.arrange", Role.PRODUCT_OPS)

ALL = (READ, CHECK_IN, SHAPE, ARRANGE)
