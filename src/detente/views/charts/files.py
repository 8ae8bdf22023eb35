"""Charts written to files: a page, a vector picture or pixels, by the path's ending, all without a network."""

from __future__ import annotations

from pathlib import Path
from typing import Any


def write_spec(spec: dict[str, Any], path: Path) -> None:
    """Write a Vega-Lite chart as .html (one file, no network), .svg or .png, by the path's ending.

    Raises:
        ValueError: Another ending.
        OSError: The file cannot be written.
    """
    import vl_convert

    from detente.views.charts.svg import fit_for_xml

    spec = fit_for_xml(spec)
    match path.suffix.lower():
        case ".html":
            path.write_text(vl_convert.vegalite_to_html(spec, bundle=True), encoding="utf-8")
        case ".svg":
            path.write_text(vl_convert.vegalite_to_svg(spec, allowed_base_urls=[]), encoding="utf-8")
        case ".png":
            path.write_bytes(vl_convert.vegalite_to_png(spec, scale=2, allowed_base_urls=[]))
        case ending:
            raise ValueError(f"{ending!r}: a chart is written as .html, .svg or .png")
