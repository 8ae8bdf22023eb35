"""Posting findings to a host that was allowed, and to no other."""

from __future__ import annotations

import http.client
import json
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import urlsplit

from detente import __version__
from detente.errors import DetenteError, FetchError
from detente.reading.intake.fetch import open_connection
from detente.views.nearest import nearest

AGAIN: Final = frozenset({408, 425, 429, 500, 502, 503, 504})
"""Answers after which it is tried again."""

WAITS: Final = (1.0, 4.0, 15.0, 60.0)
"""Seconds between tries; the last one for all that follow."""


class WebhookError(DetenteError):
    """A finding could not be posted, or may not be; the message names the host and never the address or a token."""


@dataclass(frozen=True)
class Webhook:
    """Where to post to.

    Attributes:
        url: The address; it may hold a secret and is shown nowhere.
        hosts: Hosts that may be posted to.
        allow_private: Whether the host may be at a private or local address.
        timeout: Seconds for one try.
        tries: How often it is tried.
        token: A bearer token; None sends none.
    """

    url: str = field(repr=False)
    hosts: frozenset[str]
    allow_private: bool = False
    timeout: float = 10.0
    tries: int = 3
    token: str | None = field(default=None, repr=False)

    @property
    def host(self) -> str:
        """The host, which is what messages name."""
        return urlsplit(self.url).hostname or ""

    def check(self) -> None:
        """Refuse a host that is not allowed, before anything is posted.

        Raises:
            WebhookError: It is not among the hosts.
        """
        check_host(self.host, self.hosts)


def check_host(host: str, allowed: Iterable[str]) -> None:
    """Refuse a host that is not allowed.

    Raises:
        WebhookError: It is not among those allowed; the message lists them with the nearest.
    """
    known = {each.lower() for each in allowed}
    if host.lower() not in known:
        told = ", ".join(sorted(known)) or "none"
        raise WebhookError(
            f"webhook host {host!r} is not allowed.{nearest(host, known)} Allowed: {told}. "
            "Name it under webhook.hosts in the rule or with --allow-host."
        )


def post(webhook: Webhook, body: dict[str, Any], *, wait: Callable[[float], None] = time.sleep) -> None:
    """Post one JSON object; redirects are not followed.

    Raises:
        WebhookError: The host is not allowed or private, does not answer, or answers with an error to the last try.
    """
    webhook.check()
    data = json.dumps(body, ensure_ascii=False).encode()
    reason = ""
    for attempt in range(webhook.tries):
        if attempt:
            wait(WAITS[min(attempt - 1, len(WAITS) - 1)])
        try:
            status = _try(webhook, data)
        except FetchError as error:  # may not be posted to at all
            raise WebhookError(str(error).replace(webhook.url, webhook.host)) from None
        except (OSError, http.client.HTTPException) as error:
            reason = f"does not answer ({type(error).__name__})"
            continue
        if 200 <= status < 300:
            return
        reason = f"answered {status}"
        if status not in AGAIN:
            break
    raise WebhookError(f"webhook at {webhook.host} {reason}; the finding is kept and tried again in the next round.")


def _try(webhook: Webhook, data: bytes) -> int:
    deadline = time.monotonic() + webhook.timeout
    connection, target = open_connection(webhook.url, allow_private=webhook.allow_private, deadline=deadline)
    try:
        headers = {
            "Content-Type": "application/json; charset=utf-8",
            "User-Agent": f"detente/{__version__}",
            "Connection": "close",
        }
        if webhook.token is not None:
            headers["Authorization"] = f"Bearer {webhook.token}"
        if connection.sock is not None:
            connection.sock.settimeout(max(deadline - time.monotonic(), 0.001))
        connection.request("POST", target, body=data, headers=headers)
        return connection.getresponse().status
    finally:
        connection.close()
