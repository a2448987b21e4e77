"""Who may do what with absences."""

from bot.roles import Role, permission

SAY = permission("absence.say", Role.MEMBER, Role.TEAM_LEAD, Role.PRODUCT_OPS)

ALL = (SAY,)
