"""Charts as SVG that can stand in a page: drawn offline, then stripped of all but shapes, text and inner links."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

if TYPE_CHECKING:
    import altair as alt

SVG = "http://www.w3.org/2000/svg"
XLINK = "{http://www.w3.org/1999/xlink}href"
ELEMENTS = frozenset({"svg", "g", "path", "line", "rect", "circle", "text", "tspan", "a", "defs", "clipPath", "title"})
ATTRIBUTES = frozenset({
    "class", "width", "height", "viewBox", "fill", "stroke", "stroke-width", "stroke-dasharray",
    "stroke-linecap", "stroke-linejoin", "stroke-miterlimit", "opacity", "fill-opacity", "stroke-opacity",
    "transform", "d", "x", "y", "x1", "y1", "x2", "y2", "cx", "cy", "r", "text-anchor", "font-family",
    "font-size", "font-weight", "font-style", "display", "pointer-events",
})  # fmt: skip
NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 has no place for (section 2.2): one such character in a text makes vl-convert end the whole process."""


def render_svg(chart: alt.TopLevelMixin, alt_text: str, css_class: str) -> str:
    """Render a chart as an SVG element for a page.

    Nothing is fetched. Elements and attributes that are not known to be harmless are dropped, links lead only
    into the page itself and are for the mouse (the page says the same in a table that the keyboard reaches).

    Args:
        chart: Any altair chart.
        alt_text: What the picture shows, in words.
        css_class: The class of the SVG element.
    """
    import vl_convert

    drawn = vl_convert.vegalite_to_svg(fit_for_xml(chart.to_dict()), allowed_base_urls=[])
    return harden(drawn, fit_for_xml(alt_text), css_class)


def fit_for_xml(value: Any) -> Any:
    """A JSON value whose strings hold only characters that XML allows; others are dropped.

    >>> fit_for_xml({"name": ["a\\x1bb\\uffff", 1]})
    {'name': ['ab', 1]}
    """
    if isinstance(value, str):
        return NOT_XML.sub("", value)
    if isinstance(value, dict):
        return {fit_for_xml(key): fit_for_xml(each) for key, each in value.items()}
    return [fit_for_xml(each) for each in value] if isinstance(value, list | tuple) else value


def harden(drawn: str, alt_text: str, css_class: str) -> str:
    """An SVG document as a harmless element; see `render_svg`.

    >>> harden('<svg xmlns="http://www.w3.org/2000/svg"><script>x</script><g onclick="x" fill="red"/></svg>', "A", "c")
    '<svg class="c" role="img" aria-label="A"><g fill="red" /></svg>'
    """
    root = _copied(ElementTree.fromstring(drawn))
    if root is None:
        raise ValueError(f"expected an SVG document, got {drawn[:60]!r}")
    root.set("class", css_class)
    root.set("role", "img")
    root.set("aria-label", alt_text)
    for size in ("width", "height"):
        root.attrib.pop(size, None)  # the page sizes it; viewBox keeps its shape
    return ElementTree.tostring(root, encoding="unicode")


def _copied(element: ElementTree.Element) -> ElementTree.Element | None:
    name = element.tag.removeprefix(f"{{{SVG}}}")
    if name not in ELEMENTS:
        return None
    copy = ElementTree.Element(name, {key: value for key, value in element.attrib.items() if key in ATTRIBUTES})
    if name == "a":
        base, mark, fragment = element.get(XLINK, "").partition("#")
        del base
        if mark:
            copy.set("href", f"#{fragment}")
            copy.set("tabindex", "-1")
    copy.text = element.text
    for child in element:
        kept = _copied(child)
        if kept is not None:
            kept.tail = child.tail
            copy.append(kept)
    return copy
