"""The page knows every emoji by Slack's names."""

from tests.playground import emoji

AS_PICTURE = "FE0F"


def test_the_page_has_the_emoji_of_the_package() -> None:
    written = emoji.PLACE.read_text("utf-8")
    assert written == emoji.module(), "Run python -m tests.playground.emoji."


def test_a_skin_tone_follows_each_part_that_takes_one_as_the_page_puts_it_there() -> None:
    known = emoji.known()
    bases = {one["unified"].split("-")[0] for one in known if one.get("skin_variations")}
    for one in filter(emoji.is_toned, known):
        made: list[str] = []
        for point in one["unified"].split("-"):
            if point == AS_PICTURE and made[-1] == emoji.TONE:
                continue
            made.append(point)
            if point in bases:
                made.append(emoji.TONE)
        assert "-".join(made) == one["skin_variations"][emoji.TONE]["unified"], one["short_name"]
