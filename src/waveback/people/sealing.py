"""Seals on documents: PAdES signatures with the practice's own certificate, so that any later change shows.

The certificate is made here and vouched for by nobody else: it shows that a document is as this practice sealed it, not
who the practice is. Its fingerprint stands on the page that checks the ledger, to compare with the one in a document.
"""

import io
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from django.db import IntegrityError

from waveback.ground import ledger
from waveback.ground.acts import act
from waveback.people.models import Member, Practice, SealingKey

YEARS: Final = 30
"""Records are kept for long, and whoever checks a seal asks whether the certificate was valid."""
LONGEST_NAME: Final = 64
"""Characters: no certificate takes a longer common name."""
FIELD: Final = "Seal"
SIGNATURE_LENGTH: Final = 71
"""Bytes of an ECDSA signature with P-256 in DER: 70, 71 or 72, rarely fewer."""


def certificate(practice: Practice) -> str:
    """The practice's certificate as PEM; empty before the first document was sealed."""
    found = SealingKey.objects.filter(practice=practice).values_list("certificate", flat=True).first()
    return found or ""


def fingerprint(pem: str) -> str:
    """SHA-256 of a certificate, as 64 hex digits."""
    return x509.load_pem_x509_certificate(pem.encode()).fingerprint(hashes.SHA256()).hex()


def sealed(*, member: Member, pdf: bytes, reason: str) -> bytes:
    """Put the practice's seal on a finished document: every byte of it is covered.

    reason: what the seal says it is for, in plain words; it names nobody. The first call makes the certificate.
    The seal fills the room that is kept for it: what would be left over could be changed without breaking it. Of the
    seal itself some twenty bytes stay unsigned, as in every seal of this kind: which algorithms it was made with.
    """
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign import signers
    from pyhanko.sign.fields import SigSeedSubFilter

    key = _key(member)
    about = signers.PdfSignatureMetadata(
        field_name=FIELD,
        md_algorithm="sha256",
        subfilter=SigSeedSubFilter.PADES,
        reason=reason,
        name=member.practice.name,
        tight_size_estimates=True,
    )
    done = signers.sign_pdf(IncrementalPdfFileWriter(io.BytesIO(pdf)), about, signer=_signer(key))
    return bytes(done.getvalue())


INTACT, BROKEN, FOREIGN = "intact", "broken", "foreign"


def checked(*, practice: Practice, pdf: bytes) -> str:
    """What pyHanko's own validator says of a sealed document: intact, broken, or sealed by somebody else.

    Whatever cannot be read as a document with one seal over all of it is broken.
    """
    from asn1crypto import pem  # type: ignore[import-untyped]
    from asn1crypto import x509 as asn1
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.validation import validate_pdf_signature
    from pyhanko.sign.validation.status import SignatureCoverageLevel
    from pyhanko_certvalidator import ValidationContext

    try:
        own = asn1.Certificate.load(pem.unarmor(certificate(practice).encode())[2])
    except ValueError:
        return FOREIGN  # this practice never sealed anything
    try:
        [seal] = PdfFileReader(io.BytesIO(pdf), strict=True).embedded_signatures
        found = validate_pdf_signature(seal, ValidationContext(trust_roots=[own], allow_fetching=False))
        whole = found.intact and found.valid and found.coverage is SignatureCoverageLevel.ENTIRE_FILE
        trusted = found.trusted and seal.signer_cert.dump() == own.dump()
    except Exception:  # noqa: BLE001 - a changed byte can break any part of a file: whatever the reader stumbles over
        return BROKEN
    if not whole:
        return BROKEN
    return INTACT if trusted else FOREIGN


def _signer(key: SealingKey) -> Any:
    from asn1crypto import keys, pem
    from asn1crypto import x509 as asn1
    from pyhanko.sign import signers
    from pyhanko_certvalidator.registry import SimpleCertificateStore

    own = asn1.Certificate.load(pem.unarmor(key.certificate.encode())[2])
    private = keys.PrivateKeyInfo.load(pem.unarmor(key.private.encode())[2])

    class Signer(signers.SimpleSigner):
        """Signs with as many bytes each time as when the room was measured: every second signature has this length."""

        def sign_raw(self, data: bytes, digest_algorithm: str) -> bytes:
            while len(signature := super().sign_raw(data, digest_algorithm)) != SIGNATURE_LENGTH:
                continue
            return bytes(signature)

    return Signer(signing_cert=own, signing_key=private, cert_registry=SimpleCertificateStore())


def _key(member: Member) -> SealingKey:
    found = SealingKey.objects.filter(practice_id=member.practice_id).first()
    if found is not None:
        return found
    try:
        return _made(member)
    except IntegrityError:  # another window made it at the same moment
        return SealingKey.objects.get(practice_id=member.practice_id)


def _made(member: Member) -> SealingKey:
    private = ec.generate_private_key(ec.SECP256R1())
    now = datetime.now(UTC)
    pem = _self_signed(member.practice.name, private, now)
    with act():
        row = SealingKey(
            practice_id=member.practice_id,
            certificate=pem,
            private=private.private_bytes(
                serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
            ).decode(),
            made_at=now,
        )
        row.save(force_insert=True)
        ledger.record(
            practice=member.practice_id,
            what="people.seal.made",
            by=member.pk,
            about=row.pk,
            facts={"fingerprint": fingerprint(pem)},
        )
    return row


def _self_signed(name: str, private: ec.EllipticCurvePrivateKey, now: datetime) -> str:
    who = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name[:LONGEST_NAME])])
    purpose = x509.KeyUsage(
        digital_signature=True,
        content_commitment=True,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=False,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )
    made = (
        x509.CertificateBuilder()
        .subject_name(who)
        .issuer_name(who)
        .public_key(private.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(minutes=5))
        .not_valid_after(now + timedelta(days=365 * YEARS))
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(purpose, critical=True)
        .sign(private, hashes.SHA256())
    )
    return made.public_bytes(serialization.Encoding.PEM).decode()
