/** The words of Block Kit and of forms, in both languages. */

export const ENGLISH = {
  choose: "Choose…",
  enough: "You can choose at most {most}",
  failed: "⚠ That did not work. Try again.",
  pickDate: "Choose a date",
  pickTime: "Choose a time",
  pickMoment: "Choose a date and time",
  seeMore: "See more",
  remoteFile: "A file kept elsewhere: {id}",
  table: "Table",
};

export const FRENCH = {
  choose: "Choisir…",
  enough: "Tu peux en choisir {most} au plus",
  failed: "⚠ Ça n’a pas fonctionné. Réessaie.",
  pickDate: "Choisir une date",
  pickTime: "Choisir une heure",
  pickMoment: "Choisir une date et une heure",
  seeMore: "Voir plus",
  remoteFile: "Un fichier conservé ailleurs\u00a0: {id}",
  table: "Tableau",
};
