"""Who may do what with asks; that it must be one's own is checked beside it."""

from bot.roles import Role, permission

ANSWER = permission("asks.answer", Role.MEMBER, Role.TEAM_LEAD, Role.PRODUCT_OPS)
PASS_ON = permission("asks.pass_on", Role.TEAM_LEAD, Role.PRODUCT_OPS)

ALL = (ANSWER, PASS_ON)
