import type { PracticeId, TextId } from '../domain/identifiers.ts';
import type { CarrierName } from '../domain/line.ts';
import type { E164 } from '../domain/phone-number.ts';

/** A carrier's call, as it arrived: nothing decoded, so that signatures are checked over what was signed. */
export interface CarrierRequest {
  /** The public URL that the carrier called, rebuilt from the API's own domain and path (never from forwarded headers). */
  readonly url: string;
  /** Names in small letters. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/** One text from a patient, in our words. Nothing carrier-shaped goes further than this. */
export interface InboundText {
  readonly carrier: CarrierName;
  /** The carrier's id of the message: its repetition is how a repeated webhook is known. */
  readonly carrierMessageId: string;
  readonly from: E164;
  /** One of our lines. */
  readonly to: E164;
  readonly body: string;
  /** Pictures and the like, by kind alone, such as `image/jpeg`. */
  readonly media: readonly string[];
}

/** Why a carrier could not deliver, in our words. */
export type Obstacle =
  | 'opted-out'
  | 'landline'
  | 'unknown-number'
  | 'unreachable'
  | 'blocked'
  | 'filtered'
  | 'expired'
  | 'invalid'
  | 'other';

/** Our own id of a text as carriers hand it back with its receipts. */
export interface TextReference {
  readonly practiceId: PracticeId;
  readonly textId: TextId;
}

export interface Receipt {
  readonly carrier: CarrierName;
  readonly carrierMessageId: string;
  readonly reference: TextReference;
  readonly status: 'sent' | 'delivered' | 'failed';
  readonly obstacle?: Obstacle;
  /** The carrier's own code, such as `30006`: letters, digits, `-`, `_`. */
  readonly code?: string;
}

/** What a carrier's call turned out to be. */
export type Parsed<T> =
  | { readonly kind: 'parsed'; readonly value: T }
  /** Well formed and nothing to do: an interim status, a subscription's confirmation. */
  | { readonly kind: 'ignored'; readonly reason: string }
  /** `detail` names fields, never what they hold. */
  | { readonly kind: 'malformed'; readonly detail: string };

export interface OutboundText {
  readonly reference: TextReference;
  readonly from: E164;
  readonly to: E164;
  readonly body: string;
  /** How long the carrier may keep trying; a reminder must not arrive after its appointment. */
  readonly timeToLiveSeconds?: number;
  /** Where the carrier reports; `reference` is added to it by the carrier's adapter where it travels in the URL. */
  readonly receiptUrl: string;
}

/** What became of one request to a carrier. A carrier has no idempotency key, so its silence is never asked again. */
export type HandOver =
  | { readonly outcome: 'accepted'; readonly carrierMessageId: string }
  /** The carrier answered that it will not send this text. */
  | { readonly outcome: 'rejected'; readonly obstacle: Obstacle; readonly code: string }
  /** It surely did not take the text (throttled, or no connection was made): it may be tried again. */
  | { readonly outcome: 'not-taken'; readonly code: string; readonly retryAfterSeconds?: number }
  /** The answer is not known: a time-out, a reset, a 5xx. It may have been sent. */
  | { readonly outcome: 'unknown'; readonly code: string };

/** The deployment's credentials with a carrier, as its secret holds them; each carrier's `wire.ts` has the shape. */
export type CarrierAccount = Readonly<Record<string, unknown>>;

/** Putting a number on the list that is there, or taking off one that is not, succeeds. `false` where the account keeps no list. */
export interface OptOutList {
  add(number: E164, account: CarrierAccount): Promise<boolean>;
  remove(number: E164, account: CarrierAccount): Promise<boolean>;
}

/** How a carrier reaches a function through a topic of ours, which IAM guards: a record of the topic's event. */
export interface TopicRecords {
  text(record: unknown): Parsed<InboundText>;
  receipt(record: unknown): Parsed<Receipt>;
}

/** A carrier whose webhooks are subscriptions that we have to confirm once. */
export interface Subscription {
  /** The topic that a request asks to confirm; `undefined` where it is an ordinary request. */
  topicOf(request: CarrierRequest): string | undefined;
  /** Confirms it where the topic is the account's and the request is signed; answers whether it did. */
  confirm(request: CarrierRequest, account: CarrierAccount): Promise<boolean>;
}

/** One carrier, one folder, one interface; every file in this order. */
export interface Carrier {
  readonly name: CarrierName;
  /** The header without which a request cannot be this carrier's. */
  readonly signatureHeader: string;
  /** The line that a request speaks of, from the unverified request: only to choose the account that verifies it. */
  lineOf(request: CarrierRequest): E164 | undefined;
  /** Whether the carrier signed exactly this request with that account. Constant-time. */
  verify(request: CarrierRequest, account: CarrierAccount): Promise<boolean>;
  parseText(request: CarrierRequest): Parsed<InboundText>;
  parseReceipt(request: CarrierRequest): Parsed<Receipt>;
  /** One request, never repeated by a client library. Never throws. */
  send(text: OutboundText, account: CarrierAccount): Promise<HandOver>;
  /** Where the carrier keeps a block list of its own that we can change. */
  readonly optOutList?: OptOutList;
  readonly topic?: TopicRecords;
  readonly subscription?: Subscription;
  /** What a 2xx to this carrier's webhook holds. */
  readonly acceptance: { readonly contentType: string; readonly body: string };
  /** A carrier's own words with every number, address and quoted text masked, fit for a log. */
  redact(words: string): string;
}

export type Carriers = Readonly<Record<CarrierName, Carrier>>;
