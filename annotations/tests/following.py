"""A consumer of events/, as a program elsewhere would be: it keeps a cursor and what it was told."""

from collections import Counter

from articles.tests.api import Api, done


class Consumer:
    def __init__(self, page_size: int = 7, **filters: str) -> None:
        query = "&".join(f"{name}={value}" for name, value in filters.items())
        self.next = f"/api/v1/events/?page_size={page_size}&{query}".rstrip("&")
        self.numbers: list[int] = []
        self.seen: Counter = Counter()
        self.public: dict[str, dict[int, dict]] = {"article": {}, "annotation": {}}

    def follow(self) -> list[dict]:
        """Read on until a page is empty; all that came."""
        came: list[dict] = []
        while page := self.read():
            came += page
        return came

    def read(self) -> list[dict]:
        answer = done(Api().get(self.next))
        self.next = answer["next"].partition("testserver")[2]
        for event in answer["results"]:
            self.take(event)
        return answer["results"]

    def take(self, event: dict) -> None:
        self.numbers.append(event["id"])
        self.seen[event["subject"], event["subject_id"], event["action"]] += 1
        content = event[event["subject"]]
        assert event["gone"] is (content is None)
        if content is None:
            self.public[event["subject"]].pop(event["subject_id"], None)
        else:
            self.public[event["subject"]][event["subject_id"]] = content


def listed(path: str) -> dict[int, dict]:
    """All that a reader finds in a list, by id."""
    rows, url = {}, f"/api/v1/{path}/?page_size=200"
    while url:
        answer = done(Api().get(url))
        rows |= {row["id"]: row for row in answer["results"]}
        url = answer["next"] and answer["next"].partition("testserver")[2]
    return rows


def as_told(items: dict[int, dict]) -> dict[int, dict]:
    """Without what no event tells of an annotation: its article's words, the article's to tell."""
    told = {pk: dict(item) for pk, item in items.items()}
    for item in told.values():
        if "article" in item:
            item["article"] = item["article"]["id"]
    return told
