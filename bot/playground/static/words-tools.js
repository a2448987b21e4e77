/** The words of the clock, the inspector and the tour, in both languages. */

export const ENGLISH = {
  clock: "Time in this workspace",
};

export const FRENCH = {
  clock: "Heure de cet espace de travail",
};
