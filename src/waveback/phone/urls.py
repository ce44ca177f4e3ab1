from django.urls import path

from waveback.ground.web.said import register
from waveback.phone import api_views, shell_views, views

register(
    {
        "phone.renamed": "The phone has its new name. It learns of it at its next contact.",
        "phone.ended": "The phone was ended. What waits on it is set apart for you when it comes.",
        "phone.pin_on": "The PIN is set.",
        "phone.pin_off": "The PIN is removed.",
        "phone.decided_before": "This was decided a moment ago.",
        "phone.cannot_open": "This entry cannot be opened any more: its key is gone. You can throw it away.",
        "phone.thrown": "It is thrown away. Nothing of it is kept but that it was.",
    }
)

app_name = "phone"
urlpatterns = [
    path("phone/", shell_views.page, name="shell"),
    path("phone/sw.js", shell_views.worker, name="worker"),
    path("phone/manifest.webmanifest", shell_views.manifest, name="manifest"),
    path("phone/kit/", api_views.the_kit, name="kit"),
    path("phone/inbox/", api_views.inbox, name="inbox"),
    path("phone/unlocked/", api_views.unlocked, name="unlocked"),
    path("phone/find/", api_views.find, name="find"),
    path("phone/wish/", api_views.wish, name="wish"),
    path("phone/lock/", api_views.lock, name="lock"),
    path("phone/unlock/", api_views.unlock, name="unlock"),
    path("phone/pair/", api_views.pair, name="pair"),
    path("settings/phones/", views.phones, name="phones"),
    path("settings/phones/pair/", views.pair, name="pair_one"),
    path("settings/phones/lost/", views.lost, name="lost"),
    path("settings/phones/<uuid:device_id>/", views.one, name="phone"),
    path("settings/phones/<uuid:device_id>/name/", views.name, name="name"),
    path("settings/phones/<uuid:device_id>/end/", views.end, name="end"),
    path("settings/phones/<uuid:device_id>/pin/", views.pin, name="pin"),
    path("settings/phones/apart/<uuid:held_id>/take/", views.take, name="take"),
    path("settings/phones/apart/<uuid:held_id>/throw/", views.throw, name="throw"),
]
