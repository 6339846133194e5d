import { createHash } from 'node:crypto';
import type { Actor } from '../domain/actor.ts';
import type { Appointment } from '../domain/appointment.ts';
import { type DayNotice, type DayNoticeInput, decideNotice } from '../domain/day-notice.ts';
import { Failure, invalid } from '../domain/failure.ts';
import { type ContactId, type NoticeId, noticeIdSchema, type PracticeId } from '../domain/identifiers.ts';
import { isMeant } from '../domain/notice-rule.ts';
import { phiIn } from '../domain/phi-guard.ts';
import { reservedWordsIn } from '../domain/reserved-words.ts';
import type { Settings } from '../domain/settings.ts';
import { dayIn } from '../domain/wall-clock.ts';
import { auditOf } from './audit.ts';
import { commitDraft, commitOnce, untilDecided } from './commit-draft.ts';
import { readDay } from './day-list.ts';
import { assertSameRequest, type IdempotencyKey } from './idempotency-key.ts';
import { newIdOf, type World } from './world.ts';

/** One request texts so many appointments at most: a larger day is texted provider by provider. */
const appointmentsMax = 500;
/** So many contacts at once: each is a commit of its own. */
const atOnce = 8;

/**
 * Texts everybody on a day's list, one text for each number. The notice's id follows from the caller's key, or where there is none from
 * the day and the words: the same request again, also one that was cut off half way, goes on where it stopped and texts nobody twice.
 *
 * @throws Failure where the words hold health information or invite a word that ends all texts, where reminders are switched off, where the
 * day is past or larger than 500 appointments, and `idempotency-mismatch` where the key stands for another notice
 */
export async function sendDayNotice(
  world: World,
  practiceId: PracticeId,
  input: DayNoticeInput,
  { by, idempotency }: { readonly by: Actor; readonly idempotency: IdempotencyKey | undefined },
): Promise<NoticeId> {
  const notice = await noticeOf(world, practiceId, input, { by, idempotency });
  if (notice.doneAt !== undefined) return notice.noticeId;
  assertFit(input, await world.settings.settings(practiceId), world.clock.now());
  const contacts = await meantOn(world, notice);
  for (let from = 0; from < contacts.length; from += atOnce)
    await Promise.all(contacts.slice(from, from + atOnce).map((one) => textOne(world, notice, one)));
  await finish(world, notice);
  return notice.noticeId;
}

/** The notice as it stands, made where it is new. */
async function noticeOf(
  world: World,
  practiceId: PracticeId,
  input: DayNoticeInput,
  { by, idempotency }: { readonly by: Actor; readonly idempotency: IdempotencyKey | undefined },
): Promise<DayNotice> {
  const fingerprint = hashOf(JSON.stringify([input.date, input.provider ?? null, input.body]));
  const noticeId = idOf(practiceId, idempotency ? `${by.keyId}|${idempotency.key}` : fingerprint);
  const key = { kind: 'day-notice', practiceId, noticeId } as const;
  return untilDecided(world, async () => {
    const [found] = await world.store.read([key]);
    if (found) assertSameRequest(found.value.fingerprint, fingerprint);
    if (found) return found.value;
    const now = world.clock.now();
    assertFit(input, await world.settings.settings(practiceId), now);
    const value: DayNotice = { ...input, practiceId, noticeId, fingerprint, by, createdAt: now };
    const subject = { of: 'practice', practiceId } as const;
    const audit = auditOf(world, { practiceId, by, action: 'notice-sent', what: noticeId });
    const changes = [{ put: key, value, expect: 'absent' }, audit] as const;
    const { outcome } = await commitOnce(world.store, subject, `day-notice#${noticeId}`, changes, null);
    return outcome === 'committed' ? value : 'conflict';
  });
}

/** What is wrong with a notice is said before anybody is texted. */
function assertFit(
  input: DayNoticeInput,
  { profile, policy, purposes }: Settings,
  now: DayNotice['createdAt'],
): void {
  if (!purposes.appointment.on)
    throw new Failure(
      'switched-off',
      'The practice has not switched appointment texts on (settings, purposes).',
    );
  if (input.date < dayIn(now, profile.timeZone))
    throw invalid([{ path: 'date', message: 'That day is past.' }]);
  const phi = phiIn(input.body, policy.phiPatterns, [profile.name, profile.shortName]);
  refuseSpans('phi', 'The notice holds health information: leave it out, it goes to everybody.', phi);
  const detail = 'The notice invites a word that ends all texts: offer R and X in its place.';
  refuseSpans('reserved-word', detail, reservedWordsIn(input.body));
}

