"""An export does not hammer a service that is away, nor a key that was refused."""

from pathlib import Path

import pytest
from signing import PASSWORD, Office, counting, paper

from hoso.pool import Pool
from hoso.signatures.held import HeldBack, Hold
from hoso.signatures.sealing import Sealing
from hoso.signatures.signing import Signing


def held(sealing: Sealing, copy: Path) -> Hold:
    with pytest.raises(HeldBack) as caught:
        sealing.seal(copy)
    assert copy.read_bytes() == paper()
    return caught.value.code


def test_three_misses_and_nobody_is_asked_for_a_while(tmp_path: Path) -> None:
    copy = tmp_path / "a.pdf"
    copy.write_bytes(paper())
    with counting(503) as (address, asked), Pool(1, memory=900 << 20) as pool:
        signing = Signing(tsa=address, key_file=Office().key_file(tmp_path), password=PASSWORD)
        sealing = Sealing(signing, pool)
        for _ in range(6):
            assert held(sealing, copy) is Hold.TSA_AWAY
        assert len(asked) == 3


def test_a_refused_key_is_tried_once(tmp_path: Path) -> None:
    copy = tmp_path / "a.pdf"
    copy.write_bytes(paper())
    signing = Signing(tsa="http://127.0.0.1:9/", key_file=Office().key_file(tmp_path))
    with Pool(1, memory=900 << 20) as pool:
        sealing = Sealing(signing, pool)
        assert held(sealing, copy) is Hold.KEY_REFUSED
    assert held(sealing, copy) is Hold.KEY_REFUSED  # the pool is closed: it was not needed
