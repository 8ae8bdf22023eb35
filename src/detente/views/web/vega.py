"""Vega's JavaScript as one ES module, out of the vl-convert wheel: no CDN, and nothing of it in this project."""

from __future__ import annotations

import subprocess
import sys
from functools import cache
from threading import Lock
from typing import Final

from detente.views.web.static_files import StaticFile, static_file

_BUNDLE: Final = (
    "import sys, vl_convert; "
    "sys.stdout.buffer.write(vl_convert.javascript_bundle('export const embed = vegaEmbed;').encode())"
)
_making = Lock()


def vega_module() -> StaticFile:
    """The module; it exports `embed`, which is Vega-Embed with the interpreter that does without eval.

    Bundling takes seconds, so a server makes it in the background when it starts; whoever asks meanwhile waits.
    """
    with _making:
        return _bundle()


@cache
def _bundle() -> StaticFile:
    # A process of its own: bundling takes seconds of a processor, and readers are answered meanwhile.
    made = subprocess.run([sys.executable, "-c", _BUNDLE], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, check=True)
    return static_file(made.stdout, ".js")