function refuseSpans(
  code: 'phi' | 'reserved-word',
  detail: string,
  spans: readonly { readonly start: number; readonly end: number; readonly reason: string }[],
): void {
  if (spans.length === 0) return;
  const errors = spans.map(({ start, end, reason }) => ({ path: `body[${start}-${end}]`, message: reason }));
  throw new Failure(code, detail, { errors });
}

interface Meant {
  readonly contactId: ContactId;
  readonly appointments: readonly Appointment[];
}

/** Who is meant: a number with all of its appointments of the day. */
async function meantOn(world: World, { practiceId, date, provider }: DayNotice): Promise<readonly Meant[]> {
  const meant: Appointment[] = [];
  let cursor: string | undefined;
  do {
    const page = await readDay(world, practiceId, { date, limit: 100, cursor });
    meant.push(...page.items.filter((one) => isMeant(one, provider, world.clock.now())));
    cursor = page.next;
  } while (cursor !== undefined && meant.length <= appointmentsMax);
  if (meant.length > appointmentsMax)
    throw invalid([
      { path: 'provider', message: `More than ${appointmentsMax} appointments: name a provider.` },
    ]);
  const byContact = Map.groupBy(meant, ({ contactId }) => contactId);
  return [...byContact].map(([contactId, appointments]) => ({ contactId, appointments }));
}

/** One number's text, with what became of it, in one commit that is named by the notice. */
async function textOne(world: World, notice: DayNotice, { contactId, appointments }: Meant): Promise<void> {
  const { practiceId, noticeId } = notice;
  const contact = { practiceId, contactId };
  await untilDecided(world, async () => {
    const [head, purposes, entry, ...found] = await world.store.read([
      { kind: 'head', ...contact },
      { kind: 'settings', practiceId, part: 'purposes' },
      { kind: 'notice-entry', practiceId, noticeId, contactId },
      ...appointments
        .slice(0, 90)
        .map(
          ({ appointmentId, start }) => ({ kind: 'appointment', ...contact, start, appointmentId }) as const,
        ),
    ]);
    if (!head || entry || purposes?.value.part !== 'purposes') return 'nothing';
    const view = await world.settings.viewOf(head.value);
    const decided = decideNotice({
      head: head.value,
      notice,
      appointments: found.flatMap((record) => record?.value ?? []),
      practice: { ...view, settings: { ...view.settings, purposes: purposes.value.value } },
      now: world.clock.now(),
      newId: newIdOf(world),
    });
    if (!decided) return 'nothing';
    const { outcome } = await commitDraft(world, decided.draft, {
      once: `notice#${noticeId}`,
      read: [head],
      checks: [{ key: purposes.key, expect: purposes.version }],
      changes: [
        {
          put: { kind: 'notice-entry', practiceId, noticeId, contactId },
          value: decided.entry,
          expect: 'absent',
        },
      ],
      result: null,
    });
    return outcome;
  });
}

/** From now on the same request is answered by what became of it. Another run may have said so already. */
async function finish(world: World, { practiceId, noticeId }: DayNotice): Promise<void> {
  const key = { kind: 'day-notice', practiceId, noticeId } as const;
  const [found] = await world.store.read([key]);
  if (!found || found.value.doneAt !== undefined) return;
  const value = { ...found.value, doneAt: world.clock.now() };
  const changes = [{ put: key, value, expect: found.version }];
  await commitOnce(world.store, { of: 'practice', practiceId }, `day-notice-done#${noticeId}`, changes, null);
}

const hashOf = (content: string): string => createHash('sha256').update(content).digest('hex');

/** A UUID of version 8: of our own making, from a hash (RFC 9562, section 5.8). */
function idOf(practiceId: PracticeId, name: string): NoticeId {
  const hex = hashOf(`day-notice|${practiceId}|${name}`);
  const parts = [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`];
  return noticeIdSchema.parse([...parts, hex.slice(20, 32)].join('-'));
}
