"""The process that works off the jobs, one after the other, and ends when none is left (ground.jobs).

`python -m waveback.site.worker NAME`, begun by the server with a pipe on its standard input: when the pipe closes, the
server is gone, and so is this.
"""

import os
import sys
import threading
from uuid import UUID


def main(name: str) -> None:
    threading.Thread(target=_leave_with_the_server, daemon=True).start()
    os.nice(5)  # pages come first
    from waveback.site.commands.base import load_application

    load_application()
    from waveback.ground.jobs import working
    from waveback.site import starting

    starting.open_keys()
    working.worker = UUID(name)
    working.work_off_all()


def _leave_with_the_server() -> None:
    # Past sys.stdin: whoever waits in it holds its lock, and Python aborts when it cannot take that at the end.
    while os.read(0, 1):
        pass
    os._exit(3)


if __name__ == "__main__":
    main(sys.argv[1])
