from django.urls import path

from waveback.exchange import filed_views, record_views, views
from waveback.ground.web.said import register

register(
    {
        "exchange.taken-over": "What you changed is taken over. Look at it once more, then bring the clients in.",
        "exchange.imported": "The clients are in the list, and the file is deleted.",
        "exchange.imported-partly": "The good rows are in. The rows below wait for you to correct them.",
        "exchange.brought-before": "This list was brought in a moment ago.",
        "exchange.forgotten": "The file is deleted.",
        "exchange.filed": "It is marked as filed there.",
        "exchange.filed-before": "It was marked as filed before. This is how it stands.",
        "exchange.not-to-be-filed": "This cannot be marked as filed: it is not in the file, or is in the wrong one.",
        "exchange.not-filed": "It is marked as not filed there.",
        "exchange.not-filed-before": "It was not marked as filed any more. This is how it stands.",
        "exchange.system": "That is where you keep the record besides. What you copy is shaped for it from now on.",
        "exchange.covered": "It is covered in this copy. The record itself is unchanged.",
        "exchange.shown": "It is shown again in this copy.",
        "exchange.made-before": (
            "This export was made a moment ago; it is the newest one in this list. If its file did not arrive, export "
            "the record again."
        ),
        "exchange.not-exported": "Nothing was exported.",
        "exchange.not-printed": "The list could not be printed just now. Try it again.",
    }
)

app_name = "exchange"
urlpatterns = [
    path("clients/import/", views.upload, name="upload"),
    path("clients/import/<uuid:draft_id>/", views.preview, name="preview"),
    path("clients/import/<uuid:draft_id>/rows.csv", views.rows, name="rows"),
    path("clients/import/<uuid:draft_id>/forget/", views.forget, name="forget"),
    path("hand-over/", filed_views.unfiled, name="unfiled"),
    path("settings/record-system/", filed_views.system, name="system"),
    path("run-ins/<uuid:run_in_id>/hand-over/", filed_views.handover, name="handover"),
    path("run-ins/<uuid:run_in_id>/hand-over/pdf/", filed_views.pdf, name="pdf"),
    path("run-ins/<uuid:run_in_id>/hand-over/filed/", filed_views.file, name="file"),
    path("run-ins/<uuid:run_in_id>/hand-over/not-filed/", filed_views.not_filed, name="not_filed"),
    path("clients/<uuid:client_id>/export/", record_views.choose, name="export"),
    path("clients/<uuid:client_id>/export/<uuid:draft_id>/", record_views.texts, name="export_texts"),
    path("clients/<uuid:client_id>/export/<uuid:draft_id>/cover/", record_views.cover, name="export_cover"),
    path("clients/<uuid:client_id>/export/<uuid:draft_id>/show/", record_views.show_again, name="export_show"),
    path("clients/<uuid:client_id>/export/<uuid:draft_id>/make/", record_views.make, name="export_make"),
    path("clients/<uuid:client_id>/export/<uuid:draft_id>/forget/", record_views.forget, name="export_forget"),
    path("clients/<uuid:client_id>/disclosures/", record_views.disclosures, name="disclosures"),
    path("clients/<uuid:client_id>/disclosures/print/", record_views.print_disclosures, name="print_disclosures"),
]
