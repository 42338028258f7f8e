"""The few entities of a body: the ones that the browser's serialiser writes, so bytes agree."""


def escape(text: str) -> str:
    """Text as it stands in a body."""
    return (
        text.replace("&", "&amp;")
        .replace("\xa0", "&nbsp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
    )


def escape_attribute(value: str) -> str:
    """A value as it stands between double quotes."""
    return escape(value).replace('"', "&quot;")


def unescape(html: str) -> str:
    """The reverse of both."""
    if "&" not in html:
        return html
    return (
        html.replace("&nbsp;", "\xa0")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", '"')
        .replace("&amp;", "&")
    )
