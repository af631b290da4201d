"""Write every generated page anew."""

from tests.docs import pictures
from tests.docs.pages import DOCS, PAGES


def main() -> None:
    for name, page in PAGES.items():
        (DOCS / name).write_text(page(), encoding="utf-8", newline="\n")
    pictures.write()


if __name__ == "__main__":
    main()
