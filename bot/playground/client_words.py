"""What Slack's own client says to a person, in both languages: the words are ours.

Slack publishes the rules, not the sentences its apps show.
"""

_ENGLISH = {
    "required": "Please complete this required field.",
    "short": "Please enter at least {least} characters.",
    "long": "Please enter at most {most} characters.",
    "url": "Please enter a valid URL.",
    "email": "Please enter a valid email address.",
    "number": "Please enter a valid number.",
    "whole": "Please enter a whole number.",
    "small": "Please enter a number of at least {least}.",
    "big": "Please enter a number of at most {most}.",
    "date": "Please enter a valid date.",
    "time": "Please enter a valid time.",
    "few": "Please choose at most {most}.",
    "trouble": "We had some trouble connecting. Try again?",
    "refused": 'failed with the error "{code}"',
    "late": 'failed with the error "operation_timeout": the app did not respond',
    "options": "offered options that Slack refuses: {problem}",
}
_FRENCH = {
    "required": "Ce champ est obligatoire.",
    "short": "Écris au moins {least} caractères.",
    "long": "Écris au plus {most} caractères.",
    "url": "Cette adresse web n’est pas valide.",
    "email": "Cette adresse e-mail n’est pas valide.",
    "number": "Ce nombre n’est pas valide.",
    "whole": "Il faut un nombre entier.",
    "small": "Il faut au moins {least}.",
    "big": "Il faut au plus {most}.",
    "date": "Cette date n’est pas valide.",
    "time": "Cette heure n’est pas valide.",
    "few": "Tu peux choisir au plus {most} éléments.",
    "trouble": "La connexion a eu un problème. On réessaie\u202f?",
    "refused": "a échoué avec l’erreur «\u00a0{code}\u00a0»",
    "late": "a échoué avec l’erreur «\u00a0operation_timeout\u00a0»\u00a0: pas de réponse à temps",
    "options": "a proposé des options que Slack refuse\u00a0: {problem}",
}


def said(locale: str, name: str, **values: object) -> str:
    """The sentence of that name in a person's language: French, else English."""
    sentence = (_FRENCH if locale.startswith("fr") else _ENGLISH)[name]
    return sentence.format(**values)
