"""{% load confidentiality %}: a text with what the note check found in it."""

from collections.abc import Sequence

from django import template

from waveback.steps.confidentiality import rules

register = template.Library()


@register.filter
def pieces(text: str, finds: Sequence[rules.Find]) -> list[rules.Piece]:
    """{% for piece in text|pieces:finds %}: the text cut at its finds."""
    return rules.pieces(text, finds)


@register.filter
def label(find: rules.Find) -> str:
    return rules.LABELS[find.kind]
