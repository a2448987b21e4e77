"""Who may do what with insights; that only its author changes an insight is checked beside it."""

from bot.roles import Role, permission

KEEP = permission("insights.keep", Role.MEMBER, Role.PRODUCT_OPS)
CHANGE = permission("insights.change", Role.MEMBER, Role.PRODUCT_OPS)
WIDEN = permission("insights.widen", Role.MEMBER, Role.PRODUCT_OPS)
READ = permission("insights.read", Role.MEMBER, Role.PRODUCT_OPS)
SHARE = permission("insights.share", Role.MEMBER, Role.PRODUCT_OPS)

ALL = (KEEP, CHANGE, WIDEN, READ, SHARE)
