"""Logos and signatures of the invented associations, drawn here: the same bytes every time."""

import io
import itertools
import math

from PIL import Image, ImageDraw

#: Drawn larger and made smaller, so that edges are smooth.
FINE = 3
Point = tuple[float, float]


class Canvas:
    """A transparent picture with coordinates in its final pixels."""

    def __init__(self, width: int, height: int) -> None:
        self.size = (width, height)
        self._image = Image.new("RGBA", (width * FINE, height * FINE), (255, 255, 255, 0))
        self._draw = ImageDraw.Draw(self._image)

    def disc(self, x: float, y: float, radius: float, color: str) -> None:
        box = [(x - radius) * FINE, (y - radius) * FINE, (x + radius) * FINE, (y + radius) * FINE]
        self._draw.ellipse(box, fill=color)

    def shape(self, points: list[Point], color: str) -> None:
        self._draw.polygon([(x * FINE, y * FINE) for x, y in points], fill=color)

    def line(self, points: list[Point], color: str, width: float) -> None:
        half = width / 2
        for x, y in points:
            self.disc(x, y, half, color)
        for (x1, y1), (x2, y2) in itertools.pairwise(points):
            self._draw.line(
                [x1 * FINE, y1 * FINE, x2 * FINE, y2 * FINE], fill=color, width=round(width * FINE)
            )

    def png(self) -> bytes:
        out = io.BytesIO()
        self._image.resize(self.size, Image.Resampling.LANCZOS).save(out, format="PNG")
        return out.getvalue()


def pine_river() -> bytes:
    """Two firs, a small one beside a tall one, above a bend of water in a disc."""
    canvas = Canvas(420, 420)
    canvas.disc(210, 210, 206, "#1d5c4d")
    canvas.disc(210, 210, 190, "#f4efe6")
    for x, foot, height in ((176, 268, 168), (262, 268, 104)):
        for step in range(3):
            top = foot - height + step * height * 0.24
            half = height * (0.2 + 0.07 * step)
            canvas.shape(
                [(x, top), (x - half, top + height * 0.4), (x + half, top + height * 0.4)],
                "#1d5c4d",
            )
        canvas.shape(
            [(x - 7, foot - 12), (x + 7, foot - 12), (x + 7, foot + 14), (x - 7, foot + 14)],
            "#7a4f2b",
        )
    for place, color in enumerate(("#2f7f94", "#5aa7b8")):
        canvas.line(_wave(70 + 14 * place, 350 - 14 * place, 306 + 30 * place, 10), color, 12)
    return canvas.png()


def harbor() -> bytes:
    """A lighthouse and its light, above two waves."""
    canvas = Canvas(420, 420)
    canvas.shape([(176, 150), (244, 150), (262, 330), (158, 330)], "#274b7a")
    canvas.shape([(171, 205), (249, 205), (253, 250), (167, 250)], "#ffffff")
    canvas.shape([(170, 110), (250, 110), (250, 140), (170, 140)], "#274b7a")
    canvas.shape([(182, 110), (210, 66), (238, 110)], "#b3402f")
    for side in (-1, 1):
        canvas.shape(
            [
                (210 + side * 52, 118),
                (210 + side * 176, 78),
                (210 + side * 176, 158),
                (210 + side * 52, 132),
            ],
            "#e7b04a",
        )
    for place, color in enumerate(("#274b7a", "#6f94c4")):
        canvas.line(_wave(40, 380, 344 + 34 * place, 11), color, 13)
    return canvas.png()


def signature(seed: int) -> bytes:
    """A hand's stroke; another seed is another hand."""
    canvas = Canvas(640, 190)
    points = []
    for step in range(260):
        share = step / 259
        wide = 1 - 0.6 * share
        points.append(
            (
                24 + share * 580 + 26 * math.sin(step / (3.1 + seed * 0.13)),
                98
                + 66 * wide * math.sin(step / (5.2 + seed * 0.21)) * math.cos(step / (19 + seed))
                - 12 * share,
            )
        )
    canvas.line(points, "#1a2452", 4.2)
    return canvas.png()


def _wave(first: float, last: float, level: float, height: float) -> list[Point]:
    return [
        (first + (last - first) * step / 80, level + height * math.sin(step / 80 * math.tau * 2))
        for step in range(81)
    ]
