"""Reads docs/api.md: its requests, and the answers it promises.

A request and its answer are two ``http`` blocks in a row. In an answer "…" stands for what is left
out: a whole value, a part of a string, further members of an object or further items of a list.
What is shown has to be there, and nothing more where no "…" says so. The guide's own ids (101 and
up) stand for those of the database: the first answer that shows one says which.
"""

import json
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

GUIDE = Path(__file__).resolve().parents[2] / "docs" / "api.md"
_BLOCK = re.compile(r"^```http\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_IN_JSON = re.compile(r'"(?:[^"\\]|\\.)*"|[\[\]{}…]')
_OWN_ID = re.compile(r"\b1\d\d\b")
MORE = "…"


@dataclass
class Message:
    """``start`` is the request or status line; ``line`` where it stands in the guide."""

    start: str
    headers: dict[str, str]
    body: str
    line: int


@dataclass
class Example:
    request: Message
    answer: Message


def examples() -> list[Example]:
    guide = GUIDE.read_text(encoding="utf-8")
    messages = [
        _message(match[1], guide.count("\n", 0, match.start()) + 2)
        for match in _BLOCK.finditer(guide)
    ]
    pairs = list(zip(messages[::2], messages[1::2], strict=True))
    for request, answer in pairs:
        assert not request.start.startswith("HTTP"), f"docs/api.md:{request.line}: a request?"
        assert answer.start.startswith("HTTP"), f"docs/api.md:{answer.line}: an answer?"
    return [Example(*pair) for pair in pairs]


def _message(text: str, line: int) -> Message:
    head, _, body = text.partition("\n\n")
    start, *lines = head.strip().split("\n")
    headers = dict(line.split(": ", 1) for line in lines)
    return Message(start, headers, body.strip(), line)


@dataclass
class Ids:
    """Which id of the database each id of the guide stands for."""

    known: dict[int, int] = field(default_factory=dict)

    def real(self, text: str) -> str:
        """``text`` of the guide with the database's ids."""
        return _OWN_ID.sub(lambda match: str(self.known.get(int(match[0]), match[0])), text)

    def learn(self, shown: Any, real: Any) -> None:
        if isinstance(shown, dict) and isinstance(real, dict):
            if type(shown.get("id")) is int and type(real.get("id")) is int:
                self.known.setdefault(shown["id"], real["id"])
            for name in shown.keys() & real.keys():
                self.learn(shown[name], real[name])
        elif isinstance(shown, list) and isinstance(real, list):
            for one, other in zip(shown, real, strict=False):
                self.learn(one, other)


def read_pattern(text: str) -> Any:
    """JSON with "…" in it, as data: a member or an item "…" means that others may follow."""
    inside: list[str] = []

    def token(match: re.Match) -> str:
        found = match[0]
        if found in "[{":
            inside.append(found)
        elif found in "]}":
            inside.pop()
        elif found == MORE:
            return '"…": "…"' if inside[-1] == "{" else '"…"'
        return found

    return json.loads(_IN_JSON.sub(token, text))


def differences(shown: Any, real: Any, where: str = "the answer") -> list[str]:
    """What the guide shows and the answer is not."""
    if shown == MORE:
        return []
    if isinstance(shown, dict) and isinstance(real, dict):
        names = shown.keys() - {MORE}
        found = [f"{where} has no “{name}”" for name in names - real.keys()]
        if MORE not in shown:
            found += [f"{where} has “{name}” too" for name in real.keys() - names]
        for name in names & real.keys():
            found += differences(shown[name], real[name], f"{where}.{name}")
        return found
    if isinstance(shown, list) and isinstance(real, list):
        items = [item for item in shown if item != MORE]
        if len(items) > len(real) or (len(items) < len(real) and MORE not in shown):
            return [f"{where} has {len(real)} items, not {len(items)}"]
        return [
            line
            for number, (one, other) in enumerate(zip(items, real, strict=False))
            for line in differences(one, other, f"{where}[{number}]")
        ]
    if isinstance(shown, str) and isinstance(real, str):
        parts = map(re.escape, shown.split(MORE))
        same = re.fullmatch(".*".join(parts), real, re.DOTALL) is not None
    else:
        same = type(shown) is type(real) and shown == real
    return [] if same else [f"{where} is {real!r}, not {shown!r}"]
