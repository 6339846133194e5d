/*
 * Words by which an answer to a text that lists several visits says which of them it means. Written from how people speak of the lines of
 * a list (1-mission 1.5), English and Spanish, effective 2026-11-25. All are folded.
 */

const set = (words: string): ReadonlySet<string> => new Set(words.split(' '));

/** Said between two numbers, or between an answer and the next number. */
export const joiners = set('and n plus also y e mas');
/** Said between an answer and its number, and of no meaning there: "yes to number 1", "no puedo la 2". */
export const besideNumber = set(
  'to for on at with of number num numero nr the appt appts apt appointment appointments visit visits a al la las el los para de con cita citas',
);
/** A digit behind one of these is an hour: "can we make it 2", "around 3", "a las 2". */
export const beforeHour = set('at it around by before after until till from las between hasta desde');
/** Before "to" they make what follows an hour or a day: "move 2 to 3". */
export const movesTo = set(
  'move change switch push reschedule it pm am cambiar mover pasar moverla cambiarla',
);
/** A digit before one of these counts something: "in 2 weeks", "2 of us". */
export const counted = set(
  'week weeks day days hour hours hr hrs min mins minute minutes month months year years people kids children of semana semanas dia dias hora horas minuto minutos mes meses ano anos personas hijos or o',
);
/** All that the list has besides those that are named. */
export const rest = set('rest others remaining demas resto otros otras');
/** Before "one", "two" and the like: "the other two are fine". */
export const otherOf = set('other otro otra');
export const ones = set('one ones two three 2 3 appointment appointments visit visits dos tres cita citas');
/** Numbers in words that only count behind "the" or "number": "can't do the second". */
export const ordinals: ReadonlyMap<string, number> = new Map(
  'first second third fourth fifth sixth|primera segunda tercera cuarta quinta sexta|one two three four five six|uno dos tres cuatro cinco seis'
    .split('|')
    .flatMap((words) => words.split(' ').map((word, index) => [word, index + 1] as const)),
);
export const beforeOrdinal = set('the number numero la el');

/** Without a number these speak of a part of the list, and nobody can tell of which: "one of us can't come". */
export const partly =
  /\b(?:one|either|some|half|only|most|not (?:all|both|everyone|everybody|every one)|uno|una|alguno|alguna|algunos|algunas|solo|no (?:todos|todas|ambas|ambos))\b/;

/** What follows is left out of "all": "yes to all except 2". */
export const exceptions =
  /\b(?:(?:all|everything|everyone|both|any|todo|todos|todas|ambas)\s+(?:but|menos)|except(?:ing)?|excluding|excepto|salvo|other than|apart from|menos)\s+(?:for\s+)?(?:#|no\.?|number|numero|the|el|la|las)?\s*(\d(?:\s*(?:,|&|\+|and|y)\s*#?\d)*)(?!\s*(?:[:.]\d|[ap]\.?m|weeks?|days?))/giu;

/** "1 n 3 yes": an "and", or a no. */
export const andOrNo = /\d\s+n\s+\d/iu;
