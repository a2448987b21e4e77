"""The words in which the page refuses what a person can't do, in English and in French."""

from bot.playground.records import Person

_WORDS = {
    "gone": (
        "That message is not there any more.",
        "Ce message n’est plus là.",
    ),
    "nothing": ("There is nothing to send.", "Il n’y a rien à envoyer."),
    "no_command_in_thread": (
        "{name} can't be used in a thread: type it in the channel.",
        "{name} ne marche pas dans un fil\N{NO-BREAK SPACE}: tape-la dans le canal.",
    ),
    "empty": (
        "A message can't be empty: delete it instead.",
        "Un message ne peut pas être vide\N{NO-BREAK SPACE}: supprime-le plutôt.",
    ),
    "for_everybody": (
        "Everybody here sees this message.",
        "Tout le monde ici voit ce message.",
    ),
    "no_emoji": ("Choose an emoji.", "Choisis un émoji."),
    "no_reaction": (
        "Nobody can react to this message.",
        "Personne ne peut réagir à ce message.",
    ),
    "direct_stays": (
        "Nobody can leave direct messages.",
        "On ne peut pas quitter des messages directs.",
    ),
    "direct_is_full": (
        "Nobody can be added to direct messages.",
        "On ne peut ajouter personne à des messages directs.",
    ),
    "cannot_be_added": (
        "{name} can't be added.",
        "Impossible d’ajouter {name}.",
    ),
    "not_seen": (
        "You are not in this channel.",
        "Tu n’es pas dans ce canal.",
    ),
    "not_joined": ("Join #{name} first.", "Rejoins d’abord #{name}."),
    "archived": ("#{name} is archived.", "#{name} est archivé."),
    "not_yours": (
        "Only who wrote a message can change it.",
        "Seule la personne qui a écrit un message peut le changer.",
    ),
    "channel_name": (
        "A channel's name has small letters, digits, hyphens and underscores, at most 80.",
        "Le nom d’un canal a des minuscules, des chiffres et des tirets, 80 caractères au plus.",
    ),
    "channel_taken": (
        "There is a channel #{name} already.",
        "Il y a déjà un canal #{name}.",
    ),
    "status_long": (
        "A status has at most {most} characters.",
        "Un statut a {most} caractères au plus.",
    ),
    "status_day": (
        "Choose a day, such as 2026-03-13.",
        "Choisis un jour, par exemple 2026-03-13.",
    ),
    "status_over": (
        "That day is over: choose a later one.",
        "Ce jour est passé\N{NO-BREAK SPACE}: choisis-en un autre.",
    ),
    "element_gone": (
        "That is not there any more: look again.",
        "Ce n’est plus là\N{NO-BREAK SPACE}: regarde à nouveau.",
    ),
    "not_offered": (
        "That can't be chosen here.",
        "Cela ne peut pas être choisi ici.",
    ),
    "form_gone": (
        "That form is not open any more.",
        "Ce formulaire n’est plus ouvert.",
    ),
}


def refusal(person: Person, which: str, /, **values: object) -> ValueError:
    """What this person is told, to be raised.

    Args:
        person: who asked for it.
        which: the sentence.
        values: what stands in its placeholders.
    """
    english, french = _WORDS[which]
    words = french if person.locale.startswith("fr") else english
    return ValueError(words.format(**values))
