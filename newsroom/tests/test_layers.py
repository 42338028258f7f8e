"""Holds the direction of imports: annotations → articles, nobody → newsroom, floors downwards."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
APPS = ("articles", "annotations")
FLOORS = [
    {
        "choices", "difference", "embeds", "errors", "excerpts", "fields", "folding", "highlighting", "illustration",
        "importing", "merging", "page_cache", "pictures", "previewing", "references", "searching", "signals", "text", "wording", "anchoring", "detectors",
    },
    {"permissions", "querysets", "vectors"},
    {"models", "withholding"},
    {"services"},
    {"filters", "forms", "notes", "pages", "paging", "reporting", "rest", "review", "schema_org", "search", "serializers", "w3c"},
    {"admin", "api", "apps", "facts", "feeds", "management", "media", "receivers", "sitemaps", "templatetags", "views"},
]  # fmt: skip
FLOOR = {name: number for number, names in enumerate(FLOORS) for name in names}
EXEMPT = {"tests", "migrations"}


def modules():
    for app in APPS:
        for path in sorted((ROOT / app).rglob("*.py")):
            parts = path.relative_to(ROOT / app).parts
            if parts[0] not in EXEMPT and parts != ("__init__.py",):
                yield app, parts[0].removesuffix(".py"), path


def imports(path: Path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import on line {node.lineno}"
            for alias in node.names:
                yield f"{node.module}.{alias.name}", node.lineno
        elif isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name, node.lineno


@pytest.mark.parametrize(
    ("app", "place", "path"),
    [pytest.param(*item, id=str(item[2].relative_to(ROOT))) for item in modules()],
)
def test_imports_go_down_only(app, place, path):
    assert place in FLOOR, f"{place} has no floor: give it one in FLOORS and in the design"
    for name, line in imports(path):
        parts = name.split(".")
        where = f"{path}:{line} imports {name}"
        assert parts[0] != "newsroom", where
        if parts[0] not in APPS or len(parts) == 1:
            continue
        assert (app, parts[0]) != ("articles", "annotations"), where
        assert parts[1] in FLOOR, where
        assert FLOOR[parts[1]] <= FLOOR[place], where


def test_text_has_one_door():
    """Only articles.text turns HTML into a body, so nothing else knows the sanitiser."""
    for _app, place, path in modules():
        if place != "text":
            assert "nh3" not in {name.split(".")[0] for name, _line in imports(path)}, path
