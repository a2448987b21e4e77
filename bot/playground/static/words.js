/** The page's own words, in the acting person's language; what the bot says is its own. */

import * as blocks from "./words-blocks.js";
import * as tools from "./words-tools.js";

const ENGLISH = {
  ...blocks.ENGLISH,
  ...tools.ENGLISH,
  actingAs: "Acting as",
  channels: "Channels",
  direct: "Direct messages",
  apps: "Apps",
  home: "Home",
  noHome: "This app has published no home for you yet.",
  noMessages: "Nothing has been said here yet.",
  placeholder: "Message {name}, or / for a command",
  replyPlaceholder: "Reply in the thread",
  send: "Send",
  shortcuts: "Shortcuts",
  noShortcuts: "The app has no shortcuts",
  commands: "Commands",
  more: "More actions",
  reply: "Reply in thread",
  replyingTo: "In a thread, to {name}",
  stopReply: "Leave the thread",
  onlyYou: "Only visible to you",
  edited: "(edited)",
  app: "APP",
  you: "you",
  today: "Today",
  yesterday: "Yesterday",
  tomorrow: "Tomorrow",
  close: "Close",
  back: "Back",
  submit: "Submit",
  sending: "Sending…",
  optional: "(optional)",
  remove: "Remove {name}",
  confirm: "Yes",
  deny: "No",
  areYouSure: "Are you sure?",
  unknown: "“{type}” is not shown here",
  image: "Picture: {alt}",
  lost: "The playground does not answer. Trying again…",
  notSent: "This was not sent: {why}",
  noAnswer: "The playground does not answer. Is it still running?",
  menu: "Channels and people",
  dismiss: "Dismiss",
  messages: "Messages in {name}",
  hint: "Enter sends, Shift + Enter starts a new line, / lists commands.",
  nothingFound: "Nothing found",
  left: "{count} of {most} characters",
};

const FRENCH = {
  ...blocks.FRENCH,
  ...tools.FRENCH,
  actingAs: "Agir en tant que",
  channels: "Canaux",
  direct: "Messages directs",
  apps: "Applications",
  home: "Accueil",
  noHome: "Cette application n’a pas encore publié d’accueil pour toi.",
  noMessages: "Rien n’a encore été dit ici.",
  placeholder: "Écrire dans {name}, ou / pour une commande",
  replyPlaceholder: "Répondre dans le fil",
  send: "Envoyer",
  shortcuts: "Raccourcis",
  noShortcuts: "L’application n’a pas de raccourci",
  commands: "Commandes",
  more: "Autres actions",
  reply: "Répondre dans le fil",
  replyingTo: "Dans un fil, à {name}",
  stopReply: "Quitter le fil",
  onlyYou: "Visible par toi uniquement",
  edited: "(modifié)",
  app: "APP",
  you: "toi",
  today: "Aujourd’hui",
  yesterday: "Hier",
  tomorrow: "Demain",
  close: "Fermer",
  back: "Retour",
  submit: "Envoyer",
  sending: "Envoi…",
  optional: "(facultatif)",
  remove: "Retirer {name}",
  confirm: "Oui",
  deny: "Non",
  areYouSure: "Tu confirmes\u202f?",
  unknown: "«\u00a0{type}\u00a0» n’est pas affiché ici",
  image: "Image\u00a0: {alt}",
  lost: "Le bac à sable ne répond pas. Nouvel essai…",
  notSent: "Ceci n’a pas été envoyé\u00a0: {why}",
  noAnswer: "Le bac à sable ne répond pas. Est-il toujours en marche\u202f?",
  menu: "Canaux et personnes",
  dismiss: "Masquer",
  messages: "Messages dans {name}",
  hint: "Entrée envoie, Maj + Entrée va à la ligne, / liste les commandes.",
  nothingFound: "Rien trouvé",
  left: "{count} caractères sur {most}",
};

let chosen = ENGLISH;

/** Speaks the language of a locale such as "fr-FR": French, else English. */
export function speak(locale) {
  chosen = locale.startsWith("fr") ? FRENCH : ENGLISH;
}

/** The page's words of that name, `{…}` filled in. */
export function say(name, values = {}) {
  return chosen[name].replace(/\{(\w+)\}/g, (all, key) => values[key] ?? all);
}
