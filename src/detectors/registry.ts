/** All detectors. To add one: its file, one line here, a short test on `detector.contract.ts`. */
import { MerivahtError } from '../contract/errors.ts';
import { anchoredDragDetector } from './anchored-drag.ts';
import { crossingDipDetector } from './crossing-dip.ts';
import type { Detector } from './detector.ts';
import { dragDetector } from './drag.ts';
import { loiteringDetector } from './loitering.ts';

type Overrides = Readonly<Record<string, Readonly<Record<string, number>>>>;

const DETECTORS: Readonly<Record<string, (overrides?: Readonly<Record<string, number>>) => Detector>> = {
  drag: dragDetector,
  'crossing-dip': crossingDipDetector,
  loitering: loiteringDetector,
  'anchored-drag': anchoredDragDetector,
};

/** Detectors in a fixed order. `overrides`: kind, parameter, value; MV-DOCUMENT-INVALID for unknown names. */
export function allDetectors(overrides: Overrides = {}): readonly Detector[] {
  for (const kind of Object.keys(overrides))
    if (!Object.hasOwn(DETECTORS, kind))
      throw new MerivahtError(
        'MV-DOCUMENT-INVALID',
        `detectors.${kind} is no detector; there are ${Object.keys(DETECTORS).join(', ')}`,
      );
  return Object.entries(DETECTORS).map(([kind, make]) => make(overrides[kind]));
}
