"""Who may do what with settings: everyone has their own."""

from bot.roles import Role, permission

CHANGE = permission("settings.change", Role.MEMBER, Role.TEAM_LEAD, Role.PRODUCT_OPS)

ALL = (CHANGE,)
