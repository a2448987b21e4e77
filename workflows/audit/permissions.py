"""Who may do what with the audit trail."""

from bot.roles import Role, permission

READ = permission("audit.read", Role.PRODUCT_OPS)

ALL = (READ,)
