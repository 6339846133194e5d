/*
 * What turns the words of a sign into something else: a "no" before or within them, a time long past, care that was already
 * had. Each is an expression over folded words with one space around each and ` , ` between clauses.
 */

/** Words after a "no" that do not belong to what it denies: "no I have chest pain", "I don't feel good chest pain". */
const breaks =
  'but|i|im|ive|he|she|hes|shes|my|is|its|it|are|please|yes|have|having|has|now|help|good|well|right|ok|okay|great|know|understand|because|cause|since|pero|tengo|tiene|me|se|le|mi|creo|bien|porque|estoy|esta|matter|sure|better|only|just|idea|appointment|one|can|way|do|what|where|sleep|sleeping|want|doctor|help';
const scope = `(?:(?!(?:${breaks}) )[a-z0-9]+ (?:, )?){0,8}$`;
/** "no fever, cough or chest pain"; an answer "No, chest pain" ends at its comma. */
const noOf = new RegExp(
  ` (?:no|without|denies|denied|deny|zero|nor|neither|negative for|free of|sin|ningun|ninguna|ni|niega|nunca) ${scope}`,
);
const notOf = new RegExp(
  ` (?:not|dont have|dont feel|dont get|do not have|doesnt have|does not have|didnt have|havent had|hasnt had|hadnt|isnt|arent|wasnt|werent|aint|never|never had|haven't|dont want to|do not want to|doesnt want to|dont wanna|wouldnt|would never|wont|will not|not going to|not gonna|dont need|doesnt need|dont plan|dont think its|do not think it is|dont think it is|dont think im|dont think this is|dont think hes|dont think shes|cant be|no tengo|no tiene|no es|no hay|no siento|no estoy|no quiero|no quiere|no voy|no creo que sea|no necesito) ${scope.replace('{0,8}', '{0,6}')}`,
);
/** "don't think I can go on" denies nothing, nor does "not only" or "not sure if". */
const keeps =
  / (?:not|isnt|never) (?:only|just|sure|certain|know|been|stop|stopping|stopped|going away|getting better) /;
const within =
  / (?:no|not|dont|doesnt|isnt|arent|wasnt|never|without|nor|didnt|havent|hasnt|sin|ningun|ninguna) /;
/** "chest pain? no", "chest pain: none", "chest pain is gone". */
const deniedAfter =
  /^(?:[a-z]+ ){0,3}(?:, )?(?:none|is gone|are gone|is all gone|went away|has gone away|has resolved|resolved|gone away|has stopped|stopped years|ya se quito|ya no tengo|desaparecio) /;

/** "I dont" before "want to hurt myself". */
const notAtOnce =
  / (?:dont|doesnt|do not|does not|didnt|did not|havent|hasnt|hadnt|isnt|arent|wasnt|wont|wouldnt|never|not|no|nunca) (?:really |ever |even |any |a |had |been |have )?$/;

export function denied(before: string, words: string, after: string): boolean {
  if (keeps.test(before.slice(-40))) return false;
  return (
    noOf.test(before) ||
    notOf.test(before) ||
    notAtOnce.test(before) ||
    within.test(` ${words} `) ||
    deniedAfter.test(after)
  );
}

const long = [
  '(?:years|yrs|decades|months|anos|meses) (?:ago|back|atras|before)',
  '(?:a|one|two|few|several|couple|many) (?:of )?(?:years|months|decades) (?:ago|back|since)',
  'last (?:year|month|summer|winter|spring|fall)',
  'a (?:year|month|decade) ago|long time ago|long ago|ages ago',
  'when i was (?:a kid|a child|little|young|younger|in|born|[0-9]+|pregnant)|when (?:he|she) was (?:a kid|a child|little|young|[0-9]+)|as a (?:kid|child|baby|teenager|teen)|in (?:high school|college|childhood)',
  '(?:in|since|from|back in|en|desde|del|during) (?:19|20)[0-9]{2}|hx of|h o|(?:family|medical|past|personal|his|her|my|a|with|has|have|any|prior|strong|no) history of|history of|(?:historial|antecedentes) (?:de|familiares)',
  'history (?:of|in my family)|runs in (?:my|the|our) family|run in (?:my|the|our) family',
  '(?:since|after|before|about|regarding|following) (?:my|his|her|the) (?:first |last |second |mini )?(?:heart attack|stroke|seizure|suicide|overdose)',
  'hace (?:[0-9]+|un|dos|tres|cuatro|cinco|diez|muchos|varios|unos) (?:anos?|meses|mes)|hace (?:anos|mucho|tiempo)|el ano pasado|el mes pasado|cuando era (?:nino|nina|chico|joven|pequeno)|de (?:nino|chico)',
  'used to|previously|in the past|in my past',
].join('|');
const past = new RegExp(` (?:${long}) `);
const nowWords =
  / (?:now|right now|currently|again|today|tonight|this morning|still|ahora|hoy|otra vez|de nuevo|todavia|ya no) /;

/** Care that has been had: "I was in the ER last week for chest pain", "a follow up after my stroke". */
const cared = new RegExp(
  ` (?:${[
    '(?:was|were|been|went|seen|saw|had gone|came|released|discharged|home|back|got out|out|admitted|visited|visit|treated|hospitalized|estuve|fui|estuvo|salio|sali|saliendo) (?:(?:to|in|at|from|of|by|into|back|home|en|a|de|del|al) ){0,3}(?:(?:the|my|a|an|la|el|sala) ){0,2}(?:er|ed|hospital|emergency room|emergency|urgent care|icu|emergencias|urgencias)',
    'discharged|hospitalized|hospitalised|hospitalizado|hospitalizada|dado de alta',
    '(?:is|still|are|hes|shes) (?:at|in) the (?:hospital|er|icu)(?! parking| lot| lobby)|in the hospital(?! parking| lot| lobby)|en el hospital',
    '(?:er|hospital|emergency room|ambulance) (?:bill|visit|stay|records|report|charge|charges)',
    '(?:medication|meds|refill|prescription|pamphlet|brochure|screening|test results|handout|class|classes|training|stress test|medicine|awareness|prevention|guidelines) (?:for|about|on|regarding)',
    'committed suicide|died (?:of|from|by)|passed away (?:of|from)|lost (?:him|her|my [a-z]+) to|murio (?:de|por)|fallecio (?:de|por)',
    '(?:what are|what is|whats|tell me|explain|learn|info|information|article|pamphlet|brochure|cuales son|lecture|talk) (?:the |a |an |about |los |las |on )?(?:early |warning |common |main |primeros )?(?:signs|symptoms|causes|risks|sintomas|senales|signos|risk)',
  ].join('|')}) `,
);
/** Those whom no 911 helps. */
const pets =
  / (?:my|our|the|mi|nuestro|nuestra|el|la) (?:dog|cat|puppy|kitten|horse|hamster|pet|perro|perra|gato|gata|gatito) (?:is|has|had|was|swallowed|ate|just|got|died|cant|wont|having|esta|tiene|se|no|murio) /;
/** "Should I go to the ER with this chest pain?" asks for care that is still to be had. */
export const over = (around: string): boolean => {
  if (pets.test(around)) return true;
  if (nowWords.test(around) && !/ (?:follow up|followup|seguimiento) /.test(around)) return false;
  return past.test(around) || cared.test(around);
};
