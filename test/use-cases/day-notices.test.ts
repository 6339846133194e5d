import { describe, expect, test } from 'vitest';
import type { DayNoticeInput } from '../../shared/domain/day-notice.ts';
import { startingPolicy } from '../../shared/domain/starting-settings.ts';
import type { Commit, Json, Store } from '../../shared/ports/store.ts';
import { deliverTexts } from '../../shared/use-cases/deliver-texts.ts';
import { cancelAppointment, readAppointment } from '../../shared/use-cases/put-appointment.ts';
import { readDayNotice } from '../../shared/use-cases/read-day-notice.ts';
import { recordReceipt } from '../../shared/use-cases/record-receipt.ts';
import { sendDayNotice } from '../../shared/use-cases/send-day-notice.ts';
import { writeSettings } from '../../shared/use-cases/settings.ts';
import { everythingOn, patientNumber, phone, sam } from '../support/facts.ts';
import {
  appointmentOf,
  openWorld,
  patientOf,
  riverside,
  secondPatientNumber,
  type TestWorld,
  type WorldOptions,
} from '../support/world.ts';

const today = '2026-12-01';
const words = 'Dr. Lee is out today.';

/** A Tuesday on which two numbers have three appointments with Dr. Lee and one with another; nothing else is to be texted. */
async function tuesday(options: WorldOptions = {}): Promise<TestWorld> {
  const world = await openWorld(options);
  const off = { ...everythingOn, appointment: { on: false } };
  await writeSettings(world, riverside, { part: 'purposes', value: off }, undefined);
  await world.patient('P-1');
  await world.patient('P-2', { name: { given: 'Ben', family: 'Ng' } });
  await world.patient('P-3', { name: { given: 'Cy', family: 'Roe' }, phone: secondPatientNumber });
  const visit = (id: string, hour: string, patientId: string, provider = 'Dr. Lee') =>
    world.appointment(id, `${today}T${hour}:00-05:00`, { patientId: patientOf(patientId), provider });
  await visit('A-1', '14:00', 'P-1');
  await visit('A-2', '15:00', 'P-2', 'dr.  lee');
  await visit('A-3', '16:00', 'P-3');
  await visit('A-4', '16:30', 'P-3', 'Dr. Moss');
  await world.moveTo('2026-12-01T15:01:00Z');
  await writeSettings(world, riverside, { part: 'purposes', value: everythingOn }, undefined);
  world.network.sent.length = 0;
  await world.drain();
  return world;
}

const send = (world: TestWorld, more: Partial<DayNoticeInput> = {}, key?: string) =>
  sendDayNotice(
    world,
    riverside,
    { date: today, provider: 'Dr. Lee', body: words, ...more },
    { by: sam, idempotency: key === undefined ? undefined : { key, content: '' } },
  );
const report = async (world: TestWorld, noticeId: Awaited<ReturnType<typeof send>>) =>
  readDayNotice(world, riverside, noticeId);
const bodies = (world: TestWorld) => world.network.sent.map(({ to, body }) => `${to}: ${body}`);

