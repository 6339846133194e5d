import { wordsOf } from './api.js';
import { reminderWords } from './day.js';
import { busyWhile, byId, make, showText } from './dom.js';
import { dateOf, daysAfter, momentAt, momentOf, withLocalTimes } from './times.js';

/** The form for a new appointment: it puts the patient, then the appointment, as an EHR would. */
export function createBooking({ context, phones, refresh, settle, day }) {
  const form = byId('booking');
  const { given, family, phone, kind, start } = form.elements;

  /** The phones' own numbers to choose from; the choice stays by its place. */
  const offerPhones = () => {
    const chosen = Math.max(phone.selectedIndex, 0);
    phone.replaceChildren(
      ...phones.map((one) =>
        make('option', { value: one.number() }, `${one.name} · …${one.number().slice(-4)}`),
      ),
    );
    phone.selectedIndex = chosen;
  };

  /** Four days on: late enough for every reminder. A start that somebody typed stays. */
  const offerStart = () => {
    const { now, zone } = context();
    if (start.value === '') start.value = `${daysAfter(dateOf(now, zone), 4)}T09:30`;
  };

  const book = async () => {
    const { api, zone, now } = context();
    const patientId = patientIdOf(given.value, family.value, phone.value);
    const patient = { name: { given: given.value, family: family.value }, phone: phone.value };
    const appointment = {
      patientId,
      start: momentAt(start.value, zone),
      durationMinutes: 30,
      kind: kind.value,
    };
    showText(byId('booking-problem'));
    showText(byId('booking-note'));
    try {
      await api.put(`/v1/patients/${patientId}`, patient);
      const made = await api.put(`/v1/appointments/a-${crypto.randomUUID()}`, appointment);
      const words = `Booked ${given.value} for ${momentOf(made.start, zone)}.`;
      showText(byId('booking-note'), `${words} ${reminderWords(made.reminders, { now, zone })}`);
      day.forget();
      await settle();
      day.pick(dateOf(made.start, zone));
    } catch (error) {
      showText(byId('booking-problem'), `Not booked. ${withLocalTimes(wordsOf(error), zone)}`);
      refresh();
    }
  };

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    busyWhile(form, book);
  });
  document.addEventListener('number-changed', offerPhones);
  offerPhones();
  return { offerStart };
}

/** One name at one number is one patient here, where no EHR gives an id. */
function patientIdOf(...parts) {
  const plain = parts
    .join('-')
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 40);
  // Names in letters that no id can hold still differ.
  const sum = [...parts.join('|')].reduce((hash, letter) => (hash * 31 + letter.codePointAt(0)) >>> 0, 7);
  return `p-${plain}-${sum.toString(36)}`;
}
