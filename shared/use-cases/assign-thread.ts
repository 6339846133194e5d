import { assign, isOfStaff } from '../domain/assign.ts';
import type { ContactHead } from '../domain/contact.ts';
import { type Failure, invalid } from '../domain/failure.ts';
import type { ContactId, PracticeId, StaffId } from '../domain/identifiers.ts';
import { type Asked, actOnThread } from './act-on-thread.ts';
import type { World } from './world.ts';

/**
 * A person gives a thread to a member of the staff. Saying it twice is saying it once.
 *
 * @throws Failure as `actOnThread`; `invalid` for somebody who is not of the practice's active staff
 */
export async function assignThread(
  world: World,
  contact: { readonly practiceId: PracticeId; readonly contactId: ContactId },
  staffId: StaffId,
  asked: Asked,
): Promise<ContactHead> {
  const { head } = await actOnThread(world, contact, asked, {
    action: 'thread-assigned',
    what: staffId,
    restsOn: 'staff',
    decide: (draft, { settings: { staff } }) => {
      if (!isOfStaff(staff, staffId)) throw notOfStaff();
      return assign(draft, staffId);
    },
  });
  return head;
}

const notOfStaff = (): Failure =>
  invalid([{ path: 'staffId', message: 'Choose one of your active staff: see /v1/settings/staff.' }]);
