"""{% load policy %}: a language by its name."""

from django import template

from waveback.steps.policy import translation

register = template.Library()
register.filter("language_name", translation.name_of)
