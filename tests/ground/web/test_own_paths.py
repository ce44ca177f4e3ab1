"""`next` leads to a path of this house or nowhere."""

import pytest
from django.test import RequestFactory

from waveback.ground.web.forms import safe_next

OUT = [
    "//evil.example", "///evil.example", "/\\evil.example", "\\\\evil.example", "https:evil.example",
    "https://evil.example", "javascript:alert(1)", "evil.example", "", " /x", "/x\n", "/\tevil", "/\x00",
]  # fmt: skip


@pytest.mark.parametrize("place", OUT)
def test_what_leads_out_is_replaced(place):
    assert safe_next(RequestFactory().get("/", {"next": place})) == "/"


@pytest.mark.parametrize("place", ["/", "/clients/?page=2", "/policy/#clause-6"])
def test_what_stays_is_kept(place):
    assert safe_next(RequestFactory().get("/", {"next": place})) == place
    assert safe_next(RequestFactory().post("/", {"next": place})) == place
