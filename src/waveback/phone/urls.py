from django.urls import path

from waveback.phone import api_views, shell_views

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
]
