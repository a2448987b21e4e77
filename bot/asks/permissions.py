"""Who may do what with asks; that it must be one's own is checked beside it."""

from bot.roles import Role, permission

# A guest answers what they are asked, as everyone does.
ANSWER = permission("asks.answer", Role.GUEST, Role.MEMBER)
PASS_ON = permission("asks.pass_on", Role.TEAM_LEAD, Role.PRODUCT_OPS)

ALL = (ANSWER, PASS_ON)
