from django.urls import path

from waveback.ground.web.said import register
from waveback.steps.discussion import views

register(
    {
        "discussion.recorded": "The answer is recorded. Nobody can edit it; a newer one takes its place.",
        "discussion.paused": "Paused. Nothing is lost; go on whenever you like.",
        "discussion.asked": "Noted. It stands on the list until it has been gone over.",
        "discussion.withdrawn": "It is withdrawn. The answer stays as it was given, and care goes on.",
        "discussion.greet_first": "It is signed. It can be ended at any time.",
        "discussion.signing": "It is noted who signs.",
        "discussion.person_added": "Added. They answer for themselves.",
        "discussion.person_left": "They are no longer asked. What they answered stays.",
        "discussion.scan_kept": "The scan is kept. Nothing was left in it but what the pages show.",
        "discussion.scan_wrong": "It is marked as wrong. It stays where it is, with your reason.",
        "discussion.packet_made": "The packet is made. Its code leads back here from the paper.",
        "discussion.not_printed": "The PDF could not be made just now. Try it again in a minute.",
        "discussion.packet_handed": "It is noted that they have it.",
    }
)

app_name = "discussion"
urlpatterns = [
    path("talk/", views.still, name="still"),
    path("clients/<uuid:client_id>/talk/", views.overview, name="talk"),
    path("clients/<uuid:client_id>/greet-first/", views.greet_first, name="greet_first"),
    path("clients/<uuid:client_id>/talk/begin/", views.begin, name="begin"),
    path("clients/<uuid:client_id>/talk/again/", views.ask_again, name="ask_again"),
    path("clients/<uuid:client_id>/talk/on-paper/", views.on_paper, name="on_paper"),
    path("clients/<uuid:client_id>/talk/who-signs/", views.who_signs, name="who_signs"),
    path("clients/<uuid:client_id>/talk/people/", views.persons, name="people"),
    path(
        "clients/<uuid:client_id>/talk/<uuid:talk_id>/<int:number>/",
        views.part,
        name="part",
    ),
    path(
        "clients/<uuid:client_id>/talk/<uuid:talk_id>/record/",
        views.record,
        name="record",
    ),
    path(
        "clients/<uuid:client_id>/talk/<uuid:acknowledgement_id>/",
        views.acknowledgement,
        name="acknowledgement",
    ),
    path(
        "clients/<uuid:client_id>/talk/<uuid:acknowledgement_id>/print/",
        views.print_copy,
        name="print",
    ),
    path(
        "clients/<uuid:client_id>/talk/<uuid:acknowledgement_id>/withdraw/",
        views.withdraw,
        name="withdraw",
    ),
    path(
        "clients/<uuid:client_id>/talk/<uuid:acknowledgement_id>/scan/",
        views.scan_answer,
        name="scan_answer",
    ),
    path(
        "clients/<uuid:client_id>/greet-first/<uuid:evidence_id>/scan/",
        views.scan_greet_first,
        name="scan_greet_first",
    ),
    path("clients/<uuid:client_id>/talk/<uuid:acknowledgement_id>/copy/", views.hand_copy, name="hand_copy"),
    path("clients/<uuid:client_id>/evidence/of/<uuid:about_id>/", views.make_evidence, name="make_evidence"),
    path("clients/<uuid:client_id>/evidence/<uuid:evidence_id>/evidence.pdf", views.evidence_pdf, name="evidence_pdf"),
    path("clients/<uuid:client_id>/scans/<uuid:scan_id>/<int:number>/", views.scan_page, name="scan_page"),
    path("clients/<uuid:client_id>/scans/<uuid:scan_id>/wrong/", views.scan_wrong, name="scan_wrong"),
    path("clients/<uuid:client_id>/packet/", views.packet, name="packet"),
    path("clients/<uuid:client_id>/packet/<uuid:packet_id>/", views.packet_made, name="packet_made"),
    path("clients/<uuid:client_id>/packet/<uuid:packet_id>/handed/", views.hand_packet, name="hand_packet"),
    path("clients/<uuid:client_id>/packet/<uuid:packet_id>/packet.pdf", views.packet_pdf, name="packet_pdf"),
    path("clients/<uuid:client_id>/packet/<uuid:packet_id>/packet.docx", views.packet_docx, name="packet_docx"),
    path("clients/<uuid:client_id>/packet/card.pdf", views.client_card, name="client_card"),
    path("packets/", views.blank, name="blank"),
    path("packets/practice/", views.practice_packets, name="practice_packets"),
    path("packets/find/", views.find_packet, name="find_packet"),
    path("packets/<uuid:packet_id>/", views.blank_made, name="blank_made"),
    path("packets/<uuid:packet_id>/packet.pdf", views.blank_pdf, name="blank_pdf"),
    path("packets/<uuid:packet_id>/packet.docx", views.blank_docx, name="blank_docx"),
    path("policy/versions/<uuid:version_id>/packet/", views.paste, name="paste"),
    path("policy/versions/<uuid:version_id>/packet/<str:language>/packet.txt", views.paste_text, name="paste_text"),
    path("policy/versions/<uuid:version_id>/packet/<str:language>/packet.html", views.paste_html, name="paste_html"),
    path("policy/versions/<uuid:version_id>/packet/<str:language>/packet.docx", views.paste_docx, name="paste_docx"),
]
