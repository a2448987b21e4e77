"""What a form or a button carries unseen, from when it is shown to when it comes back."""

import json
from dataclasses import dataclass, fields
from typing import Self


@dataclass(frozen=True)
class Carried:
    """Fields with defaults, as JSON, which another version of the bot may have written."""

    def dumps(self) -> str:
        """As `private_metadata` or a button's value holds it, without what is as it always is."""
        usual = type(self)()
        carried = {name: one for name, one in vars(self).items() if one != getattr(usual, name)}
        return json.dumps(carried, ensure_ascii=False)

    @classmethod
    def loads(cls, text: str) -> Self:
        """What `dumps` wrote; what this version does not know is left out."""
        found = json.loads(text) if text else {}
        return cls(**{each.name: found[each.name] for each in fields(cls) if each.name in found})
