"""Cells that a spreadsheet opens as what they are: words, never formulas."""

# A cell that begins so is a formula to a spreadsheet, which may do what it likes:
# https://owasp.org/www-community/attacks/CSV_Injection.
FORMULAS = ("=", "+", "-", "@", "\t", "\r")
# By it Excel knows that what follows is UTF-8.
MARK = "\ufeff"


def safe(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(FORMULAS) else cell
