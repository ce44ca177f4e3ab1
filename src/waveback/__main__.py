"""`python -m waveback` is the command line."""

from waveback.site.cli import main

main()
