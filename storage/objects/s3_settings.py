"""How an S3 server is reached. Apart from the client, which takes most of a second to load."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class S3Settings:
    """How to reach the server. ``endpoint`` is ``host:port`` without ``http://``."""

    endpoint: str
    access_key: str
    secret_key: str = field(repr=False)
    region: str = "us-east-1"
    secure: bool = True