describe("a notice to a day's list", () => {
  test("is one text for each number of the provider's list, with how to answer", async () => {
    const world = await tuesday();
    const noticeId = await send(world);
    expect((await report(world, noticeId)).counts).toMatchObject({ queued: 2 });
    await world.drain();
    expect(bodies(world)).toEqual([
      `${patientNumber}: Riverside: Dr. Lee is out today. Reply R to reschedule. Reply STOP to opt out.`,
      `${secondPatientNumber}: Riverside: Dr. Lee is out today. Reply R to reschedule. Reply STOP to opt out.`,
    ]);
    expect(await report(world, noticeId)).toMatchObject({
      counts: { queued: 0, held: 0, sent: 2, delivered: 0 },
      notReached: [],
      notice: { doneAt: expect.anything() },
    });
  });

  test("leaves the practice's own words as they are where they name it and offer an answer", async () => {
    const world = await tuesday();
    await send(world, { body: 'Riverside is closed today. Reply R for another day, or X.' });
    await world.drain();
    expect(bodies(world)[0]).toContain(
      `${patientNumber}: Riverside is closed today. Reply R for another day, or X. Reply`,
    );
  });

  test('without a provider goes to the whole day, and not to what is cancelled or has begun', async () => {
    const world = await tuesday();
    await cancelAppointment(world, riverside, appointmentOf('A-3'));
    await world.moveTo('2026-12-01T20:30:00Z');
    world.network.sent.length = 0;
    await send(world, { provider: undefined });
    await world.drain();
    expect(world.network.sent.map(({ to }) => to)).toEqual([secondPatientNumber]);
    expect(
      (await world.head(secondPatientNumber)).questions.map(({ appointmentId }) => appointmentId),
    ).toEqual(['A-4']);
  });

  test.each([
    ['R', 'reschedule-requested', 'reschedule'],
    ['X', 'declined', 'declined'],
  ] as const)('takes %s as an answer: the appointment is %s', async (answer, status, task) => {
    const world = await tuesday();
    await send(world);
    await world.drain();
    await world.text(answer, secondPatientNumber);
    expect((await readAppointment(world, riverside, appointmentOf('A-3'))).status).toBe(status);
    expect(await world.tasks()).toMatchObject([{ kind: task, appointmentId: 'A-3' }]);
  });

  test('about several visits of a number is answered for each of them, and the patient is told once', async () => {
    const world = await tuesday();
    await send(world);
    await world.drain();
    const before = world.network.sent.length;
    await cancelAppointment(world, riverside, appointmentOf('A-1'));
    await world.appointment('A-5', `${today}T15:30:00-05:00`, { provider: 'Dr. Lee' });
    await send(world, { body: 'Dr. Lee is out until tomorrow.' });
    await world.drain();
    await world.text('R');
    await world.drain();
    const status = async (id: string) => (await readAppointment(world, riverside, appointmentOf(id))).status;
    expect([await status('A-2'), await status('A-5')]).toEqual([
      'reschedule-requested',
      'reschedule-requested',
    ]);
    expect(
      (await world.tasks()).map(({ kind, appointmentId }) => `${kind} ${appointmentId}`).toSorted(),
    ).toEqual(['reschedule A-2', 'reschedule A-5']);
    const told = world.network.sent.slice(before).filter(({ body }) => /new time|another time/.test(body));
    expect(told).toHaveLength(1);
  });

  test('is confirmed by nobody: a yes to it waits on the practice', async () => {
    const world = await tuesday();
    await send(world);
    await world.drain();
    await world.text('Yes', secondPatientNumber);
    expect((await readAppointment(world, riverside, appointmentOf('A-3'))).status).toBe('booked');
    expect((await world.head(secondPatientNumber)).thread.waitingOn).toBe('practice');
  });

  test('goes outside the caps, and takes nothing from them', async () => {
    const world = await tuesday();
    const value = { ...startingPolicy, caps: { perDay: 1, perWeek: 1 } };
    await writeSettings(world, riverside, { part: 'policy', value }, undefined);
    await send(world);
    await send(world, { body: 'Dr. Lee is back at noon.' });
    await world.drain();
    expect(world.network.sent).toHaveLength(4);
    expect((await world.head()).automatedSent ?? []).toEqual([]);
  });

  test('keeps to the bound of the law where the practice relies on the exemption', async () => {
    const world = await tuesday();
    const value = { ...startingPolicy, exemption: true };
    await writeSettings(world, riverside, { part: 'policy', value }, undefined);
    await world.appointment('A-9', '2026-12-20T14:00:00-05:00');
    await world.moveTo('2026-12-01T15:02:00Z');
    const noticeId = await send(world);
    expect((await report(world, noticeId)).notReached).toMatchObject([
      { appointmentId: 'A-1', code: 'cap' },
      { appointmentId: 'A-2', code: 'cap' },
    ]);
  });

  test('waits for the morning in quiet hours, and is not sent once its appointments are gone', async () => {
    const world = await tuesday();
    await world.appointment('B-1', '2026-12-02T10:00:00-05:00', { provider: 'Dr. Lee' });
    await world.appointment('B-3', '2026-12-02T11:00:00-05:00', {
      provider: 'Dr. Lee',
      patientId: patientOf('P-3'),
    });
    await world.moveTo('2026-12-02T03:00:00Z');
    world.network.sent.length = 0;
    const noticeId = await send(world, { date: '2026-12-02', body: 'Dr. Lee is out tomorrow.' });
    expect((await report(world, noticeId)).counts).toMatchObject({ held: 2, queued: 0 });
    await cancelAppointment(world, riverside, appointmentOf('B-1'));
    await world.moveTo('2026-12-02T13:30:00Z');
    expect(world.network.sent.filter(({ body }) => body.includes('tomorrow')).map(({ to }) => to)).toEqual([
      secondPatientNumber,
    ]);
    expect((await report(world, noticeId)).notReached).toMatchObject([
      { appointmentId: 'B-1', code: 'appointment-changed' },
    ]);
  });
});

