from django.urls import path

from waveback.ground.web.said import register
from waveback.steps.policy import views

register(
    {
        "policy.kept": "Every question is answered. Read the policy through, then publish it.",
        "policy.added": "The passage is in the document now.",
        "policy.left_out": "The passage is left out. What you wrote stays here, if you want it back.",
        "policy.not_printed": "The PDF could not be made just now. Try it again in a minute.",
        "policy.translated": "It is kept. What is still missing is marked below.",
        "policy.reviewed": "It is kept who read both texts. It goes out with the next version that you publish.",
        "policy.language_added": "The version in force can be had in this language now.",
        "policy.language_dropped": "The language is out of the draft. What was published in it stays.",
        "policy.published": "The policy is published. It can be read and printed here.",
    }
)

app_name = "policy"
urlpatterns = [
    path("policy/", views.home, name="home"),
    path("policy/comfort/", views.comfort, name="comfort"),
    path("policy/questions/<str:number>/", views.clause, name="clause"),
    path("policy/languages/", views.languages, name="languages"),
    path("policy/languages/<str:language>/", views.language, name="language"),
    path("policy/versions/<uuid:version_id>/", views.version, name="version"),
    path("policy/versions/<uuid:version_id>/print/", views.print_version, name="print"),
    path("policy/versions/<uuid:version_id>/copy/", views.copy, name="copy"),
    path("policy/versions/<uuid:version_id>/text/", views.as_text, name="text"),
    path("policy/versions/<uuid:version_id>/html/", views.as_html, name="html"),
    path("policy/versions/<uuid:version_id>/leaflet.pdf", views.print_leaflet, name="leaflet"),
    path("policy/versions/<uuid:version_id>/beside/<uuid:other_id>/", views.beside, name="beside"),
]
