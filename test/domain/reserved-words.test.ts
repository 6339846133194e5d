import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { reservedWordsIn } from '../../shared/domain/reserved-words.ts';

const invited = (body: string): string[] =>
  reservedWordsIn(body).map(({ start, end }) => body.slice(start, end));

describe('a text of ours', () => {
  test.each([
    ['Reply CANCEL to cancel your appointment.', 'CANCEL'],
    ['Riverside: see you Tue 9:30 AM. Reply C to confirm or CANCEL to cancel.', 'CANCEL'],
    ['Text "STOP" when you have arrived.', 'STOP'],
    ['Please reply with the word END once you finished the form', 'END'],
    ["Just text us back 'quit' if the pain ends", 'quit'],
    ['Reply YES or CANCEL', 'CANCEL'],
    ['Responda CANCELAR para cancelar su cita.', 'CANCELAR'],
    ['Envíe BAJA si no puede venir', 'BAJA'],
    ['Reply 1 to confirm, 2 to move, or REMOVE to drop your visit', 'REMOVE'],
    ['Reply opt-out to skip this visit', 'opt-out'],
    ['reply STOP to stay on the waiting list', 'STOP'],
  ])('that invites a word of the opt-out for something else is found: %s', (body, word) => {
    expect(invited(body)).toEqual([word]);
  });

  test.each([
    'Reply STOP to opt out.',
    'Responda STOP para no recibir.',
    'Text STOP to end texts, HELP for help.',
    'Reply STOP to unsubscribe',
    'Reply "STOP" if you no longer want these texts.',
    'Reply STOP to stop all messages from us.',
    'Responda BAJA para darse de baja.',
    'Reply C to confirm, R to reschedule, X if you cannot come.',
    'Please stop taking it two days before and text us with questions.',
    'Your plan ends in May: reply if you want to renew.',
    'Call us to cancel. Reply with any question.',
    'We cannot answer at the end of the day.',
    'Reply REMINDERS to keep only appointment reminders, START to resume all.',
    'To cancel your visit, reply X.',
  ])('that does not is left alone: %s', (body) => {
    expect(invited(body)).toEqual([]);
  });

  test('gives spans in order and inside the body, whatever it is', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.constantFrom('reply ', 'STOP', ' to ', 'opt out', '"', '. ', '😀', 'texting ', 'cancel', ' us'),
        ),
        (parts) => {
          const body = parts.join('');
          let last = 0;
          for (const { start, end } of reservedWordsIn(body)) {
            expect(start).toBeGreaterThanOrEqual(last);
            expect(end).toBeGreaterThan(start);
            last = end;
          }
          expect(last).toBeLessThanOrEqual(body.length);
        },
      ),
    );
  });

  test('of any length is read soon', () => {
    for (const unit of ['reply ', 'reply to this text with the ', 'text ', ' ', '"', 'say a ']) {
      const before = performance.now();
      reservedWordsIn(unit.repeat(4000));
      expect(performance.now() - before).toBeLessThan(5000);
    }
  });
});
