"""A test's own certificates and signed PDFs; nothing here is worth anything outside."""

import datetime as dt
import io
from functools import cache

import pikepdf
from asn1crypto import keys, x509
from cryptography import x509 as cx
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers
from pyhanko.sign.timestamps import DummyTimeStamper
from pyhanko_certvalidator.registry import SimpleCertificateStore

from tests.apart import apart

YEAR = dt.timedelta(days=365)


def _name(said, organisation=""):
    parts = [cx.NameAttribute(NameOID.COMMON_NAME, said)]
    if organisation:
        parts.append(cx.NameAttribute(NameOID.ORGANIZATION_NAME, organisation))
    return cx.Name(parts)


@cache
def authority(name="Test CA"):
    """A root certificate and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    now = dt.datetime.now(dt.UTC)
    subject = _name(name, "Urząd testowy")
    certificate = (
        cx.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(cx.random_serial_number())
        .not_valid_before(now - 10 * YEAR)
        .not_valid_after(now + 10 * YEAR)
        .add_extension(cx.BasicConstraints(ca=True, path_length=None), critical=True)
        .add_extension(_usage(key_cert_sign=True, crl_sign=True), critical=True)
        .sign(key, hashes.SHA256())
    )
    return certificate, key


def _usage(**on):
    names = (
        "digital_signature", "content_commitment", "key_encipherment", "data_encipherment",
        "key_agreement", "key_cert_sign", "crl_sign", "encipher_only", "decipher_only",
    )  # fmt: skip
    return cx.KeyUsage(**{name: on.get(name, False) for name in names})


@cache
def person(name="Paweł Niewiadomski", issuer="Test CA", *, expired=False, stamps=False):
    """A signer for pyHanko: certificate and key of a person, or of a time-stamping service."""
    root, root_key = authority(issuer)
    elliptic = ec.generate_private_key(ec.SECP256R1())
    key = rsa.generate_private_key(65_537, 2_048) if stamps else elliptic
    now = dt.datetime.now(dt.UTC)
    builder = (
        cx.CertificateBuilder()
        .subject_name(_name(name))
        .issuer_name(root.subject)
        .public_key(key.public_key())
        .serial_number(cx.random_serial_number())
        .not_valid_before(now - 3 * YEAR)
        .not_valid_after(now - YEAR if expired else now + YEAR)
        .add_extension(_usage(digital_signature=True, content_commitment=True), critical=True)
        .add_extension(
            cx.AuthorityKeyIdentifier.from_issuer_public_key(root_key.public_key()), critical=False
        )
    )
    if stamps:
        use = cx.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING])
        builder = builder.add_extension(use, critical=True)
    certificate = builder.sign(root_key, hashes.SHA256())
    return _der(certificate), _key(key), _der(root)


def _der(certificate):
    return x509.Certificate.load(certificate.public_bytes(serialization.Encoding.DER))


def _key(key):
    return keys.PrivateKeyInfo.load(
        key.private_bytes(
            serialization.Encoding.DER,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )


def root_der(name="Test CA") -> bytes:
    return authority(name)[0].public_bytes(serialization.Encoding.DER)


def root_pem(name="Test CA") -> bytes:
    return authority(name)[0].public_bytes(serialization.Encoding.PEM)


def plain_pdf(sha256="", words="Umowa") -> bytes:
    """A PDF of one page, naming the digest of a text among its keywords if asked."""
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(200, 200))
    page = pdf.pages[0]
    page.Contents = pdf.make_stream(f"% {words}\nBT ET".encode())
    if sha256:
        pdf.docinfo["/Keywords"] = f"pobratym-sha256:{sha256}"
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()


def with_metadata(sha256) -> bytes:
    """A PDF that names the digest in its XMP only."""
    pdf = pikepdf.open(io.BytesIO(plain_pdf()))
    with pdf.open_metadata() as told:
        told["pdf:Keywords"] = f"pobratym-sha256:{sha256}"
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()


def encrypted_pdf() -> bytes:
    pdf = pikepdf.open(io.BytesIO(plain_pdf()))
    out = io.BytesIO()
    pdf.save(out, encryption=pikepdf.Encryption(owner="a", user="b"))
    return out.getvalue()


def signed_pdf(  # noqa: PLR0913
    data=None, name="Paweł Niewiadomski", issuer="Test CA", *, field="Podpis", stamped=False,
    expired=False, pades=True, sha256="",
) -> bytes:  # fmt: skip
    """Sign a PDF (a plain one if none is given), as an increment of its own."""
    certificate, key, root = person(name, issuer, expired=expired)
    store = SimpleCertificateStore()
    store.register(root)
    signer = signers.SimpleSigner(certificate, key, store)
    kind = fields.SigSeedSubFilter.PADES if pades else fields.SigSeedSubFilter.ADOBE_PKCS7_DETACHED
    told = signers.PdfSignatureMetadata(field_name=field, subfilter=kind, md_algorithm="sha256")
    stamper = None
    if stamped:
        at, at_key, at_root = person("Znacznik czasu", issuer, stamps=True)
        stamps = SimpleCertificateStore()
        stamps.register(at_root)
        stamper = DummyTimeStamper(at, at_key, stamps)
    writer = IncrementalPdfFileWriter(io.BytesIO(data or plain_pdf(sha256)))
    done = apart(signers.sign_pdf, writer, told, signer=signer, timestamper=stamper)
    return done.getvalue()


def added_to(data: bytes) -> bytes:
    """Change the page's contents in a later increment."""
    writer = IncrementalPdfFileWriter(io.BytesIO(data))
    page = writer.root["/Pages"]["/Kids"][0]
    stream = page["/Contents"]
    stream._data = b"BT /F1 12 Tf (nie) Tj ET"
    stream._encoded_data = None
    writer.mark_update(page.raw_get("/Contents"))
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def altered(data: bytes) -> bytes:
    """Change signed bytes in place."""
    return data.replace(b"MediaBox", b"MediaBoy", 1) if b"MediaBox" in data else data


def container(name="umowa.p7s") -> bytes:
    """Bytes that begin as signed data (PKCS #7), or an ASiC-E for another name."""
    if name.endswith((".p7s", ".p7m")):
        inside = bytes.fromhex("06092a864886f70d010702") + b"\xa0\x82\x01\x00" + b"\0" * 256
        return b"\x30\x82" + len(inside).to_bytes(2, "big") + inside
    import zipfile  # noqa: PLC0415

    kind = "asic-e" if name.endswith("asice") else "asic-s"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", f"application/vnd.etsi.{kind}+zip")
        archive.writestr("META-INF/signature001.p7s", b"0")
        archive.writestr("umowa.pdf", plain_pdf())
    return out.getvalue()
