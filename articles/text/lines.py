"""One line: its white space, and the tags of its breaks."""

from articles.text.plain import collapse
from articles.text.tree import BREAK, Line, Run


def tidy(runs: list[Run], *, bare: bool = False) -> list[Run]:
    """The runs with white space collapsed and gone from line ends, breaks given their tags.

    A run of white space keeps its first space, as the editor's parser does. `bare` also takes
    breaks off both ends (`<pre>` begins and ends with line feeds that nobody sees).
    """
    tidied: list[Run] = []
    at_space = True  # at the start of a line a space is dropped, as after another space
    for run in runs:
        if run.text == BREAK:
            _end_line(tidied)
            tidied.append(run)
            at_space = True
            continue
        text = collapse(run.text)
        if at_space and text.startswith(" "):
            text = text[1:]
        if text:
            tidied.append(run._replace(text=text))
            at_space = text.endswith(" ")
    _end_line(tidied)
    if bare:
        tidied = _without_outer_breaks(tidied)
    return _tag_breaks(tidied)


def joined(lines: list[Line]) -> list[Run]:
    """The runs of several lines as one line with breaks; empty lines add nothing."""
    runs: list[Run] = []
    for line in lines:
        if line.runs:
            runs += [Run(BREAK, (), ()), *line.runs] if runs else line.runs
    return _tag_breaks(runs)


def _end_line(runs: list[Run]) -> None:
    if runs and runs[-1].text.endswith(" "):
        last = runs.pop()
        if len(last.text) > 1:
            runs.append(last._replace(text=last.text[:-1]))


def _without_outer_breaks(runs: list[Run]) -> list[Run]:
    start, end = 0, len(runs)
    while start < end and runs[start].text == BREAK:
        start += 1
    while start < end and runs[end - 1].text == BREAK:
        end -= 1
    return runs[start:end]


def _tag_breaks(runs: list[Run]) -> list[Run]:
    """A break has the tags that the text before and after it share, so no tag is split by it."""
    after: tuple[str, ...] = ()
    following = []
    for run in reversed(runs):
        following.append(after)
        if run.text != BREAK:
            after = run.tags
    before: tuple[str, ...] = ()
    tagged = []
    for run, after in zip(runs, reversed(following), strict=True):
        if run.text == BREAK:
            tagged.append(run._replace(tags=tuple(tag for tag in before if tag in after)))
        else:
            before = run.tags
            tagged.append(run)
    return tagged
