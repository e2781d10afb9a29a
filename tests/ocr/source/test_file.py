"""What stands at a path is refused or opened before anything is decoded."""

import os
from pathlib import Path

import pytest

from ocr.errors import Fault, InputError
from ocr.source.file import Format, format_of
from ocr.source.interface import Limits
from ocr.source.open import open_source


def fault_of(path: Path, **limits: int) -> Fault:
    with pytest.raises(InputError) as caught:
        open_source(path, Limits(**limits))
    return caught.value.fault


def test_missing(tmp_path):
    assert fault_of(tmp_path / "không có.pdf") is Fault.NOT_FOUND
    assert fault_of(Path("a\0b.pdf")) is Fault.NOT_FOUND
    assert fault_of(tmp_path / ("x" * 300)) is Fault.NOT_FOUND


def test_symbolic_links_are_refused_even_when_they_lead_somewhere(tmp_path, draw):
    target = tmp_path / "thật.png"
    target.write_bytes(draw.encoded(draw.picture(), "PNG"))
    link = tmp_path / "giả.png"
    link.symlink_to(target)
    assert fault_of(link) is Fault.SYMBOLIC_LINK
    dangling = tmp_path / "dangling"
    dangling.symlink_to(tmp_path / "nothing")
    assert fault_of(dangling) is Fault.SYMBOLIC_LINK


def test_link_put_in_place_after_the_look(tmp_path, draw, monkeypatch):
    target = tmp_path / "a.png"
    target.write_bytes(draw.encoded(draw.picture(), "PNG"))
    link = tmp_path / "b.png"
    link.symlink_to(target)
    monkeypatch.setattr(os, "lstat", os.stat)
    assert fault_of(link) is Fault.SYMBOLIC_LINK


def test_not_a_file(tmp_path):
    assert fault_of(tmp_path) is Fault.NOT_A_FILE
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    assert fault_of(pipe) is Fault.NOT_A_FILE


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_not_readable(tmp_path):
    path = tmp_path / "secret.pdf"
    path.write_bytes(b"%PDF-1.4")
    path.chmod(0)
    assert fault_of(path) is Fault.NOT_READABLE


def test_permission_error_is_named(tmp_path, monkeypatch):
    path = tmp_path / "secret.pdf"
    path.write_bytes(b"%PDF-1.4")

    def refuse(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "open", refuse)
    assert fault_of(path) is Fault.NOT_READABLE


def test_sizes(tmp_path):
    path = tmp_path / "a.pdf"
    path.touch()
    assert fault_of(path) is Fault.EMPTY
    path.write_bytes(b"%PDF-1.4" * 10)
    assert fault_of(path, max_bytes=79) is Fault.TOO_LARGE


@pytest.mark.parametrize(
    "head",
    [b"GIF89a", b"PK\x03\x04", b"\xff\xd8", b"BM is a car maker, not a bitmap", b"\0" * 2000, b"x"],
)
def test_unknown_formats(tmp_path, head):
    path = tmp_path / "named.pdf"
    path.write_bytes(head)
    assert fault_of(path) is Fault.UNKNOWN_FORMAT


def test_contents_decide_not_names(opened, draw):
    for name in ("Tờ khai CT01 (bản 2).pdf", "Sổ hộ khẩu.jpg", "không đuôi"):
        source = opened(draw.encoded(draw.picture(), "PNG"), name)
        assert source.page(1).image().shape == (200, 300)


def test_pdf_after_some_bytes():
    assert format_of(b"\r\n" * 100 + b"%PDF-1.7") is Format.PDF


@pytest.mark.parametrize("kind", ["PDF", "TIFF", "JPEG"])
def test_large_files_are_streamed(opened, draw, monkeypatch, kind):
    monkeypatch.setattr("ocr.source.file.IN_MEMORY", 0)
    source = opened(draw.encoded(draw.picture(), kind))
    assert source.page(1).image().min() < 50
    source.close()
    source.close()
