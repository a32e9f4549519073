/** What an officer typed, as a contact; or the fields that cannot be read. */
import type { Contact } from '../../../src/contract/act.ts';

export type ContactFields = Omit<Contact, 'deputyCall'> & { readonly deputyCall: string };

const HOURS = /^([01]\d|2[0-4]):([0-5]\d)-([01]\d|2[0-4]):([0-5]\d)$/;

export function readContact(
  fields: ContactFields,
): { readonly contact: Contact } | { readonly wrong: readonly string[] } {
  const { deputyCall, ...same } = fields;
  const hours = same.hours.replace(/\s/g, '').replace('–', '-');
  const wrong: string[] = [];
  if (same.organisation.trim() === '') wrong.push('organisation');
  if (same.role.trim() === '') wrong.push('role');
  if (!HOURS.test(hours)) wrong.push('hours');
  if (wrong.length > 0) return { wrong };
  const deputy = deputyCall.trim();
  return {
    contact: {
      ...same,
      hours,
      organisation: same.organisation.trim(),
      role: same.role.trim(),
      call: same.call.trim(),
      assets: [...same.assets],
      ...(deputy === '' ? {} : { deputyCall: deputy }),
    },
  };
}
