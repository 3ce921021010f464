"""``python -m pobratym.config``: the command line without its installed name."""

from pobratym.config.commandline import main

if __name__ == "__main__":
    main()
