import { amendThread, type Draft } from './draft.ts';
import type { StaffId } from './identifiers.ts';
import type { Staff } from './settings.ts';

/** Whether a thread can be given to somebody: they are of the practice and active. A practice that lists no staff is taken at its word. */
export const isOfStaff = (staff: Staff, staffId: StaffId): boolean =>
  staff.length === 0 || staff.some((one) => one.staffId === staffId && one.status !== 'inactive');

/**
 * A person gives a thread to somebody. The clock goes on; who is away when work is due passes it on.
 *
 * @returns whether anything changed
 */
export function assign(draft: Draft, staffId: StaffId): boolean {
  if (draft.head.thread.assignee === staffId) return false;
  amendThread(draft, { assignee: staffId });
  return true;
}
