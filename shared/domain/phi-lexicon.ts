/** The kinds of health information that a lexicon's words tell. */
export type LexiconKind = 'diagnosis' | 'medicine' | 'test-result' | 'treatment';

/** Words that are ordinary too, so that what stands around them decides. With no `near` and no `after` they count. */
export interface EverydayTerms {
  readonly words: readonly string[];
  /** One of these within six words makes them health information; `#` stands for a measured value. */
  readonly near?: readonly string[];
  /** One of these up to two words before them does so too: "your cold", "your next shot". */
  readonly after?: readonly string[];
  /** One of these within six words makes them ordinary, whatever else stands there. */
  readonly unless?: readonly string[];
}

/** Words of one kind, singular; plurals, case, accents and small misspellings are found by themselves. */
export interface Lexicon {
  readonly kind: LexiconKind;
  /** Health information wherever they stand in a text to a patient. */
  readonly certain: readonly string[];
  readonly everyday: readonly EverydayTerms[];
}

/** A list as it is easiest to read and to compare: words and phrases with commas between. */
export const listed = (...lists: readonly string[]): readonly string[] =>
  lists.flatMap((list) => list.split(',').map((words) => words.trim()));

/** After these stands a person's name, whatever else it means: "Dr. Crown". */
export const titles = listed('dr, dra, doctor, doctora, mr, mrs, ms, miss, sr, sra, srta, nurse, prof');

/** Before these stands a street's name: "Lyme Road". */
export const streets = listed(
  'street, st, road, rd, avenue, ave, lane, ln, drive, blvd, boulevard, parkway, highway, hwy, plaza',
);

/** Before these stands a cause or an event, not a patient's own matter. */
export const causes = listed('awareness, foundation, society, fundraiser');

/** Ordinary words and names, one letter from a word of the lexicon: found by reading word lists of both languages. */
export const ordinaryWords = listed(
  `ablution, addition, additions, adicion, artistic, aspiring, asteroide, augmenting, breeding, celebre,
  concepta, concert, concertar, concerti, concerto, concerts, concession, concetta, concreta, conserjeria,
  decencia, diccion, dwelling, factura, imputation, inflection, maricela, monogram, oblation, ontologia,
  overdoes, overdone, peacemaker, represion, repressed, repression, retailer, sagrado, selling, shelling,
  shingle, shingled, singles, singular, smelling, snitches, spelling, sprinted, sprinter, strained,
  switches, topografia, welling`,
);
