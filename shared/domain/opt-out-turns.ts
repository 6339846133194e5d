/**
 * What turns words that ask for no more texts into something else: what stands before them, after them, and elsewhere in
 * the text. Each is an expression over folded words with one space around each and ` , ` between clauses; those on what
 * stands before end where the words begin.
 */

const between =
  '(?:(?:want|wanting|wish|need|ask|asking|mean|meant|intend|trying|like|try|let|have|get|to|you|u|it|them|us|for|me|ever|please|just|the|my|really) ){0,5}$';
/** "Don't stop texting me", "I did not ask you to remove me". */
const negated = new RegExp(
  ` (?:dont|do not|didnt|did not|doesnt|does not|never|not|wont|will not|wouldnt|cant|cannot|without|nor) ${between}`,
);
/** "No dejen de escribirme". Before a verb in English a "no" is an answer: "no stop texting me". */
const negatedInSpanish = / (?:no|nunca|sin) (?:(?:quiero|quiere|que|me|nos|lo|por|favor) ){0,5}$/;
const inEnglish = /^(?:stop|quit|cease|end|take|get|remove|delete|leave|lose|unsubscribe|opt|do|dont) /;
const adverbs = '(?:(?:please|just|ever|even|already|guys|people|all) ){0,2}$';
/** "Why don't you stop", "if you don't stop": the negation is a reproach, and the wish behind it is plain. */
const reproach = new RegExp(
  ` (?:(?:if|unless|until|when|why) (?:you|u|yall) (?:guys |people |all |just )?(?:dont|do not|wont|cant|cannot|will not)|why (?:dont|wont|cant) (?:you|u|yall)|(?:wont|cant) (?:you|u)|si no) ${adverbs}`,
);
/** "You never stop texting", "I can't unsubscribe": a complaint, of which a person decides. */
const complaint = new RegExp(
  ` (?:(?:you|u|yall) (?:never|dont|wont|do not|will not|didnt|did not|cant|cannot)|i (?:cant|cannot)) ${adverbs}`,
);
/** "Did you remove my number?", "if you stop texting me I will miss it", our own "STOP to opt out": no wish is told. */
const reported = new RegExp(
  [
    ' (?:did|have|has|had|do|are|were|was|if|unless|since|because|until|thought|think|hope|glad) (?:you|u|yall|they|it|this|the [a-z]+|my [a-z]+)(?: guys| all| just| ever| already| to| been){0,3} $',
    ' (?:he|she|ex|husband|wife|boss|him|her|son|daughter|doctor|dr|nurse|dentist|therapist|mom|dad|sister|brother|pharmacist|insurance)(?: (?:said|told|says|wants|advised|keeps?|wont|doesnt|asked|recommended|never|to|me|us|i|should|that|needs|must|has|please)){0,4} $',
    ' (?:stop|quit|stopall|alto|baja|parar) (?:to|2|para) $',
    ' (?:accidentally|accident|mistake|mistakenly) $',
  ].join('|'),
);
/** "Should I opt out?", "can I stop these texts?": asked about, not yet asked for. */
const asked =
  / (?:(?:should|shall|do|did|can|could|may|must|if|when|would|will|have|am) i|(?:should|shall|do|did|may|must|if|when) we|debo|puedo|debemos)(?: (?:ever|just|please|still|want|need|to|also|text|reply|have|able|supposed|allowed)){0,3} $/;
/** "How do I get off this list?" is asked by someone who wants to be off it. */
const how =
  / (?:how|como|where|donde)(?: (?:do|can|to|would|could|should|exactly|puedo|hago|para|i|we|de|que|me|one|about|does)){0,6} $/;

export type Turn = 'kept' | 'unsure' | 'none';

/** How what stands before the words turns them. "Can I be taken off the list?" asks for it. */
export function turnedBefore(before: string, words: string): Turn {
  if (how.test(before)) return 'kept';
  if (negated.test(before) || (negatedInSpanish.test(before) && !inEnglish.test(words))) {
    if (reproach.test(before)) return 'kept';
    return complaint.test(before) ? 'unsure' : 'none';
  }
  if (reported.test(before)) return 'none';
  return asked.test(before) && !/^(?:be|get) /.test(words) ? 'unsure' : 'kept';
}

const lead =
  '^ ?(?:(?:me|us|the|these|those|your|my|any|all|more|so|many|a|phone|text|this number|los|las|mas|sus|de|anymore|mensajes|texts|messages|with|sms) ){0,3}';
/** An hour, a place, a matter or a kind of text: what is ended is less than all of it. */
const scope = new RegExp(
  `${lead}(?:${[
    'about|regarding|concerning|at (?:work|night|home|midnight|this hour|these hours|my (?:work|job|office)|[0-9]+|all hours|dinner|odd)|during|while|until|till|til',
    '(?:before|after|past) |on (?:weekends?|weekdays|saturdays?|sundays?|holidays|vacation|the weekends?|my (?:work|day|days|old))|in the|so (?:late|early|much|often|many|frequently)',
    'this (?:late|early|much|week|month)|unless|except|other than|for now|for a|when|twice|too (?:late|early)|late|early|once (?!and)|in (?:english|spanish)|and driv',
    '(?:my|his|her|our|mi|a mi) (?:wife|husband|son|daughter|mom|mother|dad|father|kids?|work|job|ex|boss|office|parents?|sister|brother|esposa|esposo|mama|papa|hijo|hija|trabajo|old)',
    'him |her |them |for (?:my|him|her)|to (?:my (?:wife|husband|son|daughter|mom|mother|dad|work|old|ex)|him|her)|but (?:keep|still|only|send|not)|back |first |pictures|photos|only',
    'reminders?|surveys?|promo|ads? |offers|newsletter|bill|emails?|calls|voicemails|coupons|appointment|updates|statements|results|invoices|recall',
    'sobre|en (?:el|la|mi) |de noche|por la noche|tan |durante|antes|despues|hasta|excepto|menos|cuando|mientras|por ahora|a mi (?!celular|numero|telefono|cel )|al trabajo|recordatorio|cita|promoci|encuesta|factura|correo|llamada|ofertas|tantos|solo',
  ].join('|')})`,
);

/** Whether what follows narrows the words to less than all texts. */
export const narrowedAfter = (after: string): boolean => scope.test(after);

/** Whether the text takes the wish back elsewhere, or keeps some of the texts. */
export const takenBack = (text: string): boolean =>
  / (?:just kidding|jk|(?<!(?:you|u|yall|they|i|why) )keep (?:texting|sending|the)|never ?mind|i do want|do not ignore|ignore (?:that|my|the last)|changed my mind|start again|resume|sigan? escribiendo|only send|still want|still send|do want|except|excepto|pero si) /.test(
    text,
  );
