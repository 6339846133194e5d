import * as z from 'zod';
import { momentSchema } from '../../../shared/domain/appointment.ts';
import type { ScopeState } from '../../../shared/domain/consent.ts';
import type { ContactHead } from '../../../shared/domain/contact.ts';
import { notFound } from '../../../shared/domain/failure.ts';
import { contactIdSchema } from '../../../shared/domain/identifiers.ts';
import { phoneNumberSchema } from '../../../shared/domain/phone-number.ts';
import { purposes } from '../../../shared/domain/purpose.ts';
import type { Profile } from '../../../shared/domain/settings.ts';
import { type Whereabouts, whereabouts } from '../../../shared/domain/whereabouts.ts';
import { asPractice, type Route, route } from '../../../shared/runtime/api.ts';
import { askPermit } from '../../../shared/use-cases/ask-permit.ts';
import { headOf } from '../../../shared/use-cases/receive-text.ts';
import { readHead } from '../../../shared/use-cases/threads.ts';
import { permitAnswer, shownPermit } from './shown-text.ts';

const scopeAnswer = z.object({
  state: z.enum(['granted', 'revoked', 'none']),
  basis: z.string().optional(),
  at: z.string().optional(),
  purposes: z.array(z.enum(purposes)).optional(),
});

const answer = z
  .object({
    contactId: z.string(),
    phone: z.string(),
    patients: z.array(z.string()),
    consent: z.object({ informational: scopeAnswer, marketing: scopeAnswer, phi: scopeAnswer }),
    timeZone: z.object({ zones: z.array(z.string()), source: z.enum(['patient', 'number', 'practice']) }),
    suspended: z.boolean(),
  })
  .meta({ id: 'Contact' });

function shownScope(state: ScopeState): z.input<typeof scopeAnswer> {
  if (state.state === 'none') return { state: 'none' };
  if (state.state === 'revoked') return { state: 'revoked', at: state.at };
  return {
    state: 'granted',
    basis: state.basis,
    at: state.at,
    ...(state.purposes && { purposes: [...state.purposes] }),
  };
}

const shownClocks = ({ zones, source }: Whereabouts) => ({ zones: [...zones], source });

const shown = (head: ContactHead, profile: Profile): z.input<typeof answer> => ({
  contactId: head.contactId,
  phone: head.phone,
  patients: head.patients.map(({ patientId }) => patientId),
  consent: {
    informational: shownScope(head.consent.informational),
    marketing: shownScope(head.consent.marketing),
    phi: shownScope(head.consent.phi),
  },
  timeZone: shownClocks(whereabouts(head, profile.timeZone)),
  suspended: head.suspended !== undefined,
});

export const contactRoutes: readonly Route[] = [
  route(asPractice, {
    method: 'POST',
    path: '/v1/contacts/lookup',
    operationId: 'lookupContact',
    summary: 'The id of a phone number, which stands in bodies only',
    body: z.strictObject({ phone: phoneNumberSchema }),
    answers: { 200: z.object({ contactId: z.string() }) },
    handle: async ({ world, practiceId, body: { phone } }) => {
      const { contactId, stored } = await headOf(world, practiceId, phone);
      if (!stored) throw notFound('contact');
      return { status: 200, body: { contactId } };
    },
  }),
  route(asPractice, {
    method: 'GET',
    path: '/v1/contacts/{contactId}',
    operationId: 'readContact',
    summary: 'A phone number as the practice knows it, with its consent',
    params: z.object({ contactId: contactIdSchema }),
    answers: { 200: answer },
    handle: async ({ world, practiceId, params: { contactId } }) => {
      const [head, settings] = await Promise.all([
        readHead(world, practiceId, contactId),
        world.settings.settings(practiceId),
      ]);
      return { status: 200, body: shown(head, settings.profile) };
    },
  }),
  route(asPractice, {
    method: 'POST',
    path: '/v1/contacts/{contactId}/permits',
    operationId: 'askPermit',
    summary: 'The permit that such a text would get, without sending it',
    params: z.object({ contactId: contactIdSchema }),
    body: z.strictObject({
      purpose: z.enum(purposes),
      body: z.string().trim().min(1).max(1600),
      /** Another moment than now: whether it might go then, by all that is known now. */
      at: momentSchema.optional(),
    }),
    answers: { 200: permitAnswer },
    handle: async ({ world, practiceId, params: { contactId }, body }) => ({
      status: 200,
      body: shownPermit(await askPermit(world, { practiceId, contactId }, body)),
    }),
  }),
];
