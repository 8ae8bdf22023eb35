"""Vega's JavaScript as one ES module, out of the vl-convert wheel: no CDN, and nothing of it in this project."""

from __future__ import annotations

from functools import cache
from threading import Lock

from detente.views.web.static_files import StaticFile, static_file

_making = Lock()


def vega_module() -> StaticFile:
    """The module; it exports `embed`, which is Vega-Embed with the interpreter that does without eval.

    Bundling takes seconds, so a server makes it in the background when it starts; whoever asks meanwhile waits.
    """
    with _making:
        return _bundle()


@cache
def _bundle() -> StaticFile:
    import vl_convert

    return static_file(vl_convert.javascript_bundle("export const embed = vegaEmbed;").encode(), ".js")
