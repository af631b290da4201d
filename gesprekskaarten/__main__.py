"""`python -m gesprekskaarten` is the same program as the console script."""

from gesprekskaarten.cli import main

if __name__ == "__main__":
    main()
