"""The figures of a body as pages show them: a body in, HTML out. Pure."""

import re
from collections.abc import Callable

# As articles.text writes them; a caption may have gained marks and references on its way here.
_FIGURE = re.compile(
    r'<figure><img src="([^"]*)" alt="([^"]*)"[^>]*>(?:<figcaption>(.*?)</figcaption>)?</figure>'
)


def illustrate(html: str, picture: Callable[[str, str], tuple[str, str] | None]) -> str:
    """The HTML with every figure's image and credit as `picture` gives them.

    `picture` takes an image's address and its alternative text, both as written in the body (that
    is, escaped), and returns an ``img`` and a credit as HTML, or None where it knows no such image:
    then the figure stays as it is.
    """

    def shown(figure: re.Match) -> str:
        address, alt, caption = figure.groups()
        found = picture(address, alt)
        if found is None:
            return figure[0]
        img, credit = found
        words = " ".join(filter(None, (caption, credit)))
        return f"<figure>{img}{words and f'<figcaption>{words}</figcaption>'}</figure>"

    return _FIGURE.sub(shown, html)
