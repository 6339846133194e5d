import type { MessageTypes } from './settings.ts';

const listed = (words: string): string[] => words.split(', ');

/**
 * The types that a new practice starts with, as a front desk would name their words, English and Spanish. These words show what a
 * type is about and weigh as the built-in lexicon does, which has more; a word that a practice adds decides
 * (`message-type.ts`). A word may be added here, never taken away: practices' settings hold it.
 */
export const startingTypes: MessageTypes = [
  {
    type: 'appointment-request',
    words: listed(
      'appointment, appointments, appt, schedule, reschedule, book, booking, come in, see the doctor, cita, citas, agendar, reprogramar',
    ),
    goal: { businessMinutes: 120 },
  },
  {
    type: 'prescription',
    words: listed(
      'prescription, prescriptions, refill, refills, pharmacy, rx, receta, resurtir, farmacia, medicina',
    ),
    goal: { businessMinutes: 240 },
  },
  {
    type: 'billing-inquiry',
    words: listed(
      'bill, bills, billing, invoice, payment, pay, charge, charged, copay, insurance, balance, factura, cobro, pago, seguro, copago',
    ),
    goal: { businessDays: 1, by: '12:00' },
  },
  {
    type: 'records',
    words: listed(
      'records, medical record, forms, form, school note, doctors note, vaccination card, referral, expediente, formulario, justificante, referido, copia',
    ),
    goal: { businessDays: 1, by: '17:00' },
  },
  {
    type: 'clinical-question',
    words: listed(
      'pain, hurts, fever, symptom, symptoms, rash, cough, bleeding, swollen, side effect, dolor, duele, fiebre, tos, sangrado, efecto secundario',
    ),
    goal: { businessMinutes: 60 },
  },
  { type: 'other', words: [], goal: { businessMinutes: 120 } },
];
