import type { Machine } from './machine.ts';

/** Something that happens from beginning to end: patients text, staff and systems call, time passes. */
export interface ScriptedHistory {
  readonly name: string;
  /** Whether it is short enough for every pair of deaths. */
  readonly inPairs?: true;
  readonly run: (machine: Machine) => Promise<void>;
}

/** A Tuesday, 10 AM in New York: where every history begins. */
export const begins = '2026-12-01T15:00:00Z';

const ana = '+12125550181';
const ben = '+12125550182';

const patient = (phone: string, more = {}) => ({ name: { given: 'Ann', family: 'Example' }, phone, ...more });
const visit = (patientId: string, start: string, more = {}) => ({
  patientId,
  start,
  durationMinutes: 30,
  kind: 'checkup',
  ...more,
});

async function asks(machine: Machine, phone: string, body: string): Promise<string> {
  await machine.text(phone, body);
  await machine.rest();
  return `/v1/threads/${await machine.contactId(phone)}`;
}

/** A visit a week away whose booking was told, and the patient asked three days before. */
async function booked(machine: Machine, phone = ana): Promise<void> {
  await machine.call('PUT', '/v1/patients/p-1', patient(phone));
  await machine.call('PUT', '/v1/appointments/a-1', visit('p-1', '2026-12-08T09:30:00-05:00'));
  await machine.rest();
}

