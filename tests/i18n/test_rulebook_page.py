from pathlib import Path

from convoca.i18n.rulebook_page import page
from convoca.rules.provision import provisions
from convoca.rules.rulebook import RULES

PAGE = Path(__file__).parents[2] / "docs" / "rules.md"


def test_the_page_is_made_from_the_rulebook_as_it_stands():
    assert PAGE.read_text("utf-8") == page(), "run `make docs`"


def test_every_rule_and_every_number_is_on_the_page():
    lines = page().splitlines()

    for key in RULES:
        assert sum(f"`{key}`" in line for line in lines) == 2
    for key, values in provisions().items():
        assert sum(line.startswith(f"| `{key}` |") for line in lines) == len(values)


def test_what_is_to_be_verified_says_so():
    forty = next(line for line in page().splitlines() if "[40 days]" in line)

    assert "Art. 62.2 | to be verified" in forty
