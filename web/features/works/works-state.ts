/** Whether announced works count now. */
import type { Works } from '../../../src/contract/act.ts';

export function worksState(
  works: Pick<Works, 'from' | 'to'> & { readonly endedAt?: string | undefined },
  dataAt: string,
): 'ahead' | 'on' | 'over' | 'ended' {
  if (works.endedAt !== undefined) return 'ended';
  const now = Date.parse(dataAt);
  if (now < Date.parse(works.from)) return 'ahead';
  return now <= Date.parse(works.to) ? 'on' : 'over';
}
