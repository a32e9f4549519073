/** What an officer typed, as an own unit; or the fields that cannot be read. */
import type { OwnUnit } from '../../../src/contract/act.ts';
import { parseArea } from '../../ui/positions-in-text.ts';

export interface UnitFields extends Pick<OwnUnit, 'id' | 'name' | 'kind' | 'readiness' | 'call'> {
  readonly position: string;
  readonly speedKn: string;
}

const MAX_KN = 1000;

export function readUnit(fields: UnitFields): { readonly unit: OwnUnit } | { readonly wrong: readonly string[] } {
  const { position, speedKn, ...same } = fields;
  const at = parseArea(position).positions[0];
  const knots = Number(speedKn.trim().replace(',', '.'));
  const wrong: string[] = [];
  if (same.name.trim() === '') wrong.push('name');
  if (at === undefined) wrong.push('position');
  if (speedKn.trim() === '' || !(knots >= 0 && knots <= MAX_KN)) wrong.push('speedKn');
  if (wrong.length > 0 || at === undefined) return { wrong };
  return { unit: { ...same, name: same.name.trim(), position: at, speedTenthKn: Math.round(knots * 10) } };
}
