import { inWords } from './demo.js';
import { busyWhile, byId, changes, make, reconcile, setText } from './dom.js';
import { dateOf, nearMoment, timeOf } from './times.js';

const tones = {
  booked: 'warn',
  confirmed: 'good',
  'reschedule-requested': 'bad',
  declined: 'bad',
  cancelled: 'calm',
  completed: 'calm',
  'no-show': 'bad',
};

/** A day's list of appointments with what became of their reminders. It follows the clock's day until somebody picks one. */
export function createDay({ context, refresh }) {
  const list = byId('day');
  const input = byId('day-date');
  const isNew = changes();
  /** Names by patient, asked for once: appointments carry ids alone. */
  const names = new Map();
  let picked = false;

  const nameIn = async ({ key, api }, patientId) => {
    const known = `${key} ${patientId}`;
    if (!names.has(known)) {
      const { name } = await api.get(`/v1/patients/${encodeURIComponent(patientId)}`);
      names.set(known, `${name.given} ${name.family}`);
    }
    return names.get(known);
  };

  const load = async (at) => {
    const today = dateOf(at.now, at.zone);
    if (!picked && input.value !== today) input.value = today;
    const date = input.value;
    const { items } = await at.api.get(`/v1/appointments?date=${date}&limit=100`);
    const appointments = await Promise.all(
      items.map(async (appointment) => ({
        ...appointment,
        names: await Promise.all(appointment.patientIds.map((patientId) => nameIn(at, patientId))),
      })),
    );
    return { date, appointments };
  };

  const show = ({ date, appointments }, { now, zone }) => {
    if (date !== input.value || !isNew(date, appointments, zone, dateOf(now, zone))) return;
    byId('day-empty').hidden = appointments.length > 0;
    byId('day-today').hidden = date === dateOf(now, zone);
    reconcile(list, appointments, {
      key: ({ appointmentId }) => appointmentId,
      create: ({ appointmentId }) => row(appointmentId, { context, refresh }),
      update: (element, appointment) => fill(element, appointment, { now, zone }),
    });
  };

  const pick = (date) => {
    picked = date !== undefined;
    input.value = date ?? dateOf(context().now, context().zone);
    refresh();
  };

  // An emptied field names no day.
  input.addEventListener('change', () => pick(input.value || undefined));
  byId('day-today').addEventListener('click', () => {
    pick(undefined);
    input.focus();
  });
  return {
    load,
    show,
    pick,
    /** A patient was put anew: the name may be another. */
    forget: () => names.clear(),
  };
}

function row(appointmentId, { context, refresh }) {
  const cancel = make('button', { type: 'button', class: 'plain' }, 'Cancel');
  cancel.addEventListener('click', () =>
    busyWhile(cancel, async () => {
      await context().api.remove(`/v1/appointments/${encodeURIComponent(appointmentId)}`);
      refresh();
    }),
  );
  return make(
    'li',
    {},
    make(
      'p',
      { class: 'appointment-head' },
      make('strong'),
      ' ',
      make('span'),
      ' ',
      make('span', { class: 'chip' }),
    ),
    make('p', { class: 'quiet' }),
    cancel,
  );
}

function fill(element, { start, kind, status, names, reminders }, { now, zone }) {
  const [head, about, cancel] = element.children;
  const [time, who, chip] = head.children;
  setText(time, timeOf(start, zone));
  setText(who, `${names.join(', ')} · ${kind}`);
  setText(chip, inWords(status));
  chip.className = `chip ${tones[status]}`;
  setText(about, reminderWords(reminders, { now, zone }));
  const open = ['booked', 'confirmed', 'reschedule-requested'].includes(status);
  cancel.hidden = !open || Date.parse(start) <= Date.parse(now);
  cancel.setAttribute('aria-label', `Cancel ${timeOf(start, zone)}, ${names.join(', ')}`);
}

const steps = { booked: 'at booking', '3d': '3 days before', '3h': '3 hours before' };

/** `Reminders: at booking sent, 3 days before due Wed, Dec 2, 9:30 AM` */
export function reminderWords(reminders, { now, zone }) {
  if (reminders.length === 0) return 'No reminders.';
  const words = reminders.map(({ step, dueAt, status }) => {
    const name = steps[step] ?? step;
    if (status === 'planned') return `${name} (${nearMoment(dueAt, now, zone)})`;
    return `${name} ${status === 'queued' ? 'sent off' : status}`;
  });
  return `Reminders: ${words.join(', ')}.`;
}
