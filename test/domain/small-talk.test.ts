import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decideInbound, meaningOf } from '../../shared/domain/inbound.ts';
import { fromMachine, onlyThanks } from '../../shared/domain/small-talk.ts';
import { draftOn, idsInOrder, known, practiceWith, tuesdayAtTen } from '../support/facts.ts';

const practice = practiceWith();

function say(body: string, media: readonly string[] = []) {
  const head = known();
  const arrived = {
    carrierMessageId: 'm-1',
    body,
    media,
  };
  const meaning = meaningOf(head, body, tuesdayAtTen);
  return decideInbound({ head, practice, arrived, meaning, now: tuesdayAtTen, newId: idsInOrder() });
}

describe('thanks', () => {
  test.each([
    'thanks',
    'Thank you so much!!',
    'ok great thank you 🙏',
    'THX',
    'got it thank you',
    'oh good thank you',
    'phew ok thanks',
    'Thank you for letting me know. Have a great day!',
    'thank you for understanding',
    'Thank you all, happy Thanksgiving!',
    'ok thanks, you too',
    '¡Muchas gracias!',
    'Perfecto, gracias por avisar',
    'Liked “We have moved your visit to Tuesday.”',
  ])('%j starts nothing', (body) => {
    expect(onlyThanks(body)).toBe(true);
    const draft = say(body);
    expect(draft.head.thread).toMatchObject({ waitingOn: 'closed', episode: 0 });
    expect([draft.newTexts.length, draft.tasks, draft.timersSet]).toEqual([1, [], []]);
  });

  test.each([
    'thanks, when?',
    'thanks but it still hurts',
    'Thank you. Can I come at 3',
    'thanks for nothing, I am still in pain',
    'thanks 10 works',
    'ok',
    'yes',
    'great',
    'no thanks, I need another day',
    'thank you will check in an hour',
    'gracias pero me duele',
    '',
  ])('%j is a message', (body) => {
    expect(onlyThanks(body)).toBe(false);
  });

  test('with a picture is looked at by a person', () => {
    expect(say('thanks', ['https://example.com/1']).head.thread.waitingOn).toBe('practice');
  });

  test('leave a text that waits as it is', () => {
    const { head } = draftOn(say('how much do I owe').head);
    const arrived = { carrierMessageId: 'm-2', body: 'thanks', media: [] };
    const meaning = meaningOf(head, 'thanks', tuesdayAtTen);
    const after = decideInbound({ head, practice, arrived, meaning, now: tuesdayAtTen, newId: idsInOrder() });
    expect(after.head.thread).toEqual({
      ...head.thread,
      lastTextAt: tuesdayAtTen,
      version: after.head.thread.version,
    });
  });
});

describe('a machine on the other side', () => {
  test.each([
    "I'm driving with Focus turned on. I'll see your message when I get where I'm going.",
    "I’m driving and can't see notifications right now",
    '(I’m not receiving notifications. If this is urgent, reply “urgent” to send a notification through with your original message.)',
    'Auto-reply: I am out of the office until Monday. For an appointment call 212-555-0100.',
    'This is an automated message. Do not reply to this message.',
    'Respuesta automática: estoy fuera de la oficina',
  ])('%j is answered by nobody, and consents to nothing', (body) => {
    expect(fromMachine(body)).toBe(true);
    const draft = say(body);
    expect([draft.newTexts.length, draft.tasks, draft.timersSet, draft.consents]).toEqual([1, [], [], []]);
    expect(draft.head.thread.waitingOn).toBe('closed');
  });

  test.each([
    "I'm driving there now, running 10 minutes late",
    'I can see double since this morning',
    'please turn off the automatic refills',
    'I was out of the office when you called',
    'I got an automated message from you, is it right?',
    'thank you for contacting me, can I come on Tuesday',
    'I am out of the office on Tuesday, can I come then',
  ])('%j is a person', (body) => {
    expect(fromMachine(body)).toBe(false);
  });
});

test('whatever is written is read, and quickly', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 400 }), (body) => {
      onlyThanks(body);
      fromMachine(body);
    }),
  );
});
