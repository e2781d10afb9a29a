"""Time stamps from a service as in RFC 3161, over HTTP.

In: its address. Out: pyHanko's ``TimeStamper``. ``HeldBack``: the service is away, or refuses.
Answers are limited in size and time; redirections are not followed.
"""

from typing import Any

import urllib3
from asn1crypto import tsp
from pyhanko.sign.timestamps import TimeStamper

from hoso.signatures.held import HeldBack, Hold

_TIMEOUT = urllib3.Timeout(connect=4.0, read=10.0)
_MOST = 256 << 10  # bytes; an answer with its certificates has some ten thousand


class Clock(TimeStamper):
    """One service."""

    def __init__(self, address: str) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._address = address
        self._http = urllib3.PoolManager(retries=False, timeout=_TIMEOUT)

    async def async_request_tsa_response(self, req: tsp.TimeStampReq) -> Any:
        answer, status = self._ask(req.dump())
        if status >= 500 or status == 429:
            raise HeldBack(Hold.TSA_AWAY)
        if status != 200 or len(answer) > _MOST:
            raise HeldBack(Hold.TSA_REFUSED)
        try:
            response = tsp.TimeStampResp.load(answer)
            granted = response["status"]["status"].native in {"granted", "granted_with_mods"}
        except ValueError as error:
            raise HeldBack(Hold.TSA_REFUSED) from error
        if not granted:
            raise HeldBack(Hold.TSA_REFUSED)
        return response

    def _ask(self, body: bytes) -> tuple[bytes, int]:
        """A blocking call: nothing else runs in the worker's loop."""
        try:
            response = self._http.request(
                "POST",
                self._address,
                body=body,
                headers={"Content-Type": "application/timestamp-query"},
                redirect=False,
                preload_content=False,
            )
            try:
                return response.read(_MOST + 1), response.status
            finally:
                response.close()
        except (urllib3.exceptions.HTTPError, OSError) as error:
            raise HeldBack(Hold.TSA_AWAY) from error
