"""The sample newsroom's pictures, drawn here so that no picture of anybody is needed."""

from io import BytesIO
from random import Random

from django.core.files.base import ContentFile
from PIL import Image, ImageDraw

WIDTH, HEIGHT = 2400, 1600  # drawn large, since scaling down smooths the edges
SEA = 1000  # where the water begins


class Drawing:
    """A sky, its reflection, and flat shapes between."""

    def __init__(self, top: str, horizon: str) -> None:
        self.sky = [Image.new("RGB", (1, 1), colour).getpixel((0, 0)) for colour in (top, horizon)]
        self.picture = Image.new("RGB", (WIDTH, HEIGHT))
        self.pen = ImageDraw.Draw(self.picture)
        self.random = Random(7)  # noqa: S311 -- the same picture every time
        for y in range(SEA):
            self.pen.line((0, y, WIDTH, y), self._between(y / SEA))

    def _between(self, share: float) -> tuple[int, ...]:
        return tuple(round(a + (b - a) * share) for a, b in zip(*self.sky, strict=True))

    def disc(self, x: int, y: int, radius: int, colour: str) -> None:
        self.pen.ellipse((x - radius, y - radius, x + radius, y + radius), colour)

    def hills(self, height: int, colour: str) -> None:
        xs = range(-200, WIDTH + 400, 300)
        tops = [(x, SEA - height + self.random.randrange(-60, 60)) for x in xs]
        self.pen.polygon([(-200, SEA), *tops, (WIDTH + 400, SEA)], colour)

    def house(self, x: int, width: int, height: int, colour: str, light: str) -> None:
        top = SEA - height
        self.pen.rectangle((x, top, x + width, SEA), colour)
        self.pen.polygon(
            [(x - 12, top), (x + width // 2, top - width // 2), (x + width + 12, top)], "#2b3440"
        )
        for row in range(top + 50, SEA - 70, 110):
            for column in range(x + 32, x + width - 50, 78):
                lit = light if self.random.random() < 0.6 else "#39424d"
                self.pen.rectangle((column, row, column + 40, row + 60), lit)

    def ship(self, x: int, length: int, colour: str) -> None:
        deck = SEA - length // 9
        hull = [
            (x, deck),
            (x + length, deck),
            (x + length - length // 14, SEA),
            (x + length // 20, SEA),
        ]
        self.pen.polygon(hull, colour)
        box = length // 12
        for column in range(8):
            for row in range(self.random.randrange(1, 4)):
                left, bottom = x + length // 8 + column * box, deck - row * box // 2
                shade = self.random.choice(("#a8503a", "#3f6f78", "#c9a45c", "#5b6470"))
                self.pen.rectangle((left, bottom - box // 2, left + box - 4, bottom - 4), shade)
        bridge = x + length - length // 7
        self.pen.rectangle((bridge, deck - length // 6, bridge + length // 12, deck), "#e9e2d3")

    def crane(self, x: int, colour: str) -> None:
        for foot in (x, x + 150):
            self.pen.line((foot, SEA, foot, SEA - 520), colour, 22)
        self.pen.line((x, SEA - 260, x + 150, SEA - 260), colour, 16)
        self.pen.line((x - 420, SEA - 470, x + 330, SEA - 470), colour, 22)
        self.pen.line((x + 75, SEA - 700, x - 400, SEA - 470), colour, 8)
        self.pen.line((x + 75, SEA - 700, x + 310, SEA - 470), colour, 8)
        self.pen.line((x + 75, SEA - 700, x + 75, SEA - 470), colour, 18)

    def file(self, water: str) -> ContentFile:
        """With all of it mirrored in the water, broken by ripples."""
        depth = HEIGHT - SEA
        mirrored = self.picture.crop((0, SEA - depth, WIDTH, SEA)).transpose(
            Image.Transpose.FLIP_TOP_BOTTOM
        )
        mirrored = Image.blend(mirrored, Image.new("RGB", mirrored.size, water), 0.55)
        for y in range(0, depth, 8):
            shift = self.random.randrange(-6 - y // 12, 7 + y // 12)
            self.picture.paste(mirrored.crop((0, y, WIDTH, y + 8)), (shift, SEA + y))
            self.picture.paste(
                mirrored.crop((0, y, 80, y + 8)),
                (shift - 80 if shift > 0 else WIDTH + shift, SEA + y),
            )
        out = BytesIO()
        self.picture.save(out, "PNG", compress_level=1)
        return ContentFile(out.getvalue())


def quay() -> ContentFile:
    """Houses on a quay at dusk."""
    drawing = Drawing("#31486b", "#e8b48c")
    drawing.hills(190, "#6b6f86")
    drawing.hills(110, "#535a72")
    x = 60
    for width, height, colour in ((250, 380, "#a65f4a"), (200, 300, "#d8c7a3"), (280, 430, "#6d7f86"),
                                  (190, 330, "#b98556"), (260, 290, "#8c4f48"), (220, 400, "#c9b593"),
                                  (300, 340, "#5f7074"), (230, 370, "#a9714f")):  # fmt: skip
        drawing.house(x, width, height, colour, "#f6d68a")
        x += width + 34
    drawing.pen.rectangle((0, SEA - 46, WIDTH, SEA), "#3d4048")
    return drawing.file("#2a3a52")


def harbour() -> ContentFile:
    """Ships at anchor before sunrise, cranes on the pier."""
    drawing = Drawing("#5d7f98", "#f3d3a6")
    drawing.disc(1640, 900, 120, "#fbe9c2")
    drawing.hills(120, "#8c96a3")
    for x, length, colour in ((1180, 420, "#3a4757"), (1750, 520, "#4d3f47")):
        drawing.ship(x, length, colour)
    drawing.ship(-120, 1120, "#263442")
    for x in (520, 900):
        drawing.crane(x, "#b5482f")
    return drawing.file("#6f8794")


def library() -> ContentFile:
    """A library at the waterside with its lights on."""
    drawing = Drawing("#22324a", "#7e8fa6")
    drawing.hills(230, "#34455c")
    drawing.pen.rectangle((420, 430, 1980, SEA), "#b9a488")
    drawing.pen.polygon([(340, 430), (1200, 170), (2060, 430)], "#8f7b62")
    for x in range(500, 1900, 236):
        drawing.pen.rectangle((x, 520, x + 150, 900), "#f7dc97")
        for shelf in range(600, 900, 74):
            drawing.pen.rectangle((x, shelf, x + 150, shelf + 8), "#8f7b62")
            for book in range(x + 8, x + 140, 13):
                shade = drawing.random.choice(("#8c3f35", "#2f5a63", "#c08a3e", "#4b4a66"))
                tall = drawing.random.randrange(34, 58)
                drawing.pen.rectangle((book, shelf - tall, book + 9, shelf - 1), shade)
    drawing.pen.rectangle((300, 930, 2100, SEA), "#6d6152")
    return drawing.file("#1d2b40")


DRAWINGS = {"quay": quay, "harbour": harbour, "library": library}