export const histories: readonly ScriptedHistory[] = [
  {
    name: 'a text is acknowledged',
    inPairs: true,
    run: (machine) => machine.text(ana, 'Can I come in tomorrow?'),
  },
  {
    name: 'STOP alone',
    inPairs: true,
    run: (machine) => machine.text(ana, 'STOP'),
  },
  {
    name: 'a visit is reminded of and confirmed',
    inPairs: true,
    run: async (machine) => {
      await machine.call('PUT', '/v1/patients/p-1', patient(ana));
      await machine.call('PUT', '/v1/appointments/a-1', visit('p-1', '2026-12-02T09:30:00-05:00'));
      await machine.moveTo('2026-12-02T11:45:00Z');
      await machine.rest();
      await machine.text(ana, 'C');
    },
  },
  {
    name: 'a question, its acknowledgement, an answer, thanks',
    inPairs: true,
    run: async (machine) => {
      const thread = await asks(machine, ana, 'Can I come in tomorrow?');
      await machine.call('POST', `${thread}/texts`, { body: 'Yes, at 9:30.' });
      await machine.rest();
      await asks(machine, ana, 'thank you!');
    },
  },
  {
    name: 'STOP, a text after it, START',
    run: async (machine) => {
      await asks(machine, ana, 'When do you open?');
      await asks(machine, ana, 'STOP');
      await asks(machine, ana, 'Are you still there?');
      await asks(machine, ana, 'START');
      await asks(machine, ana, 'HELP');
    },
  },
  {
    name: 'STOP while reminders wait, REMINDERS',
    run: async (machine) => {
      await booked(machine);
      await asks(machine, ana, 'please stop texting me');
      await asks(machine, ana, 'REMINDERS');
      await machine.moveTo('2026-12-06T15:00:00Z');
    },
  },
  {
    name: 'an emergency at night',
    run: async (machine) => {
      await machine.moveTo('2026-12-02T08:00:00Z');
      await asks(machine, ana, 'I have chest pain and cannot breathe');
      await machine.moveTo('2026-12-02T14:00:00Z');
    },
  },
  {
    name: 'a visit that is booked, asked about and confirmed',
    run: async (machine) => {
      await booked(machine);
      await machine.moveTo('2026-12-05T20:00:00Z');
      await asks(machine, ana, 'C');
      await machine.moveTo('2026-12-08T16:00:00Z');
      await machine.call('PUT', '/v1/appointments/a-1', {
        ...visit('p-1', '2026-12-08T09:30:00-05:00'),
        status: 'completed',
      });
      await machine.rest();
    },
  },
  {
    name: 'a visit that is moved, then declined',
    run: async (machine) => {
      await booked(machine);
      await machine.call('PUT', '/v1/appointments/a-1', visit('p-1', '2026-12-10T14:00:00-05:00'));
      await machine.moveTo('2026-12-07T20:00:00Z');
      await asks(machine, ana, 'cancel my appointment please');
      await machine.moveTo('2026-12-11T15:00:00Z');
    },
  },
  {
    name: 'a family of two on one phone, nobody answers',
    run: async (machine) => {
      await booked(machine);
      await machine.call('PUT', '/v1/patients/p-2', patient(ana));
      await machine.call('POST', '/v1/appointments:batch', {
        items: [{ appointmentId: 'a-2', ...visit('p-2', '2026-12-08T10:00:00-05:00') }],
      });
      await machine.rest();
      await machine.moveTo('2026-12-08T12:00:00Z');
      await machine.call('DELETE', '/v1/appointments/a-2');
      await machine.rest();
    },
  },
  {
    name: 'a patient whose number changes',
    run: async (machine) => {
      await booked(machine);
      await machine.call('PUT', '/v1/patients/p-1', patient(ben));
      await machine.call('PUT', '/v1/appointments/a-1', visit('p-1', '2026-12-08T09:30:00-05:00'));
      await machine.moveTo('2026-12-06T15:00:00Z');
    },
  },
  {
    name: 'a question that nobody answers for three days',
    run: async (machine) => {
      await asks(machine, ana, 'How much do I owe you?');
      await machine.moveTo('2026-12-04T20:00:00Z');
    },
  },
  {
    name: "the desk's acts on a thread",
    run: async (machine) => {
      const thread = await asks(machine, ana, 'May I bring my own forms?');
      await machine.call('POST', `${thread}/assign`, { staffId: 'alex' });
      await machine.call('POST', `${thread}/retype`, { type: 'records' });
      await machine.call('POST', `${thread}/notes`, { words: 'She called.', call: true });
      const again = await asks(machine, ana, 'And my insurance card?');
      const { texts } = await machine.call<{ texts: { textId: string }[] }>('GET', again);
      await machine.call('POST', `${thread}/read`, { textId: texts[0]?.textId });
      await machine.call('POST', `${thread}/close`, { reason: 'Answered at the desk.' });
      await machine.rest();
      await asks(machine, ana, 'wrong number');
      const { items } = await machine.call<{ items: { taskId: string; kind: string }[] }>('GET', '/v1/tasks');
      const task = items.find(({ kind }) => kind === 'check-number');
      if (!task) throw new Error('A wrong number raises a task.');
      await machine.call('POST', `/v1/tasks/${task.taskId}/done`, { decision: 'wrong-number' });
      await machine.rest();
    },
  },
  {
    name: 'consents, prepared answers, settings',
    run: async (machine) => {
      await asks(machine, ana, 'Do you have parking?');
      const contact = `/v1/contacts/${await machine.contactId(ana)}`;
      const said = { basis: 'express', source: 'front-desk', evidence: { words: 'Asked at the desk.' } };
      await machine.call('POST', `${contact}/consents`, {
        scope: 'informational',
        action: 'revoked',
        ...said,
      });
      await machine.rest();
      await machine.call('POST', '/v1/consents:import', {
        rows: [{ phone: ben, scope: 'marketing', action: 'granted', ...said, basis: 'written' }],
      });
      await machine.call('PUT', '/v1/standard-responses/parking', { body: { en: 'Behind the house.' } });
      await machine.call('PUT', '/v1/settings/holidays', {
        observe: ['us-federal'],
        closed: ['2026-12-24'],
        changed: [],
      });
      await machine.rest();
    },
  },
  {
    name: 'a recall and a bill',
    run: async (machine) => {
      const purposes = await machine.call<{ value: object }>('GET', '/v1/settings/purposes');
      const on = { on: true };
      await machine.call('PUT', '/v1/settings/purposes', { ...purposes.value, recall: on, bill: on });
      await machine.call('PUT', '/v1/patients/p-1', patient(ana));
      await machine.call('PUT', '/v1/patients/p-2', patient(ben));
      await machine.call('PUT', '/v1/recalls/r-1', {
        patientId: 'p-1',
        kind: 'checkup',
        dueOn: '2026-12-03',
      });
      await machine.call('PUT', '/v1/bills/b-1', {
        patientId: 'p-2',
        amountCents: 4200,
        dueOn: '2026-12-10',
      });
      await machine.moveTo('2026-12-14T20:00:00Z');
      await machine.call('PUT', '/v1/bills/b-1', {
        patientId: 'p-2',
        amountCents: 4200,
        dueOn: '2026-12-10',
        status: 'paid',
      });
      await machine.moveTo('2027-01-20T20:00:00Z');
    },
  },
  {
    name: 'a day that the practice is out',
    run: async (machine) => {
      await booked(machine);
      await machine.call('PUT', '/v1/patients/p-2', patient(ben));
      await machine.call('PUT', '/v1/appointments/a-2', visit('p-2', '2026-12-08T11:00:00-05:00'));
      await machine.call('POST', '/v1/day-notices', {
        date: '2026-12-08',
        body: 'We are closed on Tuesday. Reply R for another time.',
      });
      await machine.rest();
      await asks(machine, ben, 'R');
    },
  },
  {
    name: 'a practice is opened, and has a line',
    run: async (machine) => {
      await machine.operator('POST', '/operator/practices', {
        practiceId: 'hillside',
        name: 'Hillside Dental',
        timeZone: 'America/Chicago',
      });
      await machine.operator('PUT', '/operator/practices/hillside/agreements', {
        carrier: '2026-01-05',
        cloud: '2026-01-05',
      });
      await machine.operator('PUT', '/operator/lines', {
        practiceId: 'hillside',
        number: '+13125550144',
        carrier: 'simulated',
        account: 'default',
        optOutHandledBy: 'ours',
        messagesPerSecond: 1,
      });
    },
  },
];
