"""Who may do what with the set-up."""

from bot.roles import Role, permission

CHANGE = permission("setup.change", Role.PRODUCT_OPS)

ALL = (CHANGE,)
