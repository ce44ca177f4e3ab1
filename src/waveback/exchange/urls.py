from django.urls import path

from waveback.exchange import views
from waveback.ground.web.said import register

register(
    {
        "exchange.taken-over": "What you changed is taken over. Look at it once more, then bring the clients in.",
        "exchange.imported": "The clients are in the list, and the file is deleted.",
        "exchange.imported-partly": "The good rows are in. The rows below wait for you to correct them.",
        "exchange.brought-before": "This list was brought in a moment ago.",
        "exchange.forgotten": "The file is deleted.",
    }
)

app_name = "exchange"
urlpatterns = [
    path("clients/import/", views.upload, name="upload"),
    path("clients/import/<uuid:draft_id>/", views.preview, name="preview"),
    path("clients/import/<uuid:draft_id>/rows.csv", views.rows, name="rows"),
    path("clients/import/<uuid:draft_id>/forget/", views.forget, name="forget"),
]
