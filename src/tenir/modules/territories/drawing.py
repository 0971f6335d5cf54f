"""Contours as SVG: presentation attributes and classes only, so that a strict Content-Security-Policy lets it be."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

import shapely
from django.utils.safestring import SafeString
from shapely.geometry.base import BaseGeometry

Box = tuple[float, float, float, float]
# Pixels under which a contour is drawn as a dot.
SMALL = 7.0
# Pixels that a simplified line may be off.
OFF = 0.5


@dataclass(frozen=True)
class Frame:
    """A box of degrees on a sheet of pixels, north up, as wide as it is long at its own latitude."""

    west: float
    north: float
    scale: float
    squeeze: float
    width: int
    height: int
    decimals: int = 1

    @classmethod
    def around(cls, box: Box, width: int, highest: int, margin: float = 0.06, decimals: int = 1) -> Frame:
        """The frame of a box with a margin around; no higher than `highest`."""
        west, south, east, north = box
        squeeze = math.cos(math.radians((south + north) / 2))
        across = max((east - west) * squeeze, 0.002) * (1 + 2 * margin)
        up = max(north - south, 0.002) * (1 + 2 * margin)
        scale = min(width / across, highest / up)
        height = min(highest, math.ceil(up * scale))
        left = (west + east) / 2 - width / scale / squeeze / 2
        return cls(left, (south + north) / 2 + height / scale / 2, scale, squeeze, width, height, decimals)

    def at(self, longitude: float, latitude: float) -> tuple[float, float]:
        """Pixels from the left and from the top."""
        return (longitude - self.west) * self.squeeze * self.scale, (self.north - latitude) * self.scale

    @property
    def box(self) -> Box:
        """What the sheet shows, in degrees."""
        east = self.west + self.width / self.scale / self.squeeze
        return self.west, self.north - self.height / self.scale, east, self.north

    def path(self, geometry: BaseGeometry) -> str:
        """The line of a contour, simplified to half a pixel, cut at the edges of the sheet."""
        clipped = shapely.clip_by_rect(geometry, *self.box)
        rings = (ring for part in shapely.get_parts(clipped) for ring in _rings(part))
        return "".join(self._ring(ring) for ring in rings)

    def _ring(self, ring: BaseGeometry) -> str:
        line = shapely.transform(ring, lambda read: (read - (self.west, self.north)) * self._to_pixels)
        line = line.simplify(OFF, preserve_topology=False)
        points = [f"{x:.{self.decimals}f} {y:.{self.decimals}f}" for x, y in shapely.get_coordinates(line)[:-1]]
        return f"M{'L'.join(points)}z" if len(points) > 2 else ""

    @property
    def _to_pixels(self) -> tuple[float, float]:
        return self.squeeze * self.scale, -self.scale


def _rings(part: BaseGeometry) -> Iterable[BaseGeometry]:
    return [part.exterior, *part.interiors] if part.geom_type == "Polygon" else []


@dataclass(frozen=True)
class Mark:
    """A contour or a point on the map: `tone` is its class, `name` what it is called, `url` where it leads."""

    geometry: BaseGeometry
    tone: str
    name: str = ""
    url: str = ""


def sheet(frame: Frame, marks: Sequence[Mark], *, name: str) -> SafeString:
    """The map, one mark over the other; those with an address are links, the others are said by `name`."""
    inside = "".join(_drawn(mark, frame) for mark in marks)
    box = f'viewBox="0 0 {frame.width} {frame.height}" width="{frame.width}" height="{frame.height}"'
    return SafeString(
        f'<svg class="ground" {box} role="group" aria-label="{escape(name)}">{inside}{_scale_bar(frame)}</svg>'
    )


def _drawn(mark: Mark, frame: Frame) -> str:
    shape = (
        f"<title>{escape(mark.name)}</title>{_shape(mark.geometry, frame)}"
        if mark.name
        else _shape(mark.geometry, frame)
    )
    if mark.url:
        return f'<a href="{escape(mark.url)}" class="{mark.tone}" aria-label="{escape(mark.name)}">{shape}</a>'
    return f'<g class="{mark.tone}"{"" if mark.name else " aria-hidden=true"}>{shape}</g>'


def _shape(geometry: BaseGeometry, frame: Frame) -> str:
    west, south, east, north = geometry.bounds
    across, up = (east - west) * frame.squeeze * frame.scale, (north - south) * frame.scale
    path = frame.path(geometry) if max(across, up) > SMALL else ""
    if path:
        return f'<path d="{path}"/>'
    x, y = frame.at((west + east) / 2, (south + north) / 2)
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="5"/>'


def dots(frame: Frame, points: Iterable[tuple[float, float]]) -> str:
    """Thousands of points as one line of round dots: ten bytes each."""
    placed = (frame.at(*point) for point in points)
    return "".join(f"M{x:.0f} {y:.0f}h0" for x, y in placed if 0 <= x <= frame.width and 0 <= y <= frame.height)


def _scale_bar(frame: Frame) -> str:
    """A length that a person knows, at the foot of the map."""
    kilometre = frame.scale / 111.132
    length = max((one for one in (0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200) if one * kilometre < 140), default=0.1)
    words = f"{length * 1000:.0f} m" if length < 1 else f"{length:.0f} km"
    y, end = frame.height - 10, 12 + length * kilometre
    return (
        f'<g class="ground-scale" aria-hidden="true"><path d="M12 {y - 5}v5H{end:.1f}v-5"/>'
        f'<text x="{end + 6:.1f}" y="{y}">{words}</text></g>'
    )
