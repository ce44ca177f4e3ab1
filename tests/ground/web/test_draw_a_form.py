"""Each control has its label, its hint and its error, tied together for readers."""

import re

from django import forms
from django.template import Context, Template

from waveback.ground.web.forms import private_attrs
from waveback.ground.web.patterns import ExampleForm


def draw(form, tag):
    return Template("{% load waveback %}" + tag).render(Context({"form": form}))


def test_a_field_with_hint_and_error_names_both():
    html = draw(ExampleForm({}), "{% field form.name %}")

    described = re.search(r'aria-describedby="([^"]+)"', html)[1].split()
    assert described == ["id_name_helptext", "id_name_error"]
    assert all(f'id="{name}"' in html for name in described)
    assert 'aria-invalid="true"' in html
    assert '<label for="id_name">Name used</label>' in html
    assert "Type a name." in html


def test_choices_are_real_radios_in_a_fieldset():
    html = draw(ExampleForm({}), "{% field form.kind %}")

    assert html.count('type="radio"') == 3
    assert "<legend>Kind of place</legend>" in html
    assert 'aria-describedby="id_kind_error"' in html.replace('" id_', '"id_')
    assert 'class="chips"' in html
    assert 'class="pick"' in draw(ExampleForm({}), "{% field form.wish %}")
    assert 'class="scale"' in draw(ExampleForm({}), '{% field form.ease "scale" %}')


def test_the_summary_leads_to_each_field():
    html = draw(ExampleForm({}), "{% errors form %}")

    assert 'href="#id_name"' in html
    assert 'href="#id_kind_0"' in html
    assert 'role="alert"' in html
    assert draw(ExampleForm(), "{% errors form %}").strip() == ""


def test_what_was_typed_stays_and_is_escaped():
    html = draw(ExampleForm({"sentence": '"><script>x</script>'}), "{% field form.sentence %}")

    assert "&lt;script&gt;" in html
    assert "<script>" not in html


def test_a_hidden_field_has_no_label():
    class Hidden(forms.Form):
        revision = forms.IntegerField(widget=forms.HiddenInput)

    assert "<label" not in draw(Hidden(), "{% field form.revision %}")


def test_private_fields_ask_the_browser_to_keep_nothing():
    assert (
        private_attrs().items()
        >= {
            "spellcheck": "false",
            "autocomplete": "off",
            "autocorrect": "off",
            "writingsuggestions": "false",
            "translate": "no",
        }.items()
    )
