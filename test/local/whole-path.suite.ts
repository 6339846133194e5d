import { Temporal } from 'temporal-polyfill';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type LocalClient, lines, type ShownAppointment, type ShownTask } from '../support/local-client.ts';
import { type RunningHost, startInProcess, tuesdayMorning } from '../support/local-host.ts';

let numbers = 0;
/** A phone that no other test has. */
const newPhone = (): string => {
  numbers += 1;
  return `+1917555${String(numbers).padStart(4, '0')}`;
};

const inNewYork = (at: string): string =>
  Temporal.Instant.from(at)
    .toZonedDateTimeISO('America/New_York')
    .toPlainDateTime()
    .toString({ smallestUnit: 'minute' });

/** A start so many days ahead, at a time of New York's clock. */
const startAhead = (now: string, days: number, time: string): string =>
  Temporal.Instant.from(now)
    .toZonedDateTimeISO('America/New_York')
    .add({ days })
    .withPlainTime(time)
    .toString({ timeZoneName: 'never' });

/** The whole path of texts in and out over one local host, on whatever store it has. */
export function wholePath(
  name: string,
  engine: () => Promise<{ endpoint?: string; stop(): Promise<void> }>,
): void {
  describe(`the local host on ${name}`, () => {
    let store: Awaited<ReturnType<typeof engine>>;
    let host: RunningHost;
    let client: LocalClient;
    beforeAll(async () => {
      store = await engine();
      host = await startInProcess({ clock: tuesdayMorning, dynamodb: store.endpoint });
      client = host.client;
    });
    afterAll(async () => {
      await host?.stop();
      await store?.stop();
    });

    // Nobody is left waiting by a test: the clock of another would tell of them on each of its days.
    afterEach(async () => {
      const waiting = await client.all<{ contactId: string }>('/v1/threads?waitingOn=practice');
      for (const { contactId } of waiting)
        await client.call('POST', `/v1/threads/${contactId}/texts`, { body: 'We have called you.' });
    });

    const bodies = async (phone: string): Promise<string[]> =>
      (await client.received(phone)).map(({ body }) => body);
    const tasksOf = async (phone: string): Promise<string[]> => {
      const contactId = await client.contactId(phone);
      const tasks = await client.all<ShownTask>('/v1/tasks');
      return tasks.filter((task) => task.contactId === contactId).map(({ kind }) => kind);
    };
    const appointment = (id: string): Promise<ShownAppointment> =>
      client.done('GET', `/v1/appointments/${id}`);

    it('an appointment across the change to daylight saving keeps to the wall clock', async () => {
      const phone = newPhone();
      const now = Temporal.Instant.from(await client.now()).toZonedDateTimeISO('America/New_York');
      const march = now.year + 1;
      const first = Temporal.PlainDate.from({ year: march, month: 3, day: 1 });
      const change = first.add({ days: ((7 - first.dayOfWeek + 7) % 7) + 7 });
      await client.moveClock({
        to: change
          .subtract({ days: 2 })
          .toZonedDateTime({ timeZone: 'America/New_York', plainTime: '10:00' })
          .toInstant()
          .toString(),
      });
      const start = change
        .add({ days: 2 })
        .toZonedDateTime({ timeZone: 'America/New_York', plainTime: '14:00' });
      await client.book(`spring-${name}`, { phone, start: start.toString({ timeZoneName: 'never' }) });
      await client.moveClock({ by: 'P6D' });
      const texts = await client.received(phone);
      expect(texts.map(({ at }) => inNewYork(at).slice(5))).toEqual([
        `${change.subtract({ days: 2 }).toString().slice(5)}T10:00`,
        `${change.subtract({ days: 1 }).toString().slice(5)}T14:00`,
        `${change.add({ days: 2 }).toString().slice(5)}T11:00`,
      ]);
      expect(texts.every(({ body }) => body.includes('at 2:00 PM'))).toBe(true);
    });

    describe('a text', () => {
      it('on the twilio line is answered with empty TwiML, stands among the threads and is acknowledged', async () => {
        const phone = newPhone();
        await client.moveToNext(2, '10:00');
        const body = 'Could I book an appointment?';
        const answer = await client.post(client.twilioText({ from: phone, body }));
        expect(answer.status).toBe(200);
        expect(answer.headers.get('content-type')).toMatch(/^text\/xml/);
        expect(answer.words).toMatch(/<Response ?\/>$/);
        await client.settle();

        const contactId = await client.contactId(phone);
        const waiting = await client.all<{ contactId: string }>('/v1/threads?waitingOn=practice');
        expect(waiting.map((one) => one.contactId)).toContain(contactId);
        const all = await client.all<{ contactId: string }>('/v1/threads');
        expect(all[0]?.contactId).toBe(contactId);

        const thread = await client.thread(phone);
        expect(thread).toMatchObject({ type: 'appointment-request', waitingOn: 'practice', phone });
        expect(thread.texts.map((text) => [text.direction, text.status])).toEqual([
          ['out', 'delivered'],
          ['in', 'received'],
        ]);
        expect(thread.texts[1]?.body).toBe(body);
        expect(thread.texts[0]).toMatchObject({ purpose: 'acknowledgement', automated: true, segments: 1 });
        const [acknowledgement] = await client.received(phone);
        expect(acknowledgement?.from).toBe(lines.carriers);
        expect(acknowledgement?.body).toBe(
          'Riverside Family: We got your appointment request and will reply by 12:00 PM today. Reply STOP to opt out.',
        );
      });

      it.each([
        ['before opening', 3, '06:00', '10:00 AM today', 'T10:00'],
        ['at noon', 3, '12:00', '3:00 PM today', 'T15:00'],
        ['late in the day', 4, '16:30', 'Fri 9:30 AM', 'T09:30'],
        ['late on a Friday', 5, '16:30', 'Mon 9:30 AM', 'T09:30'],
        ['on a Saturday', 6, '20:00', 'Mon 10:00 AM', 'T10:00'],
        ['at midnight on Sunday', 7, '00:00', 'Mon 10:00 AM', 'T10:00'],
      ])('%s is promised an answer inside business hours', async (_when, day, time, named, due) => {
        const phone = newPhone();
        await client.moveToNext(day, time);
        await client.handsetSends(phone, lines.ours, 'Hello there');
        await client.settle();
        expect(await bodies(phone)).toEqual([
          `Riverside Family: We got your message and will reply by ${named}. Reply STOP to opt out.`,
        ]);
        const { promise, goalDueAt } = await client.thread(phone);
        expect(promise).toBe(goalDueAt);
        expect(inNewYork(promise ?? '')).toContain(due);
      });

      it('brought twice is stored once and acknowledged once', async () => {
        const phone = newPhone();
        const webhook = client.twilioText({ from: phone, body: 'Twice' });
        expect((await client.post(webhook)).status).toBe(200);
        await client.settle();
        expect((await client.post(webhook)).status).toBe(200);
        await client.settle();
        expect((await client.thread(phone)).texts).toHaveLength(2);
        expect(await client.received(phone)).toHaveLength(1);
      });

      it('brought twenty times at once is stored once and acknowledged once', async () => {
        const phone = newPhone();
        const webhook = client.twilioText({ from: phone, body: 'Twenty times' });
        const answers = await Promise.all(Array.from({ length: 20 }, () => client.post(webhook)));
        expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 20 }, () => 200));
        await client.settle();
        expect((await client.thread(phone)).texts).toHaveLength(2);
        expect(await client.received(phone)).toHaveLength(1);
      });

      it('among twenty different ones at once is stored, and the episode acknowledged once', async () => {
        const phone = newPhone();
        const sent = Array.from({ length: 20 }, (_, index) => `Different ${index}`);
        const answers = await Promise.all(
          sent.map((body) => client.post(client.twilioText({ from: phone, body }))),
        );
        expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
        await client.settle();
        const { texts } = await client.thread(phone);
        const stored = texts.filter(({ direction }) => direction === 'in').map(({ body }) => body);
        expect(stored.toSorted()).toEqual(sent.toSorted());
        expect(await client.received(phone)).toHaveLength(1);
      });

      it('keeps every character that it came with', async () => {
        const phone = newPhone();
        const body = '¿Tengo cita? 👩‍👩‍👧 “ok” \u202Eabc\u202C &<b>{name}\n\t%00+=é';
        await client.post(client.twilioText({ from: phone, body }));
        expect((await client.thread(phone)).texts.at(-1)?.body).toBe(body);
      });

      it('answered by a person reaches the handset, and the thread waits on the patient', async () => {
        const phone = newPhone();
        await client.moveToNext(2, '10:00');
        await client.handsetSends(phone, lines.ours, 'When are you open?');
        await client.settle();
        const path = `/v1/threads/${await client.contactId(phone)}/texts`;
        const { status, body } = await client.call<{ textId: string; status: string }>(
          'POST',
          path,
          { body: 'Until 5 PM today.' },
          { headers: { 'x-staff-id': 'sam' } },
        );
        expect(status).toBe(202);
        expect(body.status).toBe('queued');
        await client.settle();
        expect((await bodies(phone)).at(-1)).toBe('Until 5 PM today.');
        expect((await client.thread(phone)).waitingOn).toBe('patient');
        expect(await client.done('GET', `/v1/texts/${body.textId}`)).toMatchObject({
          status: 'delivered',
          staffId: 'sam',
          automated: false,
          permit: { verdict: 'send' },
        });
      });

      it('is not acknowledged again in the same episode, and is after an answer', async () => {
        const phone = newPhone();
        await client.moveToNext(2, '10:00');
        await client.handsetSends(phone, lines.ours, 'First');
        await client.handsetSends(phone, lines.ours, 'Second');
        await client.settle();
        expect(await client.received(phone)).toHaveLength(1);
        await client.done('POST', `/v1/threads/${await client.contactId(phone)}/texts`, { body: 'Answer' });
        await client.settle();
        await client.handsetSends(phone, lines.ours, 'Third');
        await client.settle();
        expect(await bodies(phone)).toEqual([
          expect.stringMatching(/^Riverside Family: We got/),
          'Answer',
          expect.stringMatching(/^Riverside Family: We got/),
        ]);
      });
    });

    describe('STOP', () => {
      it('gets one confirmation and nothing after it, not even a reminder already due; START brings texts back', async () => {
        const phone = newPhone();
        await client.moveToNext(2, '10:00');
        const now = await client.now();
        const id = `stop-${name}`;
        // The reminder at booking is due now: it fires with the next settling, behind the STOP.
        await client.book(id, { phone, start: startAhead(now, 7, '14:00') });
        await client.handsetSends(phone, lines.ours, 'Stop. Thank you');
        await client.settle();
        const confirmation = expect.stringMatching(/^Riverside Family: You are opted out/);
        expect(await bodies(phone)).toEqual([confirmation]);
        await client.handsetSends(phone, lines.ours, 'STOP');
        await client.moveClock({ by: 'P5D' });
        expect(await bodies(phone)).toEqual([confirmation]);

        await client.handsetSends(phone, lines.ours, 'START');
        await client.settle();
        expect(await bodies(phone)).toEqual([
          confirmation,
          expect.stringMatching(/^Riverside Family: You will get our texts again/),
        ]);
        await client.moveClock({ by: 'P3D' });
        expect((await bodies(phone)).slice(2)).toEqual([expect.stringContaining('you have an appointment')]);
      });

      it('sent at once with a reply of a person leaves either the reply before the confirmation or none', async () => {
        await client.moveToNext(2, '10:00');
        for (let round = 0; round < 8; round += 1) {
          const phone = newPhone();
          await client.handsetSends(phone, lines.ours, 'A question');
          const path = `/v1/threads/${await client.contactId(phone)}/texts`;
          await Promise.all([
            client.call('POST', path, { body: 'An answer' }),
            client.handsetSends(phone, lines.ours, 'STOP'),
          ]);
          await client.settle();
          const received = await bodies(phone);
          expect(received.filter((body) => body.includes('opted out'))).toHaveLength(1);
          expect(received.at(-1)).toContain('opted out');
          const { texts } = await client.thread(phone);
          expect(texts.filter(({ status }) => ['queued', 'held', 'claimed'].includes(status))).toEqual([]);
        }
      });

      it('sent in the moment in which a reminder fires lets none go after the confirmation', async () => {
        await client.moveToNext(2, '10:00');
        const start = startAhead(await client.now(), 7, '14:00');
        for (let round = 0; round < 8; round += 1) {
          const phone = newPhone();
          await client.book(`race-${name}-${round}`, { phone, start });
          await Promise.all([client.settle(), client.handsetSends(phone, lines.ours, 'STOP')]);
          await client.settle();
          const received = await bodies(phone);
          expect(received.at(-1)).toContain('opted out');
          expect(received.length).toBeLessThanOrEqual(2);
        }
      });

      it('in the middle of an episode ends its automated texts, the goal included', async () => {
        const phone = newPhone();
        await client.moveToNext(2, '10:00');
        await client.handsetSends(phone, lines.ours, 'I have a question');
        await client.settle();
        await client.handsetSends(phone, lines.ours, 'stop');
        await client.moveClock({ by: 'P3D' });
        expect(await bodies(phone)).toEqual([
          expect.stringContaining('We got your message'),
          expect.stringContaining('opted out'),
        ]);
      });

      it('on the twilio line is left to the carrier: nothing of ours is sent, and START lifts it', async () => {
        const phone = newPhone();
        await client.moveToNext(2, '10:00');
        await client.post(client.twilioText({ from: phone, body: 'STOP' }));
        await client.post(client.twilioText({ from: phone, body: 'Are you open?' }));
        await client.moveClock({ by: 'P2D' });
        expect(await bodies(phone)).toEqual([]);
        const contact = `/v1/contacts/${await client.contactId(phone)}`;
        expect(await client.done('GET', contact)).toMatchObject({
          consent: { informational: { state: 'revoked' }, marketing: { state: 'revoked' } },
        });
        await client.post(client.twilioText({ from: phone, body: 'START' }));
        await client.settle();
        expect(await bodies(phone)).toEqual([]);
        expect(await client.done('GET', contact)).toMatchObject({
          consent: { informational: { state: 'granted' }, marketing: { state: 'revoked' } },
        });
      });

      it('told by the carrier in a receipt is in force as if it had been texted', async () => {
        const phone = newPhone();
        await client.moveToNext(2, '10:00');
        await client.post(client.twilioText({ from: phone, body: 'Hello' }));
        await client.settle();
        const { contactId, texts } = await client.thread(phone);
        const path = `/carriers/twilio/receipts?practice=riverside&text=${texts[0]?.textId}`;
        const fields = {
          MessageSid: 'SM1',
          MessageStatus: 'failed',
          ErrorCode: '21610',
          From: lines.carriers,
        };
        const answer = await client.post(client.twilioForm(path, { ...fields, To: phone }));
        expect(answer.status).toBe(200);
        await client.moveClock({ by: 'P2D' });
        expect(await client.received(phone)).toHaveLength(1);
        expect(await client.done('GET', `/v1/contacts/${contactId}`)).toMatchObject({
          consent: { informational: { state: 'revoked' } },
        });
      });

      it('is followed by HELP all the same', async () => {
        const phone = newPhone();
        await client.handsetSends(phone, lines.ours, 'help');
        await client.handsetSends(phone, lines.ours, 'STOP');
        await client.handsetSends(phone, lines.ours, 'HELP!');
        await client.settle();
        const help = expect.stringMatching(/^Riverside Family: Text us here or call 212-555-0100\..*911/);
        expect(await bodies(phone)).toEqual([help, expect.stringContaining('opted out'), help]);
      });
    });

    describe('an appointment', () => {
      it('a week ahead is reminded of once at each step, at the right local time, and C confirms it', async () => {
        const phone = newPhone();
        await client.moveToNext(2, '10:00');
        const id = `week-${name}`;
        const booked = await client.book(id, { phone, start: startAhead(await client.now(), 7, '14:30') });
        const day = inNewYork(booked.start).slice(0, 10);
        expect(booked.reminders.map(({ step, status }) => [step, status])).toEqual([
          ['booked', 'planned'],
          ['3d', 'planned'],
          ['3h', 'planned'],
        ]);
        await client.moveClock({ by: 'P6D' });
        await client.handsetSends(phone, lines.ours, 'C');
        await client.settle();
        expect(await appointment(id)).toMatchObject({
          status: 'confirmed',
          history: [{ status: 'booked' }, { status: 'confirmed', by: 'patient' }],
        });
        await client.moveClock({ by: 'P9D' });

        const texts = await client.received(phone);
        const threeDays = Temporal.PlainDate.from(day).subtract({ days: 3 }).toString();
        expect(texts.map(({ at }) => inNewYork(at)).filter((at) => !at.endsWith('10:00'))).toEqual([
          `${threeDays}T14:30`,
          `${day}T11:30`,
        ]);
        expect(texts.map(({ body }) => body)).toEqual([
          expect.stringMatching(/Ann, you have an appointment Tue .* at 2:30 PM\. Reply C to confirm/),
          expect.stringMatching(/Ann, you have an appointment Tue .* at 2:30 PM\. Reply C to confirm/),
          expect.stringMatching(/You're confirmed for Tue .* at 2:30 PM/),
          expect.stringMatching(/Ann, see you Tue .* at 2:30 PM/),
        ]);
        expect((await appointment(id)).reminders.map(({ status }) => status)).toEqual([
          'queued',
          'queued',
          'queued',
        ]);
      });

      it('put twice alike is reminded of once', async () => {
        const phone = newPhone();
        await client.moveToNext(2, '10:00');
        const start = startAhead(await client.now(), 2, '15:00');
        await client.book(`again-${name}`, { phone, start });
        await client.settle();
        await client.book(`again-${name}`, { phone, start });
        await client.moveClock({ by: 'P4D' });
        expect(await client.received(phone)).toHaveLength(2);
      });

      it('early in the day is reminded of before its quiet hours, never in them', async () => {
        const phone = newPhone();
        await client.moveToNext(2, '10:00');
        await client.book(`early-${name}`, { phone, start: startAhead(await client.now(), 2, '08:30') });
        await client.moveClock({ by: 'P4D' });
        const hours = (await client.received(phone)).map(({ at }) => inNewYork(at).slice(11));
        expect(hours).toEqual(['10:00', '20:30']);
      });

      it('cancelled is never reminded of again', async () => {
        const phone = newPhone();
        await client.moveToNext(2, '10:00');
        const id = `gone-${name}`;
        await client.book(id, { phone, start: startAhead(await client.now(), 7, '14:00') });
        await client.settle();
        expect(await client.done('DELETE', `/v1/appointments/${id}`)).toMatchObject({ status: 'cancelled' });
        await client.moveClock({ by: 'P9D' });
        expect(await client.received(phone)).toHaveLength(1);
        expect((await appointment(id)).reminders.map(({ status }) => status)).toEqual([
          'queued',
          'cancelled',
          'cancelled',
        ]);
      });

      it('moved to another time is reminded of for that time alone', async () => {
        const phone = newPhone();
        await client.moveToNext(2, '10:00');
        const now = await client.now();
        const id = `moved-${name}`;
        await client.book(id, { phone, start: startAhead(now, 7, '14:00') });
        await client.settle();
        await client.book(id, { phone, start: startAhead(now, 9, '16:00') });
        await client.moveClock({ by: 'P12D' });
        const texts = await client.received(phone);
        expect(texts.map(({ body }) => /at (\d+:\d+ PM)/.exec(body)?.[1])).toEqual([
          '2:00 PM',
          '4:00 PM',
          '4:00 PM',
          '4:00 PM',
        ]);
        expect(texts.slice(2).map(({ at }) => inNewYork(at).slice(11))).toEqual(['16:00', '13:00']);
      });

      it('whose patient asks for another time becomes a task, and is reminded of no more', async () => {
        const phone = newPhone();
        await client.moveToNext(2, '10:00');
        const id = `ask-${name}`;
        await client.book(id, { phone, start: startAhead(await client.now(), 7, '14:00') });
        await client.settle();
        await client.handsetSends(phone, lines.ours, 'r');
        await client.settle();
        expect((await appointment(id)).status).toBe('reschedule-requested');
        expect(await tasksOf(phone)).toEqual(['reschedule']);
        await client.moveClock({ by: 'P9D' });
        const reminders = (await bodies(phone)).filter((body) => /Reply C/.test(body));
        expect(reminders).toHaveLength(1);
      });

      it('follows its patient to another number, and the old number hears no more of it', async () => {
        const [before, after] = [newPhone(), newPhone()];
        await client.moveToNext(2, '10:00');
        const id = `follows-${name}`;
        await client.book(id, { phone: before, start: startAhead(await client.now(), 7, '14:00') });
        await client.settle();
        await client.done('PUT', `/v1/patients/${id}-patient`, {
          name: { given: 'Ann', family: 'Example' },
          phone: after,
        });
        await client.moveClock({ by: 'P9D' });
        expect(await client.received(before)).toHaveLength(1);
        expect((await client.received(after)).map(({ at }) => inNewYork(at).slice(11))).toEqual([
          '14:00',
          '11:00',
        ]);
        expect((await appointment(id)).contactId).toBe(await client.contactId(after));
      });

      it('shows on its day, with who is unconfirmed', async () => {
        const phone = newPhone();
        await client.moveToNext(2, '10:00');
        const start = startAhead(await client.now(), 3, '09:15');
        const id = `listed-${name}`;
        await client.book(id, { phone, start });
        const of = (status: string) =>
          client
            .all<ShownAppointment>(`/v1/appointments?date=${start.slice(0, 10)}&status=${status}`)
            .then((items) => items.map(({ appointmentId }) => appointmentId));
        expect(await of('booked')).toContain(id);
        expect(await of('confirmed')).not.toContain(id);
      });
    });

    describe('a response goal', () => {
      it('that passes without an answer brings one automated text and a task', async () => {
        const phone = newPhone();
        await client.moveToNext(2, '10:00');
        await client.handsetSends(phone, lines.ours, 'Is it done?');
        await client.moveClock({ by: 'PT1H59M' });
        expect(await client.received(phone)).toHaveLength(1);
        await client.moveClock({ by: 'PT2M' });
        await client.moveClock({ by: 'P3D' });
        expect((await bodies(phone)).slice(1)).toEqual([
          expect.stringMatching(
            /Sorry, we need more time for your message\. We will reply by 3:00 PM today\./,
          ),
        ]);
        // Near its goal, at it, and again as the next day of business opens; of those again the latest alone.
        expect(await tasksOf(phone)).toEqual(['nudge', 'goal-missed', 'goal-missed']);
        expect((await client.thread(phone)).waitingOn).toBe('practice');
      });

      it('that a person meets brings none', async () => {
        const phone = newPhone();
        await client.moveToNext(2, '10:00');
        await client.handsetSends(phone, lines.ours, 'Is it done?');
        await client.moveClock({ by: 'PT1H' });
        await client.done('POST', `/v1/threads/${await client.contactId(phone)}/texts`, { body: 'It is.' });
        await client.moveClock({ by: 'P3D' });
        expect(await bodies(phone)).toEqual([expect.stringContaining('We got your message'), 'It is.']);
        expect(await tasksOf(phone)).toEqual([]);
      });
    });

    it('has nothing left to do when all is settled', async () => {
      await client.moveClock({ by: 'P7D' });
      const threads = await client.all<{ contactId: string }>('/v1/threads');
      for (const { contactId } of threads) {
        const { texts } = await client.done<{ texts: { status: string }[] }>(
          'GET',
          `/v1/threads/${contactId}?limit=100`,
        );
        expect(texts.filter(({ status }) => ['queued', 'held', 'claimed'].includes(status))).toEqual([]);
      }
    });
  });
}
