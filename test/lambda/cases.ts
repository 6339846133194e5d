import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import twilioWebhooks from 'twilio/lib/webhooks/webhooks.js';
import type { FunctionName } from '../../infra/topology.ts';
import { appointmentIdSchema, patientIdSchema } from '../../shared/domain/identifiers.ts';
import { authorize } from '../../shared/use-cases/authorize.ts';
import { putAppointment } from '../../shared/use-cases/put-appointment.ts';
import { putPatient } from '../../shared/use-cases/put-patient.ts';
import {
  apiKey,
  awsLine,
  contactOf,
  type Deployment,
  patientTexts,
  practiceId,
  textsOf,
  timersOf,
  twilioLine,
  twilioToken,
} from '../support/deployment.ts';
import type { Outcome } from '../support/lambda-runtime.ts';
import { answered, body, committed, dueHint, replied, replyTo, sam } from './case-steps.ts';
import {
  authorizerEvent,
  busEvent,
  gatewayEvent,
  queueEvent,
  scheduledEvent,
  streamEvent,
} from './trigger-events.ts';

/*
 * For each function: what stands in the table before, the event of its trigger as AWS delivers it, and what must have come of it.
 * Nothing of a function is called but through its bundle.
 */

export interface Case {
  readonly event: unknown;
  /** Throws where the outcome, the table or the services are not as they must be. */
  readonly check: (outcome: Outcome) => Promise<void>;
}

