import { Problem, practiceApi } from './api.js';

/** The person who answers here: one of the demo practices' staff. */
const staff = 'sam';

const keys = ['ptx_local_riverside', 'ptx_local_lakeside'];

/** The numbers a phone can text, each with the key of its practice. */
const lines = [
  { number: '+12125550101', key: keys[0], name: 'Riverside Family', words: 'Riverside' },
  { number: '+12125550102', key: keys[0], name: 'Riverside (Twilio)', words: 'Riverside Twilio' },
  { number: '+13125550103', key: keys[1], name: 'Lakeside Dental', words: 'Lakeside' },
];

async function open(key) {
  const api = practiceApi(key, staff);
  try {
    const { value } = await api.get('/v1/settings/profile');
    return { key, api, name: value.name, zone: value.timeZone };
  } catch (error) {
    // The key is not known: this host has no such practice.
    if (error instanceof Problem && error.status === 401) return undefined;
    throw error;
  }
}

/** The demo practices of this host with the lines they have; none on an empty one. */
export async function openDemo() {
  const practices = (await Promise.all(keys.map(open))).filter((practice) => practice !== undefined);
  const withZone = lines.flatMap((line) => {
    const practice = practices.find(({ key }) => key === line.key);
    return practice ? [{ ...line, zone: practice.zone }] : [];
  });
  return { practices, lines: withZone };
}

/** `(212) 555-0199` for a number of North America; any other as it is. */
export const shownNumber = (phone) => phone.replace(/^\+1(\d{3})(\d{3})(\d{4})$/, '($1) $2-$3');

/** Who a thread is with: the given names known at the number, and the number. */
export function nameOf({ phone, patients }) {
  const names = patients.map(({ given }) => given).join(', ');
  return names ? `${names} · ${shownNumber(phone)}` : shownNumber(phone);
}

/** `appointment-request` as words. */
export const inWords = (code) => code.charAt(0).toUpperCase() + code.slice(1).replaceAll('-', ' ');

/** What a new host prints for whoever starts with nothing. */
export const ownPracticeCommands = (origin) =>
  `curl ${origin}/operator/practices \\
  -H 'x-api-key: ptx_local_operator' -H 'content-type: application/json' \\
  -d '{"practiceId":"hillside","name":"Hillside Clinic","timeZone":"America/Denver"}'

curl -X PUT ${origin}/operator/lines \\
  -H 'x-api-key: ptx_local_operator' -H 'content-type: application/json' \\
  -d '{"number":"+13035550104","practiceId":"hillside","carrier":"simulated","optOutHandledBy":"ours"}'`;
