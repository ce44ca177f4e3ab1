"""A sealed document is as it was sealed, or it shows; the seal is the practice's own."""

import io
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pikepdf
import pytest
from asn1crypto import pem
from asn1crypto import x509 as asn1
from django.db import connections
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from waveback.ground import ledger
from waveback.people import sealing
from waveback.people.models import SealingKey


@pytest.fixture(scope="module")
def document():
    made = pikepdf.new()
    made.add_blank_page()
    kept = io.BytesIO()
    made.save(kept)
    return kept.getvalue()


def checked(content, practice):
    """pyHanko's own validator, trusting the practice's certificate alone."""
    own = asn1.Certificate.load(pem.unarmor(sealing.certificate(practice).encode())[2])
    [signature] = PdfFileReader(io.BytesIO(content)).embedded_signatures
    return validate_pdf_signature(signature, ValidationContext(trust_roots=[own]))


def test_a_validator_of_others_says_that_it_is_whole_and_whose_it_is(ruth, document):
    done = sealing.sealed(member=ruth, pdf=document, reason="Evidence of an answer")

    found = checked(done, ruth.practice)

    assert found.intact
    assert found.valid
    assert found.trusted
    assert str(found.coverage) == "SignatureCoverageLevel.ENTIRE_FILE"
    assert done.startswith(document)


@pytest.mark.parametrize("part", [0.1, 0.5, 0.9])
def test_one_changed_byte_of_the_document_shows(ruth, document, part):
    done = bytearray(sealing.sealed(member=ruth, pdf=document, reason="Evidence of an answer"))
    done[9 + int((len(document) - 20) * part)] ^= 1
    try:
        found = checked(bytes(done), ruth.practice)
    except Exception:  # noqa: BLE001 - a byte of the structure: no reader opens it any more, which shows as well
        return
    assert not found.intact


def test_what_is_added_behind_the_seal_shows(ruth, document):
    done = sealing.sealed(member=ruth, pdf=document, reason="Evidence of an answer")
    longer = pikepdf.open(io.BytesIO(done))
    longer.add_blank_page()
    kept = io.BytesIO()
    longer.save(kept)

    found = PdfFileReader(io.BytesIO(kept.getvalue())).embedded_signatures

    assert not found or not checked(kept.getvalue(), ruth.practice).bottom_line


def test_another_practices_seal_is_not_trusted(ruth, omar, document):
    sealing.sealed(member=ruth, pdf=document, reason="Evidence of an answer")
    theirs = sealing.sealed(member=omar, pdf=document, reason="Evidence of an answer")

    assert not checked(theirs, ruth.practice).trusted


def test_the_certificate_is_made_once_and_its_making_is_entered(ruth, document):
    assert sealing.certificate(ruth.practice) == ""
    for _ in range(2):
        sealing.sealed(member=ruth, pdf=document, reason="Evidence of an answer")

    assert SealingKey.objects.filter(practice=ruth.practice).count() == 1
    assert len(sealing.fingerprint(sealing.certificate(ruth.practice))) == 64
    assert ledger.verify(ruth.practice_id) is None


def test_two_first_documents_at_once_have_one_certificate(transactional_db, ruth, document):
    start = Barrier(2)

    def seal(_):
        start.wait()
        try:
            return sealing.sealed(member=ruth, pdf=document, reason="Evidence of an answer")
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        both = list(pool.map(seal, range(2)))

    assert SealingKey.objects.filter(practice=ruth.practice).count() == 1
    assert all(checked(one, ruth.practice).trusted for one in both)


def test_the_private_key_is_sealed_at_rest(ruth, document):
    sealing.sealed(member=ruth, pdf=document, reason="Evidence of an answer")
    row = SealingKey.objects.get(practice=ruth.practice)
    assert "PRIVATE KEY" in row.private
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT private FROM people_sealingkey")
        assert b"PRIVATE" not in bytes(cursor.fetchone()[0])
