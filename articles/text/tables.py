"""Tables made rectangular, as the editor would make them: each place in the grid has one cell."""

from itertools import accumulate

from articles.text.tree import Block, Line

MAX_SPAN = 1000  # the HTML standard's own limit for colspan
_SPARE_AREA = 10_000  # a small table may be all holes; a large one must not grow fourfold


def finish_table(table: Block) -> list[Line | Block]:
    """What stands in the table's place: the table made regular, nothing if it has no cells, or
    its content alone if padding it would blow it up."""
    rows = table.children
    _drop_empty_rows(rows)
    cells = [cell for row in table.children for cell in row.children]
    limit = 4 * len(cells) + _SPARE_AREA
    if sum(columns * height for columns, height in (cell.spans for cell in cells)) > limit:
        return _content(cells)
    covered = _place(table.children)
    width = max(covered, default=0)
    if width * len(covered) > limit:
        return _content(cells)
    for row, count in zip(table.children, covered, strict=True):
        for _ in range(width - count):
            row.children.append(Block("td", parent=row, children=[Line("p", [])]))
    for cell in cells:
        cell.attributes = _span_attributes(*cell.spans)
    return [table] if cells else []


def _drop_empty_rows(rows: list[Block]) -> None:
    """Take out rows without cells and end every row span at the last row."""
    kept = list(accumulate((bool(row.children) for row in rows), initial=0))
    for number, row in enumerate(rows):
        for cell in row.children:
            columns, height = cell.spans
            cell.spans = columns, kept[min(number + height, len(rows))] - kept[number]
    rows[:] = [row for row in rows if row.children]


def _place(rows: list[Block]) -> list[int]:
    """Give each cell its columns, first free place first, cutting it where it meets a cell from
    above; returns how many columns each row then covers."""
    covered = [0] * len(rows)
    free_from: dict[int, int] = {}  # column -> first row in which it is free
    for number, row in enumerate(rows):
        column = 0
        for cell in row.children:
            while free_from.get(column, 0) > number:
                column += 1
            columns, height = cell.spans
            end = column
            while end < column + columns and free_from.get(end, 0) <= number:
                free_from[end] = number + height
                end += 1
            cell.spans = end - column, height
            for below in range(number, number + height):
                covered[below] += end - column
            column = end
    return covered


def _content(cells: list[Block]) -> list[Line | Block]:
    blocks = [block for cell in cells for block in cell.children]
    return [block for block in blocks if isinstance(block, Block) or block.runs]


def _span_attributes(columns: int, rows: int) -> str:
    return (f' colspan="{columns}"' if columns > 1 else "") + (
        f' rowspan="{rows}"' if rows > 1 else ""
    )
