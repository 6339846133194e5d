import type { KeyId, PracticeId, TextId } from './identifiers.ts';
import type { E164 } from './phone-number.ts';
import type { IsoInstant } from './time.ts';

/** The tenant: one medical or dental office. Nothing of one practice is ever visible to another. */
export interface Practice {
  readonly practiceId: PracticeId;
  readonly name: string;
  readonly createdAt: IsoInstant;
  /** The practice's lines, the first put first. */
  readonly lines: readonly E164[];
  /** Its keys that open something, by their hashes, the oldest first. Absent in records of before there was a list. */
  readonly keyIds?: readonly KeyId[];
  /** Absent where none is on file. */
  readonly agreements?: Agreements;
  /** The last test texts to staff's own phones, the newest last. */
  readonly testTexts?: readonly TestText[];
}

/** Business associate agreements on file (45 CFR 164.504(e)), each by the local date of its signing, as the operator says. */
export interface Agreements {
  readonly carrier?: string | undefined;
  readonly cloud?: string | undefined;
}

export interface TestText {
  readonly textId: TextId;
  readonly at: IsoInstant;
  /** The request's own name, made unreadable, where its caller gave one: the same name for another phone is a mistake. */
  readonly request?: string;
}

/** So many test texts a day: enough to try every line, too few to bother anyone with. */
export const testTextsPerDayMax = 5;
