"""What of a collection somebody would rather have (Protocol, 4.2; RFC 7240)."""

import re

# return=representation;include="…", the addresses in one string or alone without quotes
INCLUDE = re.compile(r"""\breturn=representation\s*;\s*include=(?:"([^"]*)"|([^\s";,]+))""")
MINIMAL = "http://www.w3.org/ns/ldp#PreferMinimalContainer"
IRIS = "http://www.w3.org/ns/oa#PreferContainedIRIs"


def preferred(header: str) -> str:
    """MINIMAL, IRIS, or "" for everything: what the Prefer header asks to be included."""
    found = INCLUDE.search(header)
    asked = (found[1] or found[2] or "").split() if found else []
    return next((known for known in (MINIMAL, IRIS) if known in asked), "")
