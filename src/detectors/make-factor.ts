/** One step of the waterfall from a row of the likelihood table. */
import type { AlertFactor, FactorGroup } from '../contract/alert.ts';
import { LIKELIHOODS, type LikelihoodId } from './likelihoods-table.ts';
import { whole } from './minute-window.ts';

export interface FactorOptions {
  readonly group?: FactorGroup;
  readonly sign?: string;
  /** Share of the table's weight, where the evidence is weaker than the table's. 1 unless told. */
  readonly scale?: number;
}

/** `values` are rounded to whole numbers; give them in units in which that loses nothing that matters. */
export function makeFactor(
  id: LikelihoodId,
  text: string,
  values: Readonly<Record<string, number | string>> = {},
  options: FactorOptions = {},
): AlertFactor {
  const { group = 'kinematic', sign, scale = 1 } = options;
  const rounded = Object.entries(values).map(([name, v]) => [name, typeof v === 'number' ? whole(v) : v] as const);
  return {
    id,
    group,
    milliNats: whole(LIKELIHOODS[id].milliNats * scale),
    ...(sign === undefined ? {} : { sign }),
    text,
    values: Object.fromEntries(rounded),
  };
}
