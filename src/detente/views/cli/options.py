"""Options that several commands take."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

World = Annotated[
    Path | None, typer.Option("--world", help="World directory to keep the articles in; made if missing.")
]
Actors = Annotated[
    list[Path] | None, typer.Option("--actors", help="YAML file with actors of your own; may be repeated.")
]
Coder = Annotated[
    str | None,
    typer.Option(
        "--coder",
        help="Who judges events: auto (the trained coder where it can run), trained, rules, "
        "openai:MODEL@ADDRESS or ollama:MODEL@ADDRESS.",
    ),
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON instead of text (docs/schema).")]
