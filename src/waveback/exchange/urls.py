from django.urls import path

from waveback.exchange import filed_views, views
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
]
