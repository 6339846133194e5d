import { startingPlans } from './reminder-plans.ts';
import type { Policy, Profile, Settings } from './settings.ts';

const weekday = [['09:00', '17:00']] as [string, string][];

/** A new practice's policy, and that of one which was made before there was any. */
export const startingPolicy: Policy = {
  caps: { perDay: 3, perWeek: 8 },
  exemption: false,
  stopScope: 'all',
  billAmount: false,
  slaReply: true,
};

/**
 * Parts that came later than others, each with what holds for a practice of before that has not written its own: what held for all
 * of them then.
 */
export const laterParts = {
  policy: startingPolicy,
  holidays: { observe: [], closed: [], changed: [] },
  staff: [],
  'reminder-plans': startingPlans,
} satisfies Partial<Settings>;

/**
 * Safe settings for a new practice: nothing automated is switched on but acknowledgements, and every message has a
 * type with a goal. The words are plain English a front desk would expect; a practice adds its own.
 */
export const startingSettings = (profile: Profile): Settings => ({
  ...laterParts,
  profile,
  hours: { week: { mon: weekday, tue: weekday, wed: weekday, thu: weekday, fri: weekday, sat: [], sun: [] } },
  'message-types': [
    {
      type: 'appointment-request',
      words: [
        'appointment',
        'appointments',
        'appt',
        'schedule',
        'reschedule',
        'book',
        'booking',
        'come in',
        'see the doctor',
        'cita',
      ],
      goal: { businessMinutes: 120 },
    },
    {
      type: 'prescription',
      words: ['prescription', 'prescriptions', 'refill', 'refills', 'pharmacy', 'rx', 'receta'],
      goal: { businessMinutes: 240 },
    },
    {
      type: 'billing-inquiry',
      words: [
        'bill',
        'bills',
        'billing',
        'invoice',
        'payment',
        'pay',
        'charge',
        'charged',
        'copay',
        'insurance',
        'factura',
      ],
      goal: { businessDays: 1, by: '12:00' },
    },
    {
      type: 'records',
      words: [
        'records',
        'medical record',
        'forms',
        'form',
        'school note',
        'doctors note',
        'vaccination card',
      ],
      goal: { businessDays: 1, by: '17:00' },
    },
    {
      type: 'clinical-question',
      words: [
        'pain',
        'hurts',
        'fever',
        'symptom',
        'symptoms',
        'rash',
        'cough',
        'bleeding',
        'swollen',
        'side effect',
        'dolor',
      ],
      goal: { businessMinutes: 60 },
    },
    { type: 'other', words: [], goal: { businessMinutes: 120 } },
  ],
  purposes: {
    appointment: { on: false },
    recall: { on: false },
    bill: { on: false },
    care: { on: false },
    marketing: { on: false },
  },
});