describe('who is not reached', () => {
  test('is said at once where the patient opted out, with one task to call', async () => {
    const world = await tuesday();
    await world.text('STOP');
    await world.drain();
    const noticeId = await send(world);
    const contactId = world.contactOf();
    expect((await report(world, noticeId)).notReached).toEqual([
      { appointmentId: 'A-1', contactId, code: 'opted-out' },
      { appointmentId: 'A-2', contactId, code: 'opted-out' },
    ]);
    expect(await world.tasks()).toMatchObject([{ kind: 'call-patient', contactId, appointmentId: 'A-1' }]);
  });

  test('is put before a person where the patient opts out while it waits', async () => {
    const world = await tuesday();
    await send(world);
    await world.text('STOP');
    await world.drain();
    expect(await world.outcomes()).toContain('appointment refused');
    expect(await world.tasks()).toMatchObject([{ kind: 'call-patient', appointmentId: 'A-1' }]);
  });

  test('is put before a person where the carrier was too busy until the visit had begun', async () => {
    const world = await tuesday();
    world.network.script.push({ outcome: 'not-taken', code: '429', retryAfterSeconds: 3600 });
    const noticeId = await send(world, { body: 'Dr. Lee is out.' });
    await deliverTexts(world, { practiceId: riverside, contactId: world.contactOf() });
    world.wait(12 * 3600);
    await deliverTexts(world, { practiceId: riverside, contactId: world.contactOf() });
    expect((await world.outcomes()).at(-1)).toBe('appointment expired');
    expect((await report(world, noticeId)).notReached).toContainEqual({
      appointmentId: 'A-1',
      contactId: world.contactOf(),
      code: 'expired',
    });
    expect(await world.tasks()).toMatchObject([
      { kind: 'call-patient', appointmentId: 'A-1', detail: expect.stringContaining('came too late') },
    ]);
  });

  test('asks nobody to call where each visit was cancelled while it waited', async () => {
    const world = await tuesday();
    await send(world);
    for (const id of ['A-1', 'A-2']) await cancelAppointment(world, riverside, appointmentOf(id));
    await world.drain();
    expect([(await world.outcomes()).at(-1), await world.tasks()]).toEqual(['appointment refused', []]);
  });

  test('is said later where a receipt says so, or nobody knows', async () => {
    const world = await tuesday();
    world.network.script.push({ outcome: 'unknown', code: 'timeout' });
    const noticeId = await send(world);
    await world.drain();
    const text = (await world.texts(secondPatientNumber)).at(-1);
    await recordReceipt(world, {
      carrier: 'simulated',
      carrierMessageId: 'SM2',
      reference: { practiceId: riverside, textId: text?.textId ?? expect.fail() },
      status: 'failed',
      obstacle: 'landline',
    });
    expect(
      (await report(world, noticeId)).notReached.map(({ appointmentId, code }) => [appointmentId, code]),
    ).toEqual(
      expect.arrayContaining([
        ['A-1', 'unknown-outcome'],
        ['A-2', 'unknown-outcome'],
        ['A-3', 'undeliverable'],
      ]),
    );
    expect((await world.tasks()).filter(({ kind }) => kind === 'call-patient')).toMatchObject([
      { appointmentId: 'A-3' },
    ]);
  });
});

