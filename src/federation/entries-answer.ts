/** A page of the log as a partner gets it: openings that the gate released to this partner, and nothing else. */
import type { EntriesPage, Opening, WireAnswer } from '../contract/partner-wire.ts';
import { assert } from '../lib/assert.ts';
import { type Released, recipientOf, releasedValue } from './gate.ts';

export interface ReleasedPage extends Omit<EntriesPage, 'entries'> {
  readonly entries: readonly Released<Opening>[];
}

/** What was released to one partner is not sent to another: that is a defect, and stops. */
export function entriesAnswer(partner: string, page: ReleasedPage): WireAnswer {
  const entries = page.entries.map((entry) => {
    assert(recipientOf(entry) === partner, 'an opening goes to whom it was released to');
    return releasedValue(entry);
  });
  const { checkpoint, witnessed, consistency, cursor, more } = page;
  const body: EntriesPage = {
    checkpoint,
    ...(witnessed === undefined ? {} : { witnessed }),
    consistency,
    entries,
    cursor,
    more,
  };
  return { status: 200, type: 'json', body: JSON.stringify(body) };
}
