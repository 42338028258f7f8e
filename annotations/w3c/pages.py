"""Lists as Annotation Collections and their Pages (Data Model, 5.1 and 5.2)."""

from dataclasses import dataclass
from urllib.parse import urlencode

from annotations.w3c.words import CONTEXT
from annotations.w3c.writing import Node
from articles.rest.paging import FIRST


@dataclass(frozen=True)
class Listed:
    """A list as somebody asked for it: its address without the page, and what it is called."""

    url: str
    first_url: str  # of the first page alone, as long as asked for
    label: str

    @classmethod
    def at(cls, address: str, query: dict[str, str], label: str) -> "Listed":
        """``query`` are the parameters asked for; where and how long a page is makes no other list."""
        kept = {name: query[name] for name in sorted(query.keys() - {"cursor", "page_size"})}
        paged = {name: query[name] for name in query.keys() & {"page_size"}} | {"cursor": FIRST}
        return cls(
            f"{address}?{urlencode(kept)}" if kept else address,
            f"{address}?{urlencode(kept | paged)}",
            label,
        )

    def collection(self, first: Node, *, embed: bool) -> Node:
        """``first`` is the first page; ``total`` is told only where that page is the last, too."""
        node = {"@context": CONTEXT, "id": self.url, "type": "AnnotationCollection"}
        node["label"] = self.label
        if "next" not in first:
            node["total"] = len(first["items"])
        if first["items"]:
            node["first"] = first if embed else self.first_url
        return node

    def page(self, url: str, items: list, *, next: str | None, previous: str | None) -> Node:
        """``items`` are annotations, or only their addresses."""
        node = {"@context": CONTEXT, "id": url, "type": "AnnotationPage"}
        node["partOf"] = {"id": self.url, "type": "AnnotationCollection", "label": self.label}
        if url == self.first_url:
            node["startIndex"] = 0
        links = {"next": next, "prev": previous}
        return node | {name: link for name, link in links.items() if link} | {"items": items}
