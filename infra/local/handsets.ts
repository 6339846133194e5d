import type { DatabaseSync } from 'node:sqlite';
import type { SimulatedNetwork } from '../../shared/adapters/carriers/simulated/carrier.ts';
import type { E164 } from '../../shared/domain/phone-number.ts';
import type { TextReference } from '../../shared/ports/carrier.ts';
import type { Clock } from '../../shared/ports/clock.ts';

/** What a handset shows of one text. */
export interface HandsetText {
  readonly direction: 'sent' | 'received';
  readonly from: string;
  readonly to: string;
  readonly body: string;
  readonly at: string;
}

/** A receipt that the simulated carrier still owes us. */
export interface ReceiptDue {
  readonly position: number;
  readonly messageId: string;
  readonly reference: TextReference;
  readonly line: E164;
  readonly phone: E164;
}

/** The simulated carrier's side: patients' handsets, kept in the host's file as a phone would keep them. */
export interface Handsets extends SimulatedNetwork {
  /** What a handset received and sent, oldest first. */
  textsOf(phone: E164): readonly HandsetText[];
  /** A handset sent a text. */
  sent(from: E164, to: E164, body: string): void;
  receiptsDue(): readonly ReceiptDue[];
  receiptDone(position: number): void;
}

export function openHandsets(file: DatabaseSync, clock: Clock): Handsets {
  const insert = file.prepare(
    'INSERT INTO handset_texts (phone, direction, from_number, to_number, body, at) VALUES (?, ?, ?, ?, ?, ?)',
  );
  const select = file.prepare(
    'SELECT direction, from_number, to_number, body, at FROM handset_texts WHERE phone = ? ORDER BY position',
  );
  const owe = file.prepare(
    'INSERT INTO receipts_due (message_id, practice_id, text_id, line, phone) VALUES (?, ?, ?, ?, ?)',
  );
  const owed = file.prepare('SELECT * FROM receipts_due ORDER BY position LIMIT 200');
  const paid = file.prepare('DELETE FROM receipts_due WHERE position = ?');
  return {
    accept: async ({ reference, from, to, body }) => {
      file.exec('BEGIN');
      insert.run(to, 'received', from, to, body, clock.now());
      const { lastInsertRowid } = owe.run('', reference.practiceId, reference.textId, from, to);
      const carrierMessageId = `sim-${lastInsertRowid}`;
      file
        .prepare('UPDATE receipts_due SET message_id = ? WHERE position = ?')
        .run(carrierMessageId, lastInsertRowid);
      file.exec('COMMIT');
      return { outcome: 'accepted', carrierMessageId };
    },
    textsOf: (phone) =>
      select.all(phone).map((row) => ({
        direction: row.direction === 'sent' ? 'sent' : 'received',
        from: String(row.from_number),
        to: String(row.to_number),
        body: String(row.body),
        at: String(row.at),
      })),
    sent: (from, to, body) => {
      insert.run(from, 'sent', from, to, body, clock.now());
    },
    receiptsDue: () =>
      owed.all().map((row) => ({
        position: Number(row.position),
        messageId: String(row.message_id),
        reference: { practiceId: String(row.practice_id), textId: String(row.text_id) } as TextReference,
        line: String(row.line) as E164,
        phone: String(row.phone) as E164,
      })),
    receiptDone: (position) => {
      paid.run(position);
    },
  };
}
