/** The scenarios by name. */

import type { Scenario } from './scenario.ts';
import { EAGLE_S } from './scenario-eagle-s.ts';
import { HONG_TAI_58 } from './scenario-hong-tai-58.ts';
import { NIGHT_0300 } from './scenario-night-0300.ts';
import { QUIET_PASSAGE } from './scenario-quiet-passage.ts';

export const SCENARIOS: Readonly<Record<string, Scenario>> = {
  [EAGLE_S.id]: EAGLE_S,
  [HONG_TAI_58.id]: HONG_TAI_58,
  [NIGHT_0300.id]: NIGHT_0300,
  [QUIET_PASSAGE.id]: QUIET_PASSAGE,
};
