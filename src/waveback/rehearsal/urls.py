from django.urls import path

from waveback.ground.web.said import register
from waveback.rehearsal import views

register(
    {
        "rehearsal.clock": "It is kept. It holds from the next scene on.",
        "rehearsal.not_printed": "The cards could not be made just now. Try it again in a minute.",
        "rehearsal.forgotten": "Everything is deleted. You can begin anew whenever you like.",
    }
)

app_name = "rehearsal"
urlpatterns = [
    path("rehearse/", views.home, name="home"),
    path("rehearse/begin/", views.begin, name="begin"),
    path("rehearse/round/", views.round_page, name="round"),
    path("rehearse/round/aloud/", views.aloud, name="aloud"),
    path("rehearse/round/next/", views.go_on, name="next"),
    path("rehearse/round/stop/", views.stop, name="stop"),
    path("rehearse/clock/", views.clock, name="clock"),
    path("rehearse/coverage/", views.coverage, name="coverage"),
    path("rehearse/cards/", views.cards, name="cards"),
    path("rehearse/cards/<str:family>.pdf", views.cards_pdf, name="cards_pdf"),
    path("rehearse/due.json", views.due_drills, name="due"),
    path("rehearse/answers/", views.answers, name="answers"),
    path("rehearse/forget/", views.forget, name="forget"),
]
