"""Who may do what with journeys; that a manager sees their own people's is checked beside it."""

from bot.roles import Role, permission

# One's own steps, and those of whom one accompanies.
TAKE = permission("onboarding.take", Role.GUEST, Role.MEMBER)
ENROL = permission("onboarding.enrol", Role.TEAM_LEAD, Role.PRODUCT_OPS)
# About whom Product Ops are asked when they join.
ARRANGE = permission("onboarding.arrange", Role.PRODUCT_OPS)
# Journeys, for everybody who will be on them.
WRITE = permission("onboarding.write", Role.PRODUCT_OPS)
# All journeys at once: where everybody is, and where people get stuck.
OVERSEE = permission("onboarding.oversee", Role.PRODUCT_OPS)

ALL = (TAKE, ENROL, ARRANGE, WRITE, OVERSEE)
