import * as z from 'zod';
import { languages } from './patient.ts';
import { plainText } from './plain-text.ts';
import { templateFaults } from './reminder-template.ts';

/** How long before or after: days on the wall clock, or hours as they pass. */
const distance = z
  .string()
  .regex(/^P(?:[1-9]\d{0,2}D|T[1-9]\d{0,2}H)$/, 'Write days as P3D or hours as PT3H, at most three digits.');

const ownWords = plainText(320);

/**
 * One text of a plan: when a visit is booked, so long before its start, or so long after the end of one that was completed.
 * `body`: the practice's own words, for English where they are one text, else for each language that has some.
 */
const stepSchema = z
  .strictObject({
    step: z
      .string()
      .regex(/^[a-z0-9][a-z0-9-]{0,19}$/, 'A step is up to 20 small letters, digits and hyphens.'),
    at: z.literal('booking').optional(),
    before: distance.optional(),
    after: distance.optional(),
    body: z
      .union([ownWords, z.strictObject({ en: ownWords.optional(), es: ownWords.optional() })])
      .optional(),
  })
  .superRefine(({ at, before, after, body }, context) => {
    const times = [at, before, after].filter((time) => time !== undefined);
    if (times.length !== 1)
      context.addIssue({
        code: 'custom',
        path: ['step'],
        message: 'A step has one of {"at": "booking"}, {"before": "P3D"} and {"after": "P1D"}.',
      });
    for (const language of languages) {
      const written = typeof body === 'string' ? (language === 'en' ? body : undefined) : body?.[language];
      if (written === undefined) continue;
      const path = typeof body === 'string' ? ['body'] : ['body', language];
      for (const message of templateFaults(written, language, after === undefined))
        context.addIssue({ code: 'custom', path, message });
    }
  });
export type PlanStep = z.infer<typeof stepSchema>;

const sameKind = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

/** A plan for each kind of appointment that has one of its own, and `default` for all others. No steps are no texts. */
export const reminderPlansSchema = z
  .array(
    z.strictObject({
      kind: plainText(60),
      steps: z
        .array(stepSchema)
        .max(8)
        .refine(
          (list) => new Set(list.map(({ step }) => step)).size === list.length,
          'Each step stands once.',
        ),
    }),
  )
  .max(40)
  .refine((list) => list.some(({ kind }) => kind === 'default'), "The kind 'default' always exists.")
  .refine(
    (list) => list.every(({ kind }, index) => list.findIndex((one) => sameKind(one.kind, kind)) === index),
    'Each kind stands once.',
  );
export type ReminderPlans = z.infer<typeof reminderPlansSchema>;

/** The plan of every kind until a practice sets its own. */
export const startingPlans: ReminderPlans = [
  {
    kind: 'default',
    steps: [
      { step: 'booked', at: 'booking' },
      { step: '3d', before: 'P3D' },
      { step: '3h', before: 'PT3H' },
    ],
  },
];

/** The steps for a kind of appointment, however the EHR writes its capitals. */
export function stepsFor(plans: ReminderPlans, kind: string): readonly PlanStep[] {
  const own = plans.find((plan) => sameKind(plan.kind, kind));
  return (own ?? plans.find((plan) => plan.kind === 'default'))?.steps ?? [];
}
