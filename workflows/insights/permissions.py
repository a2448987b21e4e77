"""Who may do what with insights; that only its author changes an insight is checked beside it."""

from bot.roles import Role, permission

# A guest keeps insights too, and sees their own: see `visibility`.
EVERYONE = (Role.GUEST, Role.MEMBER)

KEEP = permission("insights.keep", *EVERYONE)
CHANGE = permission("insights.change", *EVERYONE)
WIDEN = permission("insights.widen", *EVERYONE)
READ = permission("insights.read", *EVERYONE)
SHARE = permission("insights.share", *EVERYONE)
# What becomes of insights is every product person's to say; that only its owner and Product Ops
# move a theme is checked beside it.
TRIAGE = permission("insights.triage", Role.MEMBER)
THEME = permission("insights.theme", Role.MEMBER)
# The product's areas, what customers are worth, and what goes where.
ARRANGE = permission("insights.arrange", Role.PRODUCT_OPS)
# It tells of everyone's insights.
DIGEST = permission("insights.digest", Role.MEMBER)

ALL = (KEEP, CHANGE, WIDEN, READ, SHARE, TRIAGE, THEME, ARRANGE, DIGEST)