export const cases: Readonly<Record<FunctionName, (deployment: Deployment) => Promise<Case>>> = {
  'inbound-text': async (deployment) => {
    const patient = deployment.newPatient();
    const path = '/carriers/twilio/texts';
    const fields = {
      MessageSid: `SM${randomUUID().replaceAll('-', '')}`,
      AccountSid: `AC${'0'.repeat(32)}`,
      From: patient,
      To: twilioLine,
      Body: body,
      NumMedia: '0',
    };
    const url = `https://api.example.com/live${path}`;
    return {
      event: gatewayEvent({
        method: 'POST',
        path,
        resource: '/carriers/{carrier}/texts',
        pathParameters: { carrier: 'twilio' },
        headers: {
          'content-type': 'application/x-www-form-urlencoded',
          'x-twilio-signature': twilioWebhooks.getExpectedTwilioSignature(twilioToken, url, fields),
        },
        body: new URLSearchParams(fields).toString(),
      }),
      check: async (outcome) => {
        assert.equal(answered(outcome).statusCode, 200, JSON.stringify(outcome));
        const [text] = await textsOf(deployment.worldAt(0), patient);
        assert.deepEqual([text?.direction, text?.body], ['in', body]);
      },
    };
  },

  'delivery-receipt': async (deployment) => {
    const patient = await replied(deployment);
    const { textId } = await replyTo(deployment, patient);
    return {
      event: queueEvent({
        eventType: 'TEXT_DELIVERED',
        eventVersion: '1.0',
        eventTimestamp: Date.now(),
        isFinal: true,
        originationPhoneNumber: awsLine,
        destinationPhoneNumber: patient,
        messageId: 'aws-1',
        context: { practiceId, textId },
      }),
      check: async (outcome) => {
        answered(outcome);
        assert.equal((await replyTo(deployment, patient)).status, 'delivered');
      },
    };
  },

  'opt-out': async (deployment) => {
    const patient = deployment.newPatient();
    await patientTexts(deployment.worldAt(0), patient, 'STOP');
    return {
      event: busEvent(await committed(deployment, patient, 'consent.revoked')),
      check: async (outcome) => {
        answered(outcome);
        const put = deployment.aws.calls.find(
          ({ operation, input }) =>
            operation === 'PinpointSMSVoiceV2.PutOptedOutNumber' && input.OptedOutNumber === patient,
        );
        assert.equal(put?.input.OptOutListName, 'patients');
      },
    };
  },

  deliver: async (deployment) => {
    const patient = await replied(deployment);
    return {
      event: busEvent(await committed(deployment, patient, 'text.queued')),
      check: async (outcome) => {
        answered(outcome);
        const sent = deployment.aws.calls.filter(
          ({ operation, input }) =>
            operation === 'PinpointSMSVoiceV2.SendTextMessage' && input.DestinationPhoneNumber === patient,
        );
        assert(sent.some(({ input }) => input.MessageBody === 'The blue form is at the desk'));
        // What the carrier's adapter calls accepted, the text calls sent: it is under way, and a receipt has the last word.
        const { status, carrierMessageId } = await replyTo(deployment, patient);
        assert.deepEqual([status, carrierMessageId], ['sent', 'aws-1']);
      },
    };
  },

  reminder: async (deployment) => {
    const patient = deployment.newPatient();
    const patientId = patientIdSchema.parse(`P-${patient.slice(1)}`);
    const before = deployment.worldAt(-24 * 10);
    const name = { given: 'Anastasia', family: 'Sandoval' };
    await putPatient(before, practiceId, patientId, { name, phone: patient });
    await putAppointment(before, practiceId, appointmentIdSchema.parse(`A-${patient.slice(1)}`), {
      patientId,
      start: deployment.worldAt(20).clock.now(),
      durationMinutes: 30,
      kind: 'vaccination',
    });
    const hint = await dueHint(deployment, patient, 'reminder');
    return {
      event: hint,
      check: async (outcome) => {
        answered(outcome);
        const left = await timersOf(deployment.worldAt(0), patient);
        assert(!left.some(({ id }) => id === hint.timer.id), 'The reminder still stands.');
      },
    };
  },

  'auto-reply': async (deployment) => {
    const patient = deployment.newPatient();
    await patientTexts(deployment.worldAt(-24 * 8), patient, body);
    return {
      event: await dueHint(deployment, patient, 'goal'),
      check: async (outcome) => {
        answered(outcome);
        await committed(deployment, patient, 'goal.missed');
      },
    };
  },

  relay: async (deployment) => {
    const patient = deployment.newPatient();
    await patientTexts(deployment.worldAt(0), patient, body);
    const event = await committed(deployment, patient, 'text.received');
    return {
      event: streamEvent(event),
      check: async (outcome) => {
        answered(outcome);
        const entries = deployment.aws.calls
          .filter(({ operation }) => operation === 'AWSEvents.PutEvents')
          .flatMap(({ input }) => input.Entries as { Detail: string; DetailType: string }[]);
        const relayed = entries.find(({ Detail }) => JSON.parse(Detail).id === event.id);
        assert.equal(relayed?.DetailType, 'text.received');
      },
    };
  },

  timekeeper: async (deployment) => {
    const patient = deployment.newPatient();
    await patientTexts(deployment.worldAt(0), patient, body);
    const event = await committed(deployment, patient, 'timer.changed');
    return {
      event: busEvent(event),
      check: async (outcome) => {
        answered(outcome);
        const hint = { ...contactOf(patient), timer: event.timer };
        const made = deployment.aws.calls.find(
          ({ operation, input }) =>
            operation.startsWith('POST /schedules/') &&
            (input.Target as { Input: string }).Input === JSON.stringify(hint),
        );
        assert.match(String(made?.input.ScheduleExpression), /^at\(\d{4}-\d\d-\d\dT/);
      },
    };
  },

  statistics: async (deployment) => {
    const patient = await replied(deployment);
    const event = await committed(deployment, patient, 'thread.answered');
    return {
      event: busEvent(event),
      check: async (outcome) => {
        answered(outcome);
        const { contactId } = contactOf(patient);
        const [episode] = await deployment
          .worldAt(0)
          .store.read([{ kind: 'episode', practiceId, contactId, episode: event.episode ?? 0 }]);
        assert.equal(episode?.value.counted, true);
      },
    };
  },

  sweep: async (deployment) => {
    const patient = deployment.newPatient();
    await patientTexts(deployment.worldAt(-24 * 8), patient, body);
    return {
      event: scheduledEvent(),
      check: async (outcome) => {
        answered(outcome);
        await committed(deployment, patient, 'goal.missed');
      },
    };
  },

  'practice-api': async (deployment) => {
    const patient = deployment.newPatient();
    await patientTexts(deployment.worldAt(0), patient, body);
    return {
      event: gatewayEvent({
        method: 'GET',
        path: `/v1/threads/${contactOf(patient).contactId}`,
        resource: '/v1/{proxy+}',
        authorizer: { practiceId, ...sam },
      }),
      check: async (outcome) => {
        const answer = answered(outcome);
        assert.equal(answer.statusCode, 200, answer.body);
        const { phone, texts } = JSON.parse(answer.body ?? '');
        assert.equal(phone, patient);
        assert(texts.some((text: { body: string }) => text.body === body));
      },
    };
  },

  authorizer: async () => ({
    event: authorizerEvent(apiKey),
    check: async (outcome) => {
      const answer = answered(outcome);
      assert.equal(answer.principalId, sam.keyId);
      assert.deepEqual(answer.context, { practiceId, keyId: sam.keyId });
      assert.notEqual(answer.usageIdentifierKey, apiKey);
    },
  }),

  provisioning: async (deployment) => ({
    event: gatewayEvent({
      method: 'POST',
      path: `/operator/practices/${practiceId}/keys`,
      resource: '/operator/{proxy+}',
    }),
    check: async (outcome) => {
      const answer = answered(outcome);
      assert.equal(answer.statusCode, 201, answer.body);
      const made = JSON.parse(answer.body ?? '');
      assert(await authorize(deployment.worldAt(0), made.apiKey));
      const enrolled = deployment.aws.calls.find(
        ({ operation }) => operation === 'POST /usageplans/plan/keys',
      );
      assert.equal(enrolled?.input.keyId, 'usage-key');
    },
  }),
};
