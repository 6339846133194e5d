/** What a keyword asks for: to be left alone, to be texted again, to be told who this is. */
export type KeywordKind = 'stop' | 'start' | 'help';

export interface Keyword {
  /** The name under which it is recorded as evidence. */
  readonly keyword: string;
  readonly kind: KeywordKind;
  /** How it is written, folded (see fold.ts). */
  readonly forms: readonly string[];
  /**
   * `texting`: it speaks of the texts themselves, so greetings and "texting me" may follow. `polite`: it may as
   * well mean an appointment or stitches, so only "please" and "thanks" leave it certain. `alone`: with any other
   * word it is an ordinary sentence ("please help").
   */
  readonly with: 'texting' | 'polite' | 'alone';
  readonly cites: string;
  /** The day from which it counts, ISO. */
  readonly since: string;
}

/** The words that a text message's rule names; each is per se a revocation. Adopted 89 FR 15756, in force since 2025-04-11. */
const fcc = { cites: '47 CFR 64.1200(a)(10)', since: '2025-04-11' };
/** Keywords that carriers honour on their own, and that we must therefore honour too. */
const carriers = {
  cites: 'AWS End User Messaging and Twilio, required opt-out keywords',
  since: '2025-04-11',
};
/** What carriers expect of every sender; AYUDA is HELP for those who write Spanish. */
const ctia = { cites: 'CTIA Messaging Principles and Best Practices', since: '2023-05-01' };
/** A revocation by any reasonable means counts, and many patients write Spanish. */
const spanish = { cites: '47 CFR 64.1200(a)(10), any reasonable means', since: '2025-04-11' };

export const keywords: readonly Keyword[] = [
  { keyword: 'STOP', kind: 'stop', forms: ['stop'], with: 'texting', ...fcc },
  { keyword: 'QUIT', kind: 'stop', forms: ['quit'], with: 'texting', ...fcc },
  { keyword: 'END', kind: 'stop', forms: ['end'], with: 'texting', ...fcc },
  { keyword: 'REVOKE', kind: 'stop', forms: ['revoke'], with: 'polite', ...fcc },
  { keyword: 'OPTOUT', kind: 'stop', forms: ['optout', 'opt out', 'opt me out'], with: 'polite', ...fcc },
  { keyword: 'CANCEL', kind: 'stop', forms: ['cancel'], with: 'polite', ...fcc },
  {
    keyword: 'UNSUBSCRIBE',
    kind: 'stop',
    forms: ['unsubscribe', 'unsubscribe me', 'un subscribe'],
    with: 'polite',
    ...fcc,
  },
  { keyword: 'STOPALL', kind: 'stop', forms: ['stopall', 'stop all'], with: 'texting', ...carriers },
  { keyword: 'REMOVE', kind: 'stop', forms: ['remove'], with: 'polite', ...carriers },
  { keyword: 'TD', kind: 'stop', forms: ['td', 't d'], with: 'polite', ...carriers },
  { keyword: 'ARRET', kind: 'stop', forms: ['arret'], with: 'polite', ...carriers },
  { keyword: 'ALTO', kind: 'stop', forms: ['alto'], with: 'polite', ...spanish },
  { keyword: 'PARAR', kind: 'stop', forms: ['parar'], with: 'texting', ...spanish },
  { keyword: 'CANCELAR', kind: 'stop', forms: ['cancelar'], with: 'polite', ...spanish },
  { keyword: 'BAJA', kind: 'stop', forms: ['baja'], with: 'polite', ...spanish },
  { keyword: 'START', kind: 'start', forms: ['start'], with: 'polite', ...ctia },
  { keyword: 'UNSTOP', kind: 'start', forms: ['unstop'], with: 'polite', ...ctia },
  { keyword: 'HELP', kind: 'help', forms: ['help'], with: 'alone', ...ctia },
  { keyword: 'INFO', kind: 'help', forms: ['info'], with: 'alone', ...ctia },
  { keyword: 'AYUDA', kind: 'help', forms: ['ayuda'], with: 'alone', ...ctia },
];

/** Words that change nothing of what is asked. */
export const politeness: readonly string[] = [
  ...[
    'please',
    'pls',
    'plz',
    'plse',
    'pleas',
    'thank you',
    'thank u',
    'thankyou',
    'thanks',
    'thanx',
    'thx',
    'tks',
    'ty',
  ],
  ...['thank you very much', 'thank you so much', 'thanks so much', 'thanks a lot', 'many thanks'],
  ...[
    'por favor',
    'porfavor',
    'porfa',
    'favor',
    'gracias',
    'muchas gracias',
    'sil vous plait',
    'svp',
    'merci',
  ],
];

/** Words of haste: courtesies too, but within a question they ask about a treatment ("stop now?"). */
export const haste: readonly string[] = [
  'now',
  'right now',
  'immediately',
  'asap',
  'ya',
  'ahora',
  'ahora mismo',
];

/** Words that open a text. Not "ok": "ok, stop" may answer a question of the practice. */
export const greetings: readonly string[] = ['hi', 'hello', 'hey', 'hola'];

/** What stop, quit, end and parar have as their object where it is the texts themselves. Never "reminders": that is a scope. */
export const textingMe: readonly string[] = [
  ...['texting', 'texting me', 'messaging', 'messaging me', 'texts', 'messages', 'text messages'],
  ...[
    'all texts',
    'all messages',
    'all text messages',
    'the texts',
    'the messages',
    'these texts',
    'these messages',
  ],
  ...[
    'sending texts',
    'sending messages',
    'sending text messages',
    'sending me texts',
    'sending me messages',
  ],
  ...[
    'sending me text messages',
    'sending me these texts',
    'sending me these messages',
    'sending these texts',
  ],
  ...['mensajes', 'los mensajes', 'de enviarme mensajes', 'de mandarme mensajes', 'de enviar mensajes'],
];

/** Slips that spelling.ts does not derive, since STOP is short: a letter lost, doubled with its neighbour, or its neighbour on the keyboard. */
export const slips: Readonly<Record<string, string>> = {
  ...{
    stp: 'stop',
    stahp: 'stop',
    dtop: 'stop',
    stpp: 'stop',
    stip: 'stop',
    stol: 'stop',
    stiop: 'stop',
    stoip: 'stop',
  },
  ...{ unsuscribe: 'unsubscribe', unsubscripe: 'unsubscribe', unsubcsribe: 'unsubscribe', cansel: 'cancel' },
};

/** What the confirmation of an opt-out offers beside START: appointment reminders alone. */
export const narrower: { readonly forms: readonly string[]; readonly cites: string; readonly since: string } =
  {
    forms: ['reminders', 'reminder', 'reminders only', 'recordatorios', 'recordatorio', 'solo recordatorios'],
    cites: '47 CFR 64.1200(a)(12), a clarification within the confirmation',
    since: '2025-04-11',
  };

/** What carriers that handle opt-outs answer themselves: a text of exactly one of these. */
export const carrierKeywords: {
  readonly words: readonly string[];
  readonly cites: string;
  readonly since: string;
} = {
  words: [
    ...['stop', 'stopall', 'unsubscribe', 'cancel', 'end', 'quit', 'optout', 'revoke'],
    ...['start', 'yes', 'unstop', 'help', 'info'],
  ],
  cites: "Twilio, support for opt-out keywords; Telnyx, opt-out management: 'default' keywords",
  since: '2025-04-29',
};
