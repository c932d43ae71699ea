"""``python -m extract`` is the program `jiyao`."""

from extract.cli import main

if __name__ == "__main__":
    main()
