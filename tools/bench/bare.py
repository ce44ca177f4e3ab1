"""A bare Django app with one page, served the same way as Waveback: what its start is compared with."""

import os
import sys

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import path
from gunicorn.app.base import BaseApplication

PORT = os.environ["PORT"]
settings.configure(
    SECRET_KEY="only for measuring",  # noqa: S106 - it protects nothing
    ROOT_URLCONF=__name__,
    ALLOWED_HOSTS=["*"],
    INSTALLED_APPS=["django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions"],
    MIDDLEWARE=[
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.common.CommonMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
    ],
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}},
    USE_TZ=True,
)


def page(request: HttpRequest) -> HttpResponse:
    return HttpResponse("<!doctype html><title>Bare</title>")


urlpatterns = [path("", page), path("sign-in/", page)]


class Bare(BaseApplication):
    def load_config(self) -> None:
        for name, value in {
            "bind": f"127.0.0.1:{PORT}", "workers": 1, "worker_class": "gthread", "threads": 8,
            "preload_app": True, "loglevel": "warning", "control_socket_disable": True, "graceful_timeout": 10,
        }.items():  # fmt: skip
            self.cfg.set(name, value)

    def load(self) -> object:
        import django
        from django.core.wsgi import get_wsgi_application

        django.setup()
        return get_wsgi_application()


if __name__ == "__main__":
    sys.argv = sys.argv[:1]
    Bare().run()
