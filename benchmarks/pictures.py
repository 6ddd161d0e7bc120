"""The star as PNG, by each of the renderers that were considered, in one run.

Each draws the same eight-pointed star with eight labels, 800 dots wide, a little different each time so that nothing
is answered from memory. Read the ratios: the machine may be busy.
"""

import io
import statistics
import time
from collections.abc import Callable
from importlib.metadata import distribution
from math import cos, pi, sin
from pathlib import Path

import resvg_py
import typst
from matplotlib.figure import Figure

from benchmarks.stars import LABELS, star
from bot.pictures import fonts, render

ROUNDS = 15
FONT_FILES = [str(fonts.file(family)) for family in fonts.FAMILIES]


def typst_of_svg(turn: int) -> bytes:
    return render.png(star(turn))


def typst_alone(turn: int) -> bytes:
    """The same in Typst's own shapes, which would be a second drawing beside the SVG for pages."""
    places = [
        (400 + 30 * (1 + (turn + n) % 7) * sin(pi * n / 4), 400 - 30 * cos(pi * n / 4)) for n in range(8)
    ]
    corners = ", ".join(f"({x:.1f}pt, {y:.1f}pt)" for x, y in places)
    labels = "\n".join(f"#place(dx: {90 * n}pt, dy: {80 * n}pt)[{label}]" for n, label in enumerate(LABELS))
    source = (
        '#set page(width: 800pt, height: 800pt, margin: 0pt)\n#set text(font: "Noto Sans", size: 29pt)\n'
        f"#place(polygon(fill: aqua, stroke: 6pt, {corners}))\n{labels}"
    )
    picture = typst.compile(source.encode(), format="png", ppi=72, font_paths=fonts.fonts())
    assert isinstance(picture, bytes)
    return picture


def resvg(turn: int) -> bytes:
    return bytes(resvg_py.svg_to_bytes(svg_string=star(turn), font_files=FONT_FILES, skip_system_fonts=True))


def matplotlib(turn: int) -> bytes:
    figure = Figure(figsize=(8, 8), dpi=100)
    axes = figure.add_subplot(projection="polar")
    angles = [2 * pi * number / 8 for number in range(8)]
    axes.plot(angles, [1 + (turn + number) % 7 for number in range(8)])
    axes.set_xticks(angles, LABELS)
    file = io.BytesIO()
    figure.savefig(file, format="png")
    return file.getvalue()


RENDERERS: dict[str, tuple[Callable[[int], bytes], str]] = {
    "Typst, of our SVG": (typst_of_svg, "typst"),
    "Typst, of its own shapes": (typst_alone, "typst"),
    "resvg, of our SVG": (resvg, "resvg_py"),
    "matplotlib": (matplotlib, "matplotlib"),
}


def main() -> None:
    times: dict[str, list[float]] = {name: [] for name in RENDERERS}
    for turn in range(ROUNDS + 1):
        for name, (renderer, _) in RENDERERS.items():
            begun = time.perf_counter()
            renderer(turn)
            if turn:  # the first round reads fonts
                times[name].append((time.perf_counter() - begun) * 1000)
    first = statistics.median(next(iter(times.values())))
    print(f"{'':26} {'ms':>6} {'lowest-highest':>16} {'ratio':>6} {'MB':>5}")
    for name, taken in times.items():
        median = statistics.median(taken)
        spread = f"{min(taken):.1f}-{max(taken):.1f}"
        print(
            f"{name:26} {median:6.1f} {spread:>16} {median / first:6.2f} {megabytes(RENDERERS[name][1]):5.0f}"
        )


def megabytes(package: str) -> float:
    """The size of a package without what it depends on."""
    installed = distribution(package)
    files = (Path(str(installed.locate_file(file))) for file in installed.files or ())
    return sum(each.stat().st_size for each in files if each.is_file()) / 1e6


if __name__ == "__main__":
    main()
