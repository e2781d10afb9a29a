"""Certificates, signers and a time stamping service for tests; everything is made on the spot.

``Office`` is a root, an office's signing certificate under it, and a TSA's. All names are invented.
"""

import secrets
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
from asn1crypto import keys, tsp
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers
from pyhanko.sign.fields import SigFieldSpec
from pyhanko.sign.timestamps import DummyTimeStamper, TimeStamper

PASSWORD = "mat-khau-thu"
AGENCY = "Ủy ban nhân dân xã Phúc Thịnh"


@dataclass(frozen=True)
class Pair:
    """A certificate with its key."""

    certificate: x509.Certificate
    key: rsa.RSAPrivateKey

    @property
    def pem(self) -> bytes:
        return self.certificate.public_bytes(serialization.Encoding.PEM)

    @property
    def asn1(self) -> asn1_x509.Certificate:
        der = self.certificate.public_bytes(serialization.Encoding.DER)
        return asn1_x509.Certificate.load(der)

    @property
    def asn1_key(self) -> keys.PrivateKeyInfo:
        return keys.PrivateKeyInfo.load(
            self.key.private_bytes(
                serialization.Encoding.DER,
                serialization.PrivateFormat.PKCS8,
                serialization.NoEncryption(),
            )
        )


class Office:
    """A root, who signs under it, and a time stamping service."""

    def __init__(self, *, signer_days: tuple[int, int] = (-30, 365)) -> None:
        name = f"Gốc thử nghiệm {secrets.token_hex(3)}"
        self.root = _pair(name, None, days=(-3650, 3650), ca=True)
        self.signer = _pair(AGENCY, self.root, days=signer_days)
        self.tsa = _pair("Dấu thời gian thử nghiệm", self.root, days=(-3650, 3650), stamps=True)

    def key_file(self, folder: Path) -> Path:
        """The signer's key and chain as PKCS#12 under ``PASSWORD``."""
        path = folder / "ky.p12"
        how = serialization.BestAvailableEncryption(PASSWORD.encode())
        path.write_bytes(
            pkcs12.serialize_key_and_certificates(
                b"ky", self.signer.key, self.signer.certificate, [self.root.certificate], how
            )
        )
        return path

    def roots(self, folder: Path) -> Path:
        """A folder with the root as PEM."""
        folder.mkdir(exist_ok=True)
        (folder / "goc.pem").write_bytes(self.root.pem)
        return folder

    def pdf_signer(self) -> signers.SimpleSigner:
        from pyhanko_certvalidator.registry import SimpleCertificateStore

        store = SimpleCertificateStore()
        store.register(self.root.asn1)
        return signers.SimpleSigner(
            signing_cert=self.signer.asn1, signing_key=self.signer.asn1_key, cert_registry=store
        )

    def stamper(self, at: datetime | None = None) -> DummyTimeStamper:
        from pyhanko_certvalidator.registry import SimpleCertificateStore

        store = SimpleCertificateStore()
        store.register(self.root.asn1)
        return DummyTimeStamper(self.tsa.asn1, self.tsa.asn1_key, store, fixed_dt=at)

    def sign(
        self,
        data: bytes,
        field: str = "Signature1",
        *,
        stamper: TimeStamper | None = None,
        signer: signers.Signer | None = None,
        box: tuple[int, int, int, int] | None = None,
        **how: Any,
    ) -> bytes:
        """The PDF with one more signature."""
        out = BytesIO()
        spec = SigFieldSpec(field, box=box) if box else None
        signers.sign_pdf(
            IncrementalPdfFileWriter(BytesIO(data), strict=False),
            signers.PdfSignatureMetadata(field_name=field, **how),
            signer=signer or self.pdf_signer(),
            timestamper=stamper,
            new_field_spec=spec,
            output=out,
        )
        return out.getvalue()


