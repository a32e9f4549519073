/** How many of the closed alerts were false. */
import { CONFIRMING } from '../../../src/contract/act.ts';
import type { FalseAlarmTable } from '../../../src/contract/views.ts';

/** Doubles of another alert say nothing about being right or wrong. */
const SAYS_NOTHING = 'duplicate';

/** Whole percent; undefined where nothing was closed. */
export function falseShare(rows: FalseAlarmTable['rows']): number | undefined {
  let wrong = 0;
  let all = 0;
  for (const { reason, times } of rows) {
    if (reason === SAYS_NOTHING) continue;
    all += times;
    if (!CONFIRMING.some((r) => r === reason)) wrong += times;
  }
  return all === 0 ? undefined : Math.round((100 * wrong) / all);
}
