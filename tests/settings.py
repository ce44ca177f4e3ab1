"""The product's settings in a throw-away folder, with plain static files and a quick password hasher."""

import os
import tempfile
from pathlib import Path

_folder = Path(os.environ.get("WAVEBACK_TEST_DIR") or tempfile.mkdtemp(prefix="waveback-test-"))
os.environ.update(DATA_DIR=str(_folder), KEY_DIR=str(_folder / "elsewhere"), USE_KEYRING="0", ORIGIN="http://localhost")

from waveback.site.settings import *  # noqa: E402, F403 - the environment must be set first
from waveback.site.settings import ALLOWED_HOSTS, DATABASES, STORAGES  # noqa: E402

ALLOWED_HOSTS += ["testserver"]
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
for _alias, _database in DATABASES.items():
    if _database["ENGINE"] == "waveback.ground.sqlite":
        # A file, not memory: each thread of a live server gets a connection of its own, as in earnest.
        _database["TEST"] = {"NAME": str(_folder / f"{_alias}.sqlite3")}
# All migrations would be walked through there, too, for one app's tables (starting.LIVES_IN).
DATABASES["keys"].setdefault("TEST", {})["MIGRATE"] = False
# A worker would open another database than the test's: tests do the work themselves, or in an installation of its own.
JOBS_WORKER = ""
