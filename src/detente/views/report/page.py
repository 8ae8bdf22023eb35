"""What every page in one file has: its style and script inside, allowed by their hashes and nothing else."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from detente import __version__

if TYPE_CHECKING:
    from jinja2 import Template


def render_page(template: str, parts: Mapping[str, Any]) -> str:
    """A page of one of this folder's templates; every text in `parts` is escaped."""
    return _template(template).render(parts)


def page_parts(*, styles: Sequence[str], scripts: Sequence[str] = ()) -> dict[str, Any]:
    """What the head of a page needs: its style and script, joined, the policy that lets just these act, our version."""
    style, script = ("\n".join(map(_asset, names)) for names in (styles, scripts))
    allowed = f"style-src '{_hash(style)}'" + (f"; script-src '{_hash(script)}'" if script else "")
    return {
        "css": Markup(style),
        "script": Markup(script),
        "policy": f"default-src 'none'; {allowed}; base-uri 'none'; form-action 'none'",
        "version": __version__,
    }


@cache
def _template(name: str) -> Template:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("detente.views.report", "."),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template(name)


def _asset(name: str) -> str:
    return files("detente.views.report").joinpath(name).read_text(encoding="utf-8").strip()


def _hash(content: str) -> str:
    """The source that a content security policy allows an inline element of this content by."""
    return "sha256-" + base64.b64encode(hashlib.sha256(content.encode("utf-8")).digest()).decode("ascii")
