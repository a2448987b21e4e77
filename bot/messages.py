"""`python -m bot.messages`: brings the catalogues in line with the sentences in the code."""

from collections.abc import Mapping
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from bot.i18n import DOMAIN, LANGUAGES, catalogue_file

ROOT = Path(__file__).parent.parent
FOLDERS = ("bot", "handlers", "workflows")
KEYWORDS: Mapping[str, tuple[int, ...] | None] = {
    "t": None,
    "say": None,
    "n": (1, 2),
    "say_n": (1, 2),
}


def sentences() -> Catalog:
    """Every sentence in the code, with the files it stands in."""
    found = Catalog(domain=DOMAIN, charset="utf-8")
    for folder in FOLDERS:
        # In order, so that the same code always gives the same file.
        extracted = sorted(
            extract_from_dir(ROOT / folder, keywords=dict(KEYWORDS)), key=lambda one: one[:2]
        )
        for name, _, message, _, context in extracted:
            found.add(message, locations=[(f"{folder}/{name}", 0)], context=context)
    return found


def bring_in_line(language: str, found: Catalog) -> None:
    """Rewrite a language's catalogue: new sentences untranslated, gone ones gone."""
    path = catalogue_file(language)
    with path.open("rb") as source:
        catalogue = read_po(source, locale=language, domain=DOMAIN)
    dated = catalogue.creation_date
    catalogue.update(found, no_fuzzy_matching=True)
    # The same sentences give the same file, whenever it is written.
    catalogue.creation_date = dated
    with path.open("wb") as target:
        write_po(
            target,
            catalogue,
            width=99,
            ignore_obsolete=True,
            include_lineno=False,
            sort_output=True,
        )


def main() -> None:
    """Every language but English, which stands in the code."""
    found = sentences()
    for language in LANGUAGES[1:]:
        bring_in_line(language, found)


if __name__ == "__main__":
    main()
