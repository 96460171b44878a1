"""`python -m core`: every verb of Bursar from the command line."""

from core.doors.cli import main

main()
