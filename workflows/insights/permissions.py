"""Who may do what with insights; that only its author changes an insight is checked beside it."""

from bot.roles import Role, permission

# A guest keeps insights too, and sees their own: see `visibility`.
EVERYONE = (Role.GUEST, Role.MEMBER)

KEEP = permission("insights.keep", *EVERYONE)
CHANGE = permission("insights.change", *EVERYONE)
WIDEN = permission("insights.widen", *EVERYONE)
READ = permission("insights.read", *EVERYONE)
SHARE = permission("insights.share", *EVERYONE)

ALL = (KEEP, CHANGE, WIDEN, READ, SHARE)
