"""The text box in which a person's own words are written."""

from django import forms

from waveback.ground.web.forms import private_attrs


def said_box(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"class": "input said", "rows": rows, **private_attrs()})
