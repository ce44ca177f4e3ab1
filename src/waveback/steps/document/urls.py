from django.urls import path

from waveback.ground.web.said import register
from waveback.steps.document import views

register(
    {
        "document.captured": "It is put down. Finish it later, or now.",
        "document.twice": "It was put down before, in other words. Both are kept: what came now is filled in below.",
        "document.captured_one": "The first one is put down.",
        "document.assigned": "It is in the file now.",
        "document.changed": "It was changed a moment ago. This is how it stands.",
        "document.discarded": "It is discarded. Nothing of it is kept but that it was.",
        "document.drafted": "The draft is kept.",
        "document.format": "Notes are shown in that format from now on. No note was changed.",
        "document.signed": "The note is signed and locked.",
        "document.signed_before": "This note was signed before. This is how it stands.",
        "document.not_signed": "Only a signed note that stands can be added to, marked or printed.",
        "document.not_yours": "Only whoever wrote a note can change or sign it.",
        "document.added": "The addendum is signed and added.",
        "document.account": "The client’s account stands beside the note.",
        "document.asked": "What the client asks for is signed and stands beside the note. Answer it now, or later.",
        "document.answered": "The answer is signed and stands beside the note.",
        "document.answered_before": "This was answered before. Add an addendum if you see it differently now.",
        "document.no_pdf": "The document could not be made. Try again in a moment, or print the page.",
        "document.in_error": "The note is marked as entered in error. Enter it anew where it belongs.",
    }
)

app_name = "document"
urlpatterns = [
    path("run-ins/", views.index, name="index"),
    path("run-ins/new/", views.capture, name="capture"),
    path("run-ins/format/", views.usual_format, name="format"),
    path("run-ins/guide/", views.guide, name="guide"),
    path("run-ins/who/", views.who, name="who"),
    path("run-ins/<uuid:run_in_id>/", views.note, name="note"),
    path("run-ins/<uuid:run_in_id>/client/", views.assign, name="assign"),
    path("run-ins/<uuid:run_in_id>/another/", views.another, name="another"),
    path("run-ins/<uuid:run_in_id>/finish/", views.finish, name="finish"),
    path("run-ins/<uuid:run_in_id>/discard/", views.discard, name="discard"),
    path("run-ins/<uuid:run_in_id>/sign/", views.sign, name="sign"),
    path("run-ins/<uuid:run_in_id>/add/", views.add, name="add"),
    path("run-ins/<uuid:run_in_id>/words/", views.client_words, name="client_words"),
    path("run-ins/<uuid:run_in_id>/words/<uuid:request_id>/", views.answer, name="answer"),
    path("run-ins/<uuid:run_in_id>/error/", views.enter_in_error, name="error"),
    path("run-ins/<uuid:run_in_id>/print/", views.printed, name="print"),
    path("run-ins/<uuid:run_in_id>/pdf/", views.as_pdf, name="pdf"),
]
