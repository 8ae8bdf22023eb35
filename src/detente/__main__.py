"""`python -m detente`: the command line."""

from detente.views.cli.app import main

if __name__ == "__main__":
    main()
