/** The scenarios by name. */

import type { Scenario } from './scenario.ts';
import { EAGLE_S } from './scenario-eagle-s.ts';
import { HONG_TAI_58 } from './scenario-hong-tai-58.ts';

export const SCENARIOS: Readonly<Record<string, Scenario>> = { [EAGLE_S.id]: EAGLE_S, [HONG_TAI_58.id]: HONG_TAI_58 };