def paper(text: str = "Giấy thử", *, pages: int = 1) -> bytes:
    """A small PDF with a form field."""
    pdf = pikepdf.new()
    for _ in range(pages):
        page = pdf.add_blank_page(page_size=(595, 842))
        page.Contents = pikepdf.Stream(pdf, b"0.9 g 50 50 200 100 re f % " + text.encode())
    box = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot,
        Subtype=pikepdf.Name.Widget,
        FT=pikepdf.Name.Tx,
        T="area",
        V="100",
        Rect=pikepdf.Array([50, 700, 200, 720]),
        P=pdf.pages[0].obj,
    )
    field = pdf.make_indirect(box)
    pdf.pages[0].Annots = pdf.make_indirect(pikepdf.Array([field]))
    pdf.Root.AcroForm = pdf.make_indirect(pikepdf.Dictionary(Fields=pikepdf.Array([field])))
    out = BytesIO()
    how = pikepdf.ObjectStreamMode.disable
    pdf.save(out, object_stream_mode=how, compress_streams=False, deterministic_id=True)
    return out.getvalue()


def revised(data: bytes, change: Callable[[IncrementalPdfFileWriter], object]) -> bytes:
    """The PDF with one more revision."""
    writer = IncrementalPdfFileWriter(BytesIO(data), strict=False)
    change(writer)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def draw_over(writer: IncrementalPdfFileWriter) -> None:
    """Other contents of the first page."""
    page = writer.root["/Pages"]["/Kids"][0]
    stream = generic.StreamObject(stream_data=b"0 g 60 60 20 20 re f")
    page[generic.NameObject("/Contents")] = writer.add_object(stream)
    writer.update_container(page)


@contextmanager
def time_stamping(office: Office, *, broken: bool = False) -> Iterator[str]:
    """A time stamping service (RFC 3161 over HTTP) on loopback; its address."""
    stamper = office.stamper()

    def answer(body: bytes) -> tuple[int, bytes]:
        if broken:
            return 503, b""
        return 200, stamper.request_tsa_response(tsp.TimeStampReq.load(body)).dump()

    with _serving(answer) as address:
        yield address


@contextmanager
def answering(status: int, body: bytes) -> Iterator[str]:
    """A service that says the same to everybody."""
    with _serving(lambda _: (status, body)) as address:
        yield address


@contextmanager
def counting(status: int) -> Iterator[tuple[str, list[int]]]:
    """The same, with a list that grows by what was asked."""
    asked: list[int] = []

    def answer(body: bytes) -> tuple[int, bytes]:
        asked.append(len(body))
        return status, b""

    with _serving(answer) as address:
        yield address, asked


@contextmanager
def _serving(answer: Callable[[bytes], tuple[int, bytes]]) -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            status, body = answer(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(status)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.send_header("Content-Length", str(len(body)))
            self.send_header("Location", "http://127.0.0.1:9/")
            self.end_headers()
            with suppress(ConnectionError):  # who asked has heard enough
                self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)


def _pair(
    name: str,
    issuer: Pair | None,
    *,
    days: tuple[int, int],
    ca: bool = False,
    stamps: bool = False,
) -> Pair:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    subject = x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "VN"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Cơ quan thử nghiệm"),
            x509.NameAttribute(NameOID.COMMON_NAME, name),
        ]
    )
    now = datetime.now(UTC)
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer.certificate.subject if issuer else subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now + timedelta(days=days[0]))
        .not_valid_after(now + timedelta(days=days[1]))
        .add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)
        .add_extension(
            x509.KeyUsage(
                digital_signature=not ca,
                content_commitment=not ca,
                key_encipherment=False,
                data_encipherment=False,
                key_agreement=False,
                key_cert_sign=ca,
                crl_sign=ca,
                encipher_only=False,
                decipher_only=False,
            ),
            critical=True,
        )
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )
    if stamps:
        usage = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING])
        builder = builder.add_extension(usage, critical=True)
    signing = issuer.key if issuer else key
    return Pair(builder.sign(signing, hashes.SHA256()), key)
