"""Which place an address means. In: a folder, or ``s3://BUCKET[/PREFIX]``. Out: ``Objects``.

Errors: ``WrongAddress``; and what the place itself says when it is opened.
"""

import re
from pathlib import Path

from storage.errors import WrongAddress
from storage.objects.folder import FolderObjects
from storage.objects.interface import Objects, Rule, is_name
from storage.objects.s3_settings import S3Settings

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://.*", re.DOTALL)
_S3 = re.compile(r"s3://(?P<bucket>[a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:/(?P<prefix>.*))?")


def connect(
    url: str,
    s3: S3Settings | None,
    *,
    create: bool,
    durable: bool = True,
    rule: Rule = is_name,
) -> Objects:
    """The place, made where it is missing and ``create`` says so. ``rule``: its names."""
    if not _SCHEME.fullmatch(url):
        return FolderObjects(Path(url), create=create, durable=durable, rule=rule)
    match = _S3.fullmatch(url)
    prefix = (match["prefix"] or "").rstrip("/") if match else ""
    if match is None or (prefix and not is_name(prefix)):
        raise WrongAddress(f"{url} is neither a folder nor s3://BUCKET[/PREFIX]", where=url)
    if s3 is None:
        raise WrongAddress(f"{url} needs an S3 server's endpoint and keys", where=url)
    from storage.objects.s3 import S3Objects  # loads the client, which folders do not need

    try:
        place = f"{prefix}/" if prefix else ""
        return S3Objects(match["bucket"], place, s3, create=create, rule=rule)
    except ValueError as error:  # the client's word for impossible buckets and endpoints
        raise WrongAddress(f"{url}: {error}", where=url) from error
