/** One data folder holds one recording, or live feeds: what was judged of another one would stand beside it as if it were one sea. */
import { MerivahtError } from '../contract/errors.ts';
import type { SourceRecord } from '../pipeline/journal-record.ts';

export type Recording = Pick<SourceRecord, 'feedId' | 'address' | 'recording'>;

/** `known`: sources that the journal has seen; `now`: the recording that is to go on, none where feeds are live. MV-DATA-OTHER. */
export function refuseOther(known: readonly SourceRecord[], now: Recording | undefined): void {
  for (const before of known) {
    if (now === undefined && before.feedKind !== 'replay') continue;
    if (now !== undefined && before.feedKind === 'replay' && isSame(before, now)) continue;
    const what = before.feedKind === 'replay' ? `the recording ${before.address}` : `the live feed ${before.address}`;
    throw new MerivahtError('MV-DATA-OTHER', `it holds ${what}, not ${now?.address ?? 'live feeds'}`);
  }
}

/** By what is in it; a journal from before that was kept knows its name only. */
function isSame(before: Recording, now: Recording): boolean {
  if (before.recording !== undefined) return before.recording === now.recording;
  return before.address === now.address && before.feedId === now.feedId;
}
