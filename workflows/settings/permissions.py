"""Who may do what with settings: everyone has their own."""

from bot.roles import Role, permission

CHANGE = permission("settings.change", Role.GUEST, Role.MEMBER)

ALL = (CHANGE,)
