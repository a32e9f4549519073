/** When an own unit can be where a ship is now: its readiness and a straight run at its speed. */
import type { OwnUnit } from '../../src/contract/act.ts';
import { KNOT_MPS } from '../../src/geo/units.ts';
import { greatCircleM } from './great-circle.ts';

const READY_MIN: Readonly<Record<OwnUnit['readiness'], number | undefined>> = {
  'under-way': 0,
  'ready-15-min': 15,
  'ready-1-h': 60,
  'ready-4-h': 240,
  'not-available': undefined,
};

export interface UnitEta {
  readonly unit: OwnUnit;
  readonly distanceM: number;
  /** Whole minutes, rounded up; absent: it cannot come. */
  readonly minutes: number | undefined;
}

export function unitEta(unit: OwnUnit, [lon, lat]: readonly [number, number]): UnitEta {
  const distanceM = greatCircleM(unit.position[0], unit.position[1], lon, lat);
  const ready = READY_MIN[unit.readiness];
  const metresAMinute = (unit.speedTenthKn / 10) * KNOT_MPS * 60;
  const minutes = ready === undefined || metresAMinute <= 0 ? undefined : Math.ceil(ready + distanceM / metresAMinute);
  return { unit, distanceM, minutes };
}

/** Soonest first; those that cannot come last. */
export function unitEtas(units: readonly OwnUnit[], at: readonly [number, number]): UnitEta[] {
  return units
    .map((unit) => unitEta(unit, at))
    .sort(
      (a, b) =>
        (a.minutes ?? Number.MAX_SAFE_INTEGER) - (b.minutes ?? Number.MAX_SAFE_INTEGER) || a.distanceM - b.distanceM,
    );
}

/** Whether a unit can be there before the ship is over the asset: surely, perhaps, or not. */
export function inTime(
  minutes: number | undefined,
  asset: { readonly minutesFrom: number; readonly minutesTo: number } | undefined,
): 'yes' | 'perhaps' | 'no' | undefined {
  if (asset === undefined) return undefined;
  if (minutes === undefined) return 'no';
  if (minutes <= asset.minutesFrom) return 'yes';
  return minutes <= asset.minutesTo ? 'perhaps' : 'no';
}
