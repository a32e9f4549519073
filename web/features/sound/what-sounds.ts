/** What should be heard now: the lost server before all else, then high alerts that nobody has acknowledged. */
import type { QueueRow } from '../../../src/contract/desk.ts';

export type Heard = 'server-lost' | 'high' | 'nothing';

interface Situation {
  readonly connection: 'connecting' | 'live' | 'stale';
  /** Whether this page has ever had a state: one that never reached its server is not a watch that lost it. */
  readonly hasState: boolean;
  readonly rows: readonly Pick<QueueRow, 'sounds'>[];
}

export function whatSounds({ connection, hasState, rows }: Situation): Heard {
  if (connection === 'stale') return hasState ? 'server-lost' : 'nothing';
  return rows.some((row) => row.sounds) ? 'high' : 'nothing';
}
