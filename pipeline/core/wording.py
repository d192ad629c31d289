"""Words of the messages that a person reads."""


def counted(number: int, noun: str, plural: str = "") -> str:
    """Return a number with its noun, in the singular for one, as in `1 work` and `0 works`.

    Args:
        number: How many.
        noun: The noun in the singular, perhaps with its adjective.
        plural: The plural, where it is not the noun and an s.
    """
    return f"{number} {noun if number == 1 else plural or noun + 's'}"
