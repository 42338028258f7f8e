"""Copies of names made only for looking up. What is shown stays as it was typed."""

import re
import unicodedata


def fold(name: str) -> str:
    """The name with compatibility forms, case and white space evened out ("ᴰⁱᵍⁱ  Gal" → "digi gal")."""
    folded = unicodedata.normalize("NFKC", name).casefold()
    return re.sub(r"\s+", " ", unicodedata.normalize("NFKC", folded)).strip()
