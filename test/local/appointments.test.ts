import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ShownAppointment } from '../support/local-client.ts';
import { type RunningHost, startInProcess, tuesdayMorning } from '../support/local-host.ts';

let host: RunningHost;
beforeAll(async () => {
  host = await startInProcess({ clock: tuesdayMorning });
});
afterAll(() => host.stop());

const numbers = { ann: '+12125550171', ben: '+12125550172' } as const;

async function patient(id: string, phone: string, more: object = {}): Promise<void> {
  await host.client.done('PUT', `/v1/patients/${id}`, {
    name: { given: id, family: 'Example' },
    phone,
    ...more,
  });
}

interface BatchAnswer {
  readonly items: readonly {
    readonly appointmentId?: string;
    readonly status: number;
    readonly appointment?: ShownAppointment;
    readonly problem?: { readonly code: string; readonly errors?: readonly { readonly path: string }[] };
  }[];
}

const item = (appointmentId: string, patientId: string, more: object = {}) => ({
  appointmentId,
  patientId,
  start: '2026-12-08T14:00:00-05:00',
  durationMinutes: 30,
  kind: 'checkup',
  ...more,
});

describe('appointments in a batch', () => {
  test('are answered one by one: new, as it stands, refused', async () => {
    await patient('ann', numbers.ann);
    const answer = await host.client.done<BatchAnswer>('POST', '/v1/appointments:batch', {
      items: [
        item('B-1', 'ann'),
        item('B-1', 'ann'),
        item('B-2', 'nobody'),
        item('B-3', 'ann', { start: 'soon' }),
      ],
    });
    expect(answer.items.map(({ appointmentId, status }) => [appointmentId, status])).toEqual([
      ['B-1', 201],
      ['B-1', 200],
      ['B-2', 422],
      ['B-3', 422],
    ]);
    expect(answer.items.map(({ problem }) => problem?.errors?.[0]?.path)).toEqual([
      undefined,
      undefined,
      'patientId',
      'start',
    ]);
    expect(answer.items[0]?.appointment?.reminders.map(({ step, status }) => `${step} ${status}`)).toEqual([
      'booked planned',
      '3d planned',
      '3h planned',
    ]);
  });

  test('of none, or of more than 500, are refused as a whole', async () => {
    for (const items of [[], Array.from({ length: 501 }, (_, index) => item(`C-${index}`, 'ann'))])
      expect((await host.client.call('POST', '/v1/appointments:batch', { items })).status).toBe(422);
  });

  test('of another practice’s patient are that of none', async () => {
    const answer = await host.client.done<BatchAnswer>(
      'POST',
      '/v1/appointments:batch',
      { items: [item('B-1', 'ann')] },
      'ptx_local_lakeside',
    );
    expect(answer.items[0]).toMatchObject({ status: 422, problem: { code: 'invalid' } });
  });
});

describe('plans of a practice', () => {
  const plans = [
    { kind: 'default', steps: [{ step: 'booked', at: 'booking' }] },
    {
      kind: 'cleaning',
      steps: [
        { step: '2d', before: 'P2D', body: { en: '{given}, your cleaning is {when}. Reply C to confirm.' } },
        { step: 'thanks', after: 'P1D' },
      ],
    },
  ];

  test('start with the default, and are replaced whole', async () => {
    const before = await host.client.done<{ version: number; value: { kind: string }[] }>(
      'GET',
      '/v1/settings/reminder-plans',
    );
    expect(before.value.map(({ kind }) => kind)).toEqual(['default']);
    expect(await host.client.done('PUT', '/v1/settings/reminder-plans', plans)).toMatchObject({
      value: plans,
    });
    const refused = await host.client.call<{ errors: { path: string }[] }>(
      'PUT',
      '/v1/settings/reminder-plans',
      [{ kind: 'default', steps: [{ step: 'x', before: 'P1D', body: 'Reply CANCEL {when}' }] }],
    );
    expect(refused.status).toBe(422);
    expect(refused.body.errors.map(({ path }) => path)).toEqual(['[0].steps[0].body']);
  });

  test('say what goes, when and in whose words, and thank after a completed visit', async () => {
    const { client } = host;
    const purposes = await client.done<{ value: object }>('GET', '/v1/settings/purposes');
    await client.done('PUT', '/v1/settings/purposes', { ...purposes.value, care: { on: true } });
    await patient('ben', numbers.ben, { timeZone: 'America/Chicago' });
    const visit = {
      patientId: 'ben',
      start: '2026-12-08T14:00:00-05:00',
      durationMinutes: 30,
      kind: 'Cleaning',
    };
    await client.done('PUT', '/v1/appointments/D-1', visit);
    await client.moveClock({ to: '2026-12-08T20:00:00Z' });
    await client.done('PUT', '/v1/appointments/D-1', { ...visit, status: 'completed' });
    await client.moveClock({ to: '2026-12-10T20:00:00Z' });
    expect((await client.received(numbers.ben)).map(({ body, at }) => `${at.slice(5, 16)} ${body}`)).toEqual([
      '12-06T19:00 ben, your cleaning is Tue Dec 8 at 2:00 PM EST. Reply C to confirm. Reply STOP to opt out.',
      '12-09T19:30 Riverside Family: ben, thank you for your visit Tue Dec 8 at 2:00 PM EST. Any questions? You can text us here.',
    ]);
  });
});
