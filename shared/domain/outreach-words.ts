import type { Language } from './patient.ts';
import { measure } from './segments.ts';
import { phoneShown, withName } from './words.ts';

/*
 * What a patient reads of a recall or a bill, in English and Spanish, effective 2026-11-25: each in one GSM-7 segment, with letters that
 * GSM-7 has. Neither says what the visit or the bill is for.
 */

/** How to do what is asked, the shortest last. */
type Way = { readonly url: string } | { readonly phone: string } | 'reply';

interface OutreachWords {
  recall(practice: string, given: string | undefined, way: Way): string;
  bill(practice: string, given: string | undefined, amount: string | undefined, way: Way): string;
}

const english: OutreachWords = {
  recall: (practice, given, way) => {
    const how =
      way === 'reply'
        ? 'Reply here to book it.'
        : 'url' in way
          ? `Book: ${way.url}`
          : `Call ${way.phone} to book.`;
    return `${practice}: ${given ? `${given}, it` : 'It'} is time for your next appointment. ${how}`;
  },
  bill: (practice, given, amount, way) => {
    const how =
      way === 'reply'
        ? 'Reply here with any questions.'
        : 'url' in way
          ? `Pay: ${way.url}`
          : `To pay, call ${way.phone}.`;
    return `${practice}: ${given ? `${given}, you` : 'You'} have a bill${amount ? ` of ${amount}` : ''} to pay. ${how}`;
  },
};

const spanish: OutreachWords = {
  recall: (practice, given, way) => {
    const how =
      way === 'reply'
        ? 'Responda por este medio.'
        : 'url' in way
          ? `Reserve: ${way.url}`
          : `Llame al ${way.phone}.`;
    return `${practice}: ${given ? `${given}, ya` : 'Ya'} es hora de hacer su siguiente cita. ${how}`;
  },
  bill: (practice, given, amount, way) => {
    const how =
      way === 'reply'
        ? 'Puede preguntar por este medio.'
        : 'url' in way
          ? `Pague: ${way.url}`
          : `Para pagar, llame al ${way.phone}.`;
    return `${practice}: ${given ? `${given}, tiene` : 'Tiene'} una factura${amount ? ` de ${amount}` : ''} por pagar. ${how}`;
  },
};

const byLanguage: Readonly<Record<Language, OutreachWords>> = { en: english, es: spanish };

/** An amount as a bill's text names it: `$1,045.00`. */
const dollars = (cents: number): string =>
  `$${Math.floor(cents / 100).toLocaleString('en-US')}.${String(cents % 100).padStart(2, '0')}`;

/** What is known for the words: links and numbers in the order in which they help. */
export interface OutreachSaid {
  readonly language: Language | undefined;
  readonly practice: string;
  readonly given: string | undefined;
  readonly url: string | undefined;
  readonly phone: string | undefined;
  /** Named where the practice allows it. */
  readonly amountCents?: number | undefined;
  /** What is put behind it, which counts toward the segment. */
  readonly ends: string;
}

/** The body of a recall's or a bill's text: the link where it fits into one segment, else the number, else the invitation to reply. */
export function outreachBody(what: 'recall' | 'bill', said: OutreachSaid): string {
  const { practice, given, amountCents, ends } = said;
  const words = byLanguage[said.language ?? 'en'];
  const amount = amountCents === undefined ? undefined : dollars(amountCents);
  const phone = phoneShown(said.phone);
  const ways: Way[] = [...(said.url ? [{ url: said.url }] : []), ...(phone ? [{ phone }] : []), 'reply'];
  const written = ways.map((way) =>
    withName(
      given,
      (name) =>
        what === 'recall' ? words.recall(practice, name, way) : words.bill(practice, name, amount, way),
      ends,
    ),
  );
  return written.find((body) => measure(body + ends).segments === 1) ?? written.at(-1) ?? '';
}
