"""What the workspace is shown when somebody else saved meanwhile: both texts, and them merged."""

import json
from collections.abc import Collection
from typing import Any

from annotations.choices import Status
from annotations.services.workspace import REATTACH
from articles.difference import lines, words
from articles.merging import Merged, Overlap, merge
from articles.models import Article
from articles.services import images_at
from articles.text import project, read_marks


def merging(
    article: Article, posted: dict[str, str], shown: list[dict[str, Any]]
) -> dict[str, Any]:
    """The posted body and the latest one put together upon the revision that both started from.

    ``parts`` are HTML with marks, or {"theirs", "mine", "words"} where somebody has to choose;
    ``theirs`` and ``mine`` tell line by line what each changed.
    """
    latest = article.latest_revision
    number = posted.get("base", "")
    base = article.revisions.filter(number=int(number)).first() if number.isdecimal() else None
    base_body, base_text = (base.body, base.text) if base else ("", "")
    mine = read_marks(posted.get("body", ""), known=images_at)
    merged = merge(
        base_body,
        latest.body,
        mine.body,
        their_marks=_their_marks(shown, _reattached(posted)),
        my_marks=_my_marks(shown, mine.places),
    )
    return {
        "parts": [_part(part) for part in merged.parts],
        "same": _is_theirs(merged, latest.body),
        "theirs": _changes(base_text, latest.text),
        "mine": _changes(base_text, mine.text),
        "base": base
        and {
            "headline": base.headline,
            "standfirst": base.standfirst,
            "lead_image": base.lead_image_id,
        },
    }


def _reattached(posted: dict[str, str]) -> Collection[str]:
    """Whose place is where the poster put them; the list was checked when it was read."""
    rows = json.loads(posted.get("annotations") or "[]")
    return {row["ref"] for row in rows if row.get("action") == REATTACH}


def _their_marks(shown, without: Collection[str]) -> dict[str, tuple[int, int]]:
    return {
        card["ref"]: (card["start"], card["end"])
        for card in shown
        if card["start"] is not None
        and card["status"] != Status.WITHDRAWN
        and card["ref"] not in without
    }


def _my_marks(shown, places: dict[str, tuple[int, int]]) -> dict[str, tuple[int, int]]:
    known = {card["ref"] for card in shown if card["status"] != Status.WITHDRAWN}
    return {ref: at for ref, at in places.items() if ref in known or ref.startswith("new-")}


def _part(part: str | Overlap) -> str | dict[str, Any]:
    if isinstance(part, str):
        return part
    theirs, mine = (project(read_marks(html).body) for html in (part.theirs, part.mine))
    told = [(piece.op, piece.text) for piece in words(theirs, mine)]
    return {"theirs": part.theirs, "mine": part.mine, "words": told}


def _is_theirs(merged: Merged, body: str) -> bool:
    """Nothing of the poster's text would be new."""
    return not merged.overlaps and read_marks(merged.html()).body == body


def _changes(before: str, after: str) -> list[dict[str, Any]]:
    return [
        {"op": row.op, "parts": [(part.op, part.text) for part in row.parts]}
        for row in lines(before, after)
    ]
