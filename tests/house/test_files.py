"""What stands in any file of the project, code or not."""

import re

from tests.house.sources import texts

# `/var/tmp` is left alone: it is the same on every machine and the bot itself uses it.
MACHINE_PATH = re.compile(r"(?<![\w./{}$*-])/(?:(?:work|root|home|Users)/|tmp\b)")
UNFINISHED = re.compile(r"\b(?:TO[D]O|FIX[M]E)\b")


def _found(pattern: re.Pattern[str]) -> list[str]:
    return [
        f"{path}:{number}: {line.strip()[:100]}"
        for path, text in texts()
        for number, line in enumerate(text.splitlines(), 1)
        if pattern.search(line)
    ]


def test_no_file_names_a_path_of_one_machine() -> None:
    offences = _found(MACHINE_PATH)
    assert not offences, "\n".join(["Paths are relative, or come from a setting.", *offences])


def test_no_file_holds_a_note_of_unfinished_work() -> None:
    offences = _found(UNFINISHED)
    assert not offences, "\n".join(["Finish it, or open an issue.", *offences])


def test_the_patterns_find_what_they_are_meant_to_find() -> None:
    assert MACHINE_PATH.search("open('/" + "home/lea/notes')")
    assert MACHINE_PATH.search("cd /" + "tmp")
    assert not MACHINE_PATH.search("/var/tmp/productops")
    assert not MACHINE_PATH.search("https://example.com/home/")
    assert UNFINISHED.search("# TO" + "DO: later")
