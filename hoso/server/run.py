"""Serves both doors until it is told to stop. Nothing of a request but its route is logged."""

import uvicorn

from hoso.commands.edge import saying
from hoso.messages import Texts
from hoso.server.app import serving
from hoso.settings import Settings
from storage.store import Store


def serve_store(store: Store, settings: Settings, texts: Texts, *, host: str, port: int) -> int:
    """Blocks; 0 when it was stopped, 2 when the address cannot be used."""
    with serving(store, settings, saying(texts)) as app:
        config = uvicorn.Config(
            app,
            host=host,
            port=port,
            access_log=False,  # paths name records, and queries what people look for
            log_level="warning",
            server_header=False,
            date_header=True,
            timeout_graceful_shutdown=5,
            proxy_headers=False,
        )
        server = _Server(config, texts)
        try:
            server.run()
        except SystemExit as end:  # uvicorn: the address is taken
            return 2 if end.code else 0
    return 0


class _Server(uvicorn.Server):
    """Says where it listens once it does."""

    def __init__(self, config: uvicorn.Config, texts: Texts) -> None:
        super().__init__(config)
        self._texts = texts

    async def startup(self, sockets: list[object] | None = None) -> None:  # type: ignore[override]
        await super().startup(sockets)  # type: ignore[arg-type]
        for server in getattr(self, "servers", []):
            host, port = server.sockets[0].getsockname()[:2]
            print(self._texts("serve.ready", url=f"http://{host}:{port}/"), flush=True)
