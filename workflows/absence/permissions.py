"""Who may do what with absences."""

from bot.roles import Role, permission

SAY = permission("absence.say", Role.GUEST, Role.MEMBER)

ALL = (SAY,)
