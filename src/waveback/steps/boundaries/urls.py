from django.urls import path

from waveback.ground.web.said import register
from waveback.steps.boundaries import views

register(
    {
        "boundaries.not_printed": "The PDF could not be made just now. Try it again in a minute.",
        "boundaries.agreed": "The plan is agreed.",
        "boundaries.changed": "The plan is changed. What held before stays in its history.",
        "boundaries.held": "Looked at again: the plan holds.",
        "boundaries.ended": "The plan has ended. It stays in the history.",
    }
)

app_name = "boundaries"
urlpatterns = [
    path("card/", views.card, name="card"),
    path("card/wallet.pdf", views.wallet, name="wallet"),
    path("card/guidance/", views.guidance, name="guidance"),
    path("clients/<uuid:client_id>/overlaps/", views.plans, name="plans"),
    path("clients/<uuid:client_id>/overlaps/new/", views.new, name="new"),
    path("clients/<uuid:client_id>/overlaps/print/", views.print_plans, name="print"),
    path("clients/<uuid:client_id>/overlaps/<uuid:chain>/change/", views.change, name="change"),
    path("clients/<uuid:client_id>/overlaps/<uuid:chain>/look/", views.look, name="look"),
    path("clients/<uuid:client_id>/overlaps/<uuid:chain>/end/", views.end, name="end"),
]
