"""Who may do what about the bot's health."""

from bot.roles import Role, permission

SEE = permission("health.see", Role.PRODUCT_OPS)
RESEND = permission("health.resend", Role.PRODUCT_OPS)

ALL = (SEE, RESEND)
