"""The header leads only to what exists, and marks where one is."""

import re

from django.template import engines
from django.test import RequestFactory
from django.urls import resolve

PAGE = '{% extends "web/base.html" %}{% block place %}clients{% endblock %}'


def header(request):
    return engines["django"].from_string(PAGE).render({}, request).split("<header")[1].split("</header>")[0]


def test_every_place_in_the_header_exists(ruth, settings):
    settings.ROOT_URLCONF = "waveback.site.urls"
    request = RequestFactory().get("/")
    request.member = ruth

    places = re.findall(r'(?:href|action)="([^"]+)"', header(request))

    assert places[:2] == ["/", "/"]
    assert {"/clients/", "/policy/", "/settings/", "/lock/", "/wording/"} <= set(places)
    for place in places:
        resolve(place)


def test_the_present_place_is_marked(ruth):
    request = RequestFactory().get("/")
    request.member = ruth

    marked = re.findall(r'href="([^"]+)" aria-current="page"', header(request))

    assert marked == ["/clients/"]


def test_a_visitor_sees_no_places():
    assert "<nav" not in header(RequestFactory().get("/"))
