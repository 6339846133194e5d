// biome-ignore-all lint/suspicious/noTemplateCurlyInString: pieces of source, as they stand there.
import type { Planted } from './patch.ts';

const useCase = (name: string): string => `shared/use-cases/${name}.ts`;
const domain = (name: string): string => `shared/domain/${name}.ts`;

/**
 * Mistakes that systems of this kind make, many of them met by users of others. Each must be caught by the simulation; an anchor that is
 * gone fails, so that none is lost when the code changes.
 */
export const bugs: readonly Planted[] = [
  {
    name: 'a second text of the same words is taken for a repeated webhook',
    file: useCase('receive-text'),
    find: '${inbound.carrierMessageId}`,',
    put: '${inbound.body}`,',
  },
  {
    name: 'a repeated webhook is another text',
    file: useCase('receive-text'),
    find: '${inbound.carrierMessageId}`,',
    put: '${inbound.carrierMessageId}#${newIdOf(world)()}`,',
  },
  {
    name: 'consent is asked when queued and not in the claim',
    file: domain('delivery'),
    find: 'const leave = permit({ ...text, standing: true }, permitFacts);',
    put: "const leave = text.permit.verdict === 'hold' ? permit({ ...text, standing: true }, permitFacts) : { ...text.permit, decidedAt: now };",
  },
  {
    name: 'the claim is not conditional on the head that it read',
    file: useCase('deliver-texts'),
    find: 'read: [head, text, ...named',
    put: "read: [(await world.store.read([{ kind: 'head', ...contact }]))[0], text, ...named",
  },
  {
    name: 'the claim does not check the switches',
    file: useCase('deliver-texts'),
    find: 'const checks: Check[] = [switches];',
    put: 'const checks: Check[] = [];',
  },
  {
    name: 'the confirmation of an opt-out is blocked by the opt-out',
    file: domain('consent-rule'),
    find: "return ok('consent', 'Confirms an opt-out or opt-in, or answers HELP.', '47 CFR 64.1200(a)(12)');",
    put: 'return informational(given.informational, purpose);',
  },
  {
    name: 'a keyword is swallowed by a running question',
    file: domain('inbound'),
    find: "  if (heard.class === 'certain' || heard.class === 'plain') return",
    put: "  if ((heard.class === 'certain' || heard.class === 'plain') && head.questions.length === 0) return",
  },
  {
    name: 'statuses go backwards',
    file: domain('text'),
    find: 'rank(to) > rank(from);',
    put: 'rank(from) !== 9 && to !== from;',
  },
  {
    name: 'an outcome overwrites the receipt that came first',
    file: domain('delivery'),
    find: "if (movesForward(text.status, 'sent')) settle(draft, named, 'sent');",
    put: "if (text.status !== 'queued') settle(draft, named, 'sent');",
  },
  {
    name: 'receipts are dropped because their message was seen',
    file: useCase('record-receipt'),
    find: '${receipt.carrierMessageId}#${receipt.status}`',
    put: '${receipt.carrierMessageId}`',
  },
  {
    name: 'quiet hours are told by UTC',
    file: domain('quiet-hours'),
    find: '= wallClock(at, zone);\n  const today',
    put: "= wallClock(at, 'UTC');\n  const today",
  },
  {
    name: 'quiet hours go by the first of the zones',
    file: domain('quiet-hours'),
    find: '      for (const zone of zones) {\n        const opens',
    put: '      for (const zone of zones.slice(0, 1)) {\n        const opens',
  },
  {
    name: 'quiet hours are asked when queued alone',
    file: domain('permit-rules'),
    find: 'const quietHours: Rule = ({ purpose, sendNow, head, profile, policy, now }) => {\n',
    put: 'const quietHours: Rule = ({ purpose, sendNow, head, profile, policy, now, standing }) => {\n  if (standing) return undefined;\n',
  },
  {
    name: 'caps count nothing',
    file: domain('caps-rule'),
    find: '  if (day.length >= perDay)',
    put: '  if (day.length > perDay + 50)',
  },
  {
    name: 'what is too late is sent all the same',
    file: domain('permit-rules'),
    find: 'const notLate: Rule = ({ expiresAt, now }) =>\n  now < expiresAt\n',
    put: "const notLate: Rule = ({ expiresAt, now, purpose }) =>\n  now < expiresAt || purpose !== 'emergency'\n",
  },
  {
    name: 'a cleared timer is left behind',
    file: useCase('commit-draft'),
    find: 'for (const timer of draft.timersCleared) {',
    put: 'for (const timer of draft.timersCleared.slice(1)) {',
  },
  {
    name: 'a claim without an outcome is forgotten',
    file: useCase('deliver-texts'),
    find: 'const stale: readonly OutboxEntry[] = staleClaims(head, world.clock.now());',
    put: 'const stale: readonly OutboxEntry[] = staleClaims(head, world.clock.now()).slice(1e6);',
  },
  {
    name: 'a text whose outcome is unknown is sent again',
    file: domain('delivery'),
    find: "if (onUnknown[text.purpose] === 'repeat') {",
    put: 'if (onUnknown[text.purpose] !== undefined) {',
  },
  {
    name: 'a hand-over may begin any time after its claim',
    file: domain('delivery'),
    find: 'export const handOverWithinSeconds = 5;',
    put: 'export const handOverWithinSeconds = 500_000;',
  },
  {
    name: 'a claim that is repeated hands over again',
    file: useCase('deliver-texts'),
    find: "if (outcome !== 'committed' || !claimed) return {};",
    put: 'if (!claimed) return {};',
  },
  {
    name: 'each text of an episode is acknowledged',
    file: domain('episode'),
    find: "  if (thread.waitingOn === 'practice') {",
    put: "  if (thread.waitingOn === 'practice' && thread.episode % 2 === 0) {",
  },
  {
    name: 'the sweep looks at no contact',
    file: useCase('sweep-overdue'),
    find: "if ('thread' in value) {",
    put: "if ('thread' in value && value.outbox.length > 1e6) {",
  },
  {
    name: 'START gives marketing back',
    file: domain('opt-out'),
    find: "  if (wasOptedOut) amend(draft, { consentPendingSince: draft.now });\n  happened(draft, 'consent.granted');\n}\n\n/**\n * The patient chose less",
    put: "  if (wasOptedOut) { amend(draft, { consentPendingSince: draft.now }); appendConsent(draft, event(said, 'marketing', 'granted', 'written')); }\n  happened(draft, 'consent.granted');\n}\n\n/**\n * The patient chose less",
  },
  {
    name: 'REMINDERS brings everything back',
    file: domain('opt-out'),
    find: "...event(said, 'informational', 'granted', 'express'), purposes: ['appointment'] });",
    put: "...event(said, 'informational', 'granted', 'express') });",
  },
  {
    name: "a patient's record sent again lifts an opt-out",
    file: domain('link-patient'),
    find: '    !isTheirOwnWord(draft.head.consent[scope]) &&\n',
    put: '',
  },
  {
    name: 'a request with an Idempotency-Key is done each time',
    file: useCase('reply-to-patient'),
    find: 'const once = idempotency ? `reply#${chosen.by.keyId}#${idempotency.key}` : ',
    put: 'const once = idempotency ? `reply#${newIdOf(world)()}` : ',
  },
  {
    name: 'texts leave the newest first',
    file: domain('delivery'),
    find: '|| a.seq - b.seq)[0];',
    put: '|| b.seq - a.seq)[0];',
  },
  {
    name: 'the lanes are one',
    file: domain('delivery'),
    find: 'lanes.indexOf(a.lane) - lanes.indexOf(b.lane) || a.seq',
    put: 'a.seq',
  },
  {
    name: "the ledger's sequence begins anew with each commit",
    file: domain('draft'),
    find: 'amend(draft, { nextConsentSeq: appended.seq + 1, consent:',
    put: 'amend(draft, { nextConsentSeq: appended.seq + (draft.consents.length > 1 ? 1 : 2), consent:',
  },
  {
    name: 'a bill that is paid is asked for all the same',
    file: domain('outreach-rule'),
    find: '  if (!stillAsks(one)) return ended(`The ${one.what} is ${one.status}.`);\n',
    put: '',
  },
  {
    name: 'who has booked is told to book',
    file: domain('outreach-rule'),
    find: "if (one.what === 'recall' && booked) return",
    put: "if (one.what === 'recall' && booked && about.step === 'none') return",
  },
  {
    name: 'a claim takes no room of its day',
    file: useCase('deliver-texts'),
    find: 'changes: claimed && share?.change ? [share.change] : [],',
    put: 'changes: [],',
  },
  {
    name: "what a visit counted before stays in its week's sum",
    file: useCase('count-reminders'),
    find: 'recounted(tally?.value.counts ?? noCounts, before, counts)',
    put: 'recounted(tally?.value.counts ?? noCounts, noCounts, counts)',
  },
  {
    name: 'what waited in a thread that closes with its number is put before nobody',
    file: domain('leave-number'),
    find: "  if (waitingOn !== 'practice') return;",
    put: "  if (waitingOn === 'practice') return;",
  },
  {
    name: 'a notice goes out though its visits are gone',
    file: domain('notice-rule'),
    find: '  return notice.appointments.some(',
    put: '  return notice.appointments.length > 0 || notice.appointments.some(',
  },
  {
    name: 'each STOP is confirmed, and not each opt-out',
    file: domain('keyword-answer'),
    find: '  if (!news) return;\n  const { shortName, phone }',
    put: '  const { shortName, phone }',
  },
  {
    name: 'what was asked before an opt-out may be answered after it',
    file: domain('opt-out'),
    find: 'const { askedAt: _asked, ...thread } = draft.head.thread;\n  const { phiAskedAt: _phi',
    put: 'const thread = draft.head.thread;\n  const { phiAskedAt: _phi',
  },
  {
    name: 'an answer to what was asked days ago leaves at night',
    file: domain('permit-rules'),
    find: 'const freshReplyMinutes = 60;',
    put: 'const freshReplyMinutes = 6000;',
  },
  {
    name: "a week's cap counts nothing",
    file: domain('caps-rule'),
    find: '  if (week.length >= perWeek)',
    put: '  if (week.length > perWeek + 50)',
  },
  {
    name: 'zones are the offsets of summer',
    file: domain('quiet-hours'),
    find: '= wallClock(at, zone);\n  const today',
    put: "= wallClock(at > '2026-11-01T06' && at < '2027-03-14T07' ? (new Date(Date.parse(at) + 3_600_000).toISOString() as never) : at, zone);\n  const today",
  },
  {
    name: 'a missed goal is answered at each ring of its clock',
    file: domain('goal-clock'),
    find: '  if (thread.goalMissedAt) tellAgain(draft, practice);\n  else miss(draft, practice);',
    put: '  miss(draft, practice);',
  },
  {
    name: 'a number that changed and changed back is reminded twice',
    file: domain('permit-rules'),
    find: '  if (isAnothers(facts, appointment, about.step))',
    put: "  if (about.step === 'none' && isAnothers(facts, appointment, about.step))",
  },
  {
    name: 'a commit that met a conflict counts as done',
    file: useCase('commit-draft'),
    find: "    if (answer !== 'conflict') return answer;",
    put: '    return answer as never;',
  },
  {
    name: 'what is to be held is sent',
    file: domain('permit'),
    find: "return { verdict: 'hold', at: until, ...decided };",
    put: "return { verdict: 'send', ...decided };",
  },
  {
    name: "a person's answer that an opt-out refused is told of to nobody",
    file: domain('dropped'),
    find: " && code !== 'cap' && purpose !== 'reply'",
    put: " && code !== 'cap'",
  },
  {
    name: 'settings are remembered for whichever practice came first',
    file: useCase('practice-view'),
    find: '    const known = this.#settings.get(practiceId);',
    put: '    const known = [...this.#settings.values()][0];',
  },
  {
    name: 'whether a text came before is read, and then it is written',
    file: useCase('receive-text'),
    find: '  await untilDecided(world, async () => {\n    const now',
    put: "  const known = await headOf(world, practiceId, inbound.from);\n  const { items } = await world.store.list({ listing: 'texts', of: { practiceId, contactId: known.contactId }, limit: 100, direction: 'descending' });\n  if (items.some(({ value }) => value.carrierMessageId === inbound.carrierMessageId)) return;\n  const unnamed = newIdOf(world)();\n  const { store } = world;\n  world = { ...world, store: { ...store, commit: (commit) => store.commit({ ...commit, once: { ...commit.once, name: `${commit.once.name}#${unnamed}` } }) } };\n  await untilDecided(world, async () => {\n    const now",
  },
  {
    name: 'the head is written apart',
    file: useCase('commit-draft'),
    find: '  return world.store.commit(full);\n',
    put: "  const [head, ...others] = full.changes;\n  const answer = await world.store.commit({ ...full, changes: others });\n  if (answer.outcome === 'committed' && head) await world.store.commit({ ...full, once: { ...full.once, name: `${full.once.name}#head` }, changes: [head], events: [] });\n  return answer;\n",
  },
  {
    name: 'errors of the store are swallowed',
    file: useCase('commit-draft'),
    find: '    const answer = await attempt();\n',
    put: '    const answer = await attempt().catch((error: unknown) => {\n      if (error instanceof StoreUnavailable) return undefined as never;\n      throw error;\n    });\n',
  },
  {
    name: "the carrier's own list hears the last word once",
    file: useCase('follow-revocation'),
    find: "    if (kept && pending && secondsBetween(pending, world.clock.now()) < runSecondsMax) return 'nothing';\n",
    put: '',
  },
  {
    name: 'a number is looked for at another practice too',
    file: useCase('receive-text'),
    find: "ids.map((contactId) => ({ kind: 'head', practiceId, contactId }) as const)",
    put: "[practiceId, 'lakeside' as never].flatMap((practiceId) => ids.map((contactId) => ({ kind: 'head', practiceId, contactId }) as const))",
  },
];
