"""The two themes: text at least 10:1 on its own background, also what is muted, chosen or switched off.

All colours are of the xterm-256 palette and greys are neutral, so that little shifts on a terminal with few colours.
"""

from textual.theme import Theme


def _theme(
    name: str,
    *,
    dark: bool,
    ink: str,
    paper: str,
    panel: str,
    quiet: str,
    primary: str,
    error: str,
    warning: str,
    success: str,
    question: tuple[str, str],
    red: tuple[str, str],
) -> Theme:
    """Return a theme in which every variable that can carry text is opaque; pairs are (ink, paper)."""
    variables = dict.fromkeys(("text-muted", "foreground-muted", "text-disabled", "foreground-disabled"), quiet)
    variables |= {
        "text": ink,
        "text-primary": primary,
        "text-secondary": quiet,
        "text-accent": primary,
        "text-error": error,
        "text-warning": warning,
        "text-success": success,
        "border": ink,
        "border-blurred": quiet,
        "surface-active": panel,
        "block-cursor-foreground": paper,
        "block-cursor-background": ink,
        "block-cursor-text-style": "bold",
        "block-cursor-blurred-foreground": paper,
        "block-cursor-blurred-background": quiet,
        "block-cursor-blurred-text-style": "bold",
        "block-hover-background": panel,
        "input-cursor-foreground": paper,
        "input-cursor-background": ink,
        "input-cursor-text-style": "none",
        "input-selection-foreground": paper,
        "input-selection-background": quiet,
        "screen-selection-foreground": paper,
        "screen-selection-background": quiet,
        "footer-foreground": ink,
        "footer-background": panel,
        "footer-key-foreground": ink,
        "footer-key-background": panel,
        "footer-description-foreground": ink,
        "footer-description-background": panel,
        "footer-item-background": panel,
        "link-color": ink,
        "link-color-hover": paper,
        "link-background-hover": ink,
        "link-style": "underline",
        "link-style-hover": "bold not underline",
        "button-foreground": ink,
        "button-color-foreground": paper,
        "button-focus-text-style": "bold reverse",
        "scrollbar": quiet,
        "scrollbar-hover": ink,
        "scrollbar-active": ink,
        "scrollbar-background": panel,
        "scrollbar-background-hover": panel,
        "scrollbar-background-active": panel,
        "scrollbar-corner-color": panel,
        "bar-question-foreground": question[0],
        "bar-question-background": question[1],
        "bar-red-foreground": red[0],
        "bar-red-background": red[1],
    }
    variables |= {f"markdown-h{level}-color": ink for level in range(1, 7)}
    return Theme(
        name=name,
        dark=dark,
        primary=primary,
        secondary=quiet,
        accent=primary,
        error=error,
        warning=warning,
        success=success,
        foreground=ink,
        background=paper,
        surface=paper,
        panel=panel,
        boost=panel,
        variables=variables,
    )


LIGHT = _theme(
    "licht",
    dark=False,
    ink="#000000",
    paper="#ffffff",
    panel="#e4e4e4",
    quiet="#1c1c1c",
    primary="#00005f",
    error="#5f0000",
    warning="#5f0000",
    success="#000087",
    question=("#000000", "#ffd75f"),
    red=("#ffffff", "#870000"),
)
DARK = _theme(
    "donker",
    dark=True,
    ink="#eeeeee",
    paper="#121212",
    panel="#262626",
    quiet="#e4e4e4",
    primary="#afd7ff",
    error="#ffd7d7",
    warning="#ffd75f",
    success="#afffaf",
    question=("#000000", "#ffd75f"),
    red=("#ffffff", "#870000"),
)
THEMES = (LIGHT, DARK)
"""The first is the default; both are dark ink or light ink on one even paper."""
