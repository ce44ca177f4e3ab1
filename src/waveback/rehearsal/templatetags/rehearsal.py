"""{% load rehearsal %}: a scene's text with the therapist's own phrases in it, in the wording of the page."""

from django import template

from waveback.ground.web import words
from waveback.rehearsal import own

register = template.Library()


@register.simple_tag(takes_context=True)
def scene(context: template.Context, text: str, phrases: object = None) -> str:
    """{% scene turn.happens shown.own.phrases %}"""
    said = own.spoken(text, phrases) if phrases is not None else text  # type: ignore[arg-type]
    return own.discreetly(said) if words.is_discreet(context.get("request")) else said
