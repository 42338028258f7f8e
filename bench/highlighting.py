"""How much the marks of a page cost: ``python -m bench.highlighting``.

1,000 overlapping annotations on 30,000 characters. The yardstick is a plain sweep over the text
with the same spans, that knows nothing of HTML. Ratios are of the best of several rounds, taken in
turns in one run. No database, no settings.
"""

import random
import re
import time
from html import escape
from itertools import pairwise

from annotations.choices import Kind
from annotations.highlighting import Mark, highlight
from articles.text import clean, project

CHARACTERS, MARKS, ROUNDS = 30_000, 1_000, 15


def main() -> None:
    draw = random.Random(4)
    words = ["river", "harbour", "quay & wall", "the", "rose", "by", "“two”", "metres", "council"]
    lines = []
    length = 0
    while length < CHARACTERS:
        line = " ".join(draw.choice(words) for _ in range(draw.randint(20, 90)))
        lines.append(f"<p>{escape(line).replace('council', '<strong>council</strong>')}</p>")
        length += len(line) + 1
    body = clean("".join(lines))
    text = project(body)
    marks = [
        Mark(start, min(start + draw.randint(10, 300), len(text)), number, draw.choice(Kind.values))
        for number, start in enumerate(draw.randrange(len(text) - 10) for _ in range(MARKS))
    ]
    html = highlight(body, marks)
    assert re.sub(r"<mark [^>]*>|</mark>", "", html) == body
    assert project(re.sub(r"<mark [^>]*>|</mark>", "", html)) == text
    best = {highlight: 9.0, sweep: 9.0}
    for _ in range(ROUNDS):
        for way, given in ((highlight, body), (sweep, text)):
            began = time.process_time()
            way(given, marks)
            best[way] = min(best[way], time.process_time() - began)
    ours, plain = best[highlight], best[sweep]
    print(f"{len(text):,} characters, {MARKS:,} marks: {ours * 1e3:.1f} ms; the plain sweep")
    print(
        f"{plain * 1e3:.1f} ms; ratio {ours / plain:.2f}. Without the marks it is the body again."
    )


def sweep(text: str, marks: list[Mark]) -> str:
    starting: dict[int, list[Mark]] = {}
    for mark in sorted(marks, key=lambda mark: (mark.start, -mark.end, mark.id)):
        starting.setdefault(mark.start, []).append(mark)
    active, pieces, done = [], [], 0
    for start, end in pairwise(sorted({*starting, *(mark.end for mark in marks)})):
        active = [mark for mark in active if mark.end > start] + starting.get(start, [])
        pieces.append(escape(text[done:start]))
        if active:
            kinds = " ".join(dict.fromkeys(mark.kind for mark in active))
            ids = " ".join(str(mark.id) for mark in active)
            pieces.append(
                f'<mark class="{kinds}" data-annotation="{ids}">{escape(text[start:end])}</mark>'
            )
        else:
            pieces.append(escape(text[start:end]))
        done = end
    return "".join([*pieces, escape(text[done:])])


if __name__ == "__main__":
    main()
