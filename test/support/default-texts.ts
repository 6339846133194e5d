import { emergencyKinds } from '../../shared/domain/emergency.ts';
import type { languages } from '../../shared/domain/patient.ts';
import { startingSettings } from '../../shared/domain/starting-settings.ts';
import { isoFrom, plusSeconds } from '../../shared/domain/time.ts';
import { dayAndTime, promisedTime, whatOf, wordsIn } from '../../shared/domain/words.ts';
import { tuesdayAtTen } from './facts.ts';

/** Names as long as texts carry them. */
export const practice = 'P'.repeat(20);
export const given = 'G'.repeat(20);
export const newYork = 'America/New_York';

const longest = (written: readonly string[]): string =>
  written.toSorted((a, b) => b.length - a.length)[0] ?? '';

/** Every day of a year at its longest time of day. */
export const days = Array.from({ length: 366 }, (_, day) =>
  plusSeconds(isoFrom('2026-06-01T16:30:00Z'), day * 86_400),
);

/** Every text that the system writes by itself, at its longest. `ends`: the line on how to opt out may follow. */
export function everyText(
  language: (typeof languages)[number],
): readonly { readonly name: string; readonly body: string; readonly ends: boolean }[] {
  const words = wordsIn(language);
  const when = longest(days.map((day) => dayAndTime(words, day, newYork)));
  const by = longest(days.map((day) => promisedTime(words, day, tuesdayAtTen, newYork)));
  const types = [
    ...startingSettings({ name: 'x', shortName: 'x', timeZone: newYork })['message-types'].map(
      ({ type }) => type,
    ),
    'unheard-of',
  ];
  const whats = types.map((type) => whatOf(words, type, undefined));
  const text = (name: string, body: string, ends = true) => ({ name, body, ends });
  return [
    ...whats.flatMap((what) => [
      text(`acknowledgement of ${what}`, words.acknowledgement(practice, what, by)),
      text(
        `acknowledgement of ${what}, today`,
        words.acknowledgement(practice, what, words.today('12:30 PM')),
      ),
      text(`acknowledgement of ${what}, unpromised`, words.acknowledgementUnpromised(practice, what)),
      text(`missed goal of ${what}`, words.missedGoal(practice, what, by)),
      text(`missed goal of ${what}, unpromised`, words.missedGoal(practice, what, undefined)),
    ]),
    text('no more offers', words.noMoreOffers(practice), false),
    text('wrong number', words.wrongNumber(practice)),
    text('opted out', words.optedOut(practice, true), false),
    text('opted out, without a narrower choice', words.optedOut(practice, false), false),
    text('opted out by CANCEL', words.optedOutNotCancelled(practice, '+12125550100'), false),
    text('opted out by CANCEL, without a phone', words.optedOutNotCancelled(practice, undefined), false),
    text('PHI warning', words.phiWarning(practice), false),
    text('PHI agreed to', words.phiAgreed(practice), false),
    text('reminders alone', words.keptReminders(practice), false),
    ...emergencyKinds.flatMap((kind) =>
      [false, true].map((short) =>
        text(`emergency, ${kind}${short ? ', short' : ''}`, words.emergency(practice, kind, short), false),
      ),
    ),
    text('opted in', words.optedIn(practice), false),
    text('help', words.help(practice, '+12125550100'), false),
    text('help without a phone', words.help(practice, undefined), false),
    text('reminder', words.reminder(practice, given, when)),
    text('reminder to nobody by name', words.reminder(practice, undefined, when)),
    text('reminder of a confirmed one', words.reminderOfConfirmed(practice, given, when)),
    text(
      'reminder of a confirmed one to nobody by name',
      words.reminderOfConfirmed(practice, undefined, when),
    ),
    text('after a visit', words.followUp(practice, undefined, when)),
    text('confirmed', words.confirmed(practice, when)),
    text('reschedule asked', words.rescheduleAsked(practice)),
    text('declined', words.declined(practice)),
    text('no longer', words.noLonger(practice)),
    text('test text', words.testText(practice)),
    text('has passed', words.hasPassed(practice)),
    text('turned down before', words.turnedDownBefore(practice)),
    text('late noted', words.lateNoted(practice)),
  ].map((one) => (one.ends ? { ...one, body: `${one.body} ${words.howToOptOut}` } : one));
}