describe('the same notice', () => {
  test('sent twice, at once or later, with its key or without, texts nobody twice', async () => {
    const world = await tuesday();
    const ids = await Promise.all([send(world), send(world), send(world, {}, undefined)]);
    ids.push(await send(world));
    expect(new Set(ids).size).toBe(1);
    await world.drain();
    expect(world.network.sent).toHaveLength(2);
    const keyed = [await send(world, {}, 'k-1'), await send(world, {}, 'k-1')];
    expect(new Set([...ids, ...keyed]).size).toBe(2);
    await world.drain();
    expect(world.network.sent).toHaveLength(4);
  });

  test('under a key that stands for another is refused', async () => {
    const world = await tuesday();
    await send(world, {}, 'k-1');
    await expect(send(world, { body: 'Dr. Lee is back.' }, 'k-1')).rejects.toMatchObject({
      code: 'idempotency-mismatch',
    });
  });

  test('that was cut off half way goes on where it stopped', async () => {
    let fails = 0;
    const cut = (store: Store): Store => ({
      read: (keys) => store.read(keys),
      list: (query) => store.list(query),
      commit: async <R extends Json>(commit: Commit<R>) => {
        const { subject, name } = commit.once;
        if (name.startsWith('notice#') && subject.of === 'contact' && fails > 0) {
          fails -= 1;
          throw new Error('The process ends here.');
        }
        return store.commit(commit);
      },
    });
    const world = await tuesday({ wrap: cut });
    fails = 1;
    await expect(send(world)).rejects.toThrow();
    await world.drain();
    expect(world.network.sent.length).toBeLessThan(2);
    const noticeId = await send(world);
    await world.drain();
    expect(world.network.sent).toHaveLength(2);
    expect((await report(world, noticeId)).counts).toMatchObject({ sent: 2 });
  });
});

describe('a notice is refused whole, and nobody is texted', () => {
  test.each([
    ['that holds health information', { body: 'Your A1C came back at 8.2' }, 'phi'],
    ['that invites a word which ends all texts', { body: 'Reply CANCEL to cancel.' }, 'reserved-word'],
    ['for a day that is past', { date: '2026-11-30' }, 'invalid'],
  ] as const)('%s', async (_what, more, code) => {
    const world = await tuesday();
    await expect(send(world, more)).rejects.toMatchObject({ code, errors: [{}] });
    await world.drain();
    expect(world.network.sent).toEqual([]);
  });

  test('where appointment texts are switched off', async () => {
    const world = await tuesday();
    const off = { ...everythingOn, appointment: { on: false } };
    await writeSettings(world, riverside, { part: 'purposes', value: off }, undefined);
    await expect(send(world)).rejects.toMatchObject({ code: 'switched-off' });
  });
});

test('a large day is texted in one request, and one that is too large names what to do', async () => {
  const world = await openWorld();
  const off = { ...everythingOn, appointment: { on: false } };
  await writeSettings(world, riverside, { part: 'purposes', value: off }, undefined);
  const count = 501;
  for (let index = 0; index < count; index += 1) {
    const id = `P-${index}`;
    const number = phone(`+1212556${String(index).padStart(4, '0')}`);
    await world.patient(id, { phone: number });
    await world.appointment(`A-${index}`, '2026-12-02T14:00:00-05:00', {
      patientId: patientOf(id),
      provider: index === 0 ? 'Dr. Moss' : 'Dr. Lee',
    });
  }
  await writeSettings(world, riverside, { part: 'purposes', value: everythingOn }, undefined);
  await expect(send(world, { date: '2026-12-02', provider: undefined })).rejects.toMatchObject({
    errors: [{ path: 'provider' }],
  });
  const noticeId = await send(world, { date: '2026-12-02' });
  expect((await report(world, noticeId)).counts).toMatchObject({ queued: 500 });
});
