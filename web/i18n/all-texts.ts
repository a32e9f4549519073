/** The words of all features and of the shared parts, by name: add a feature here and nowhere else. */

import { REASON_WORDS as because } from '../../src/contract/reason-words-table.ts';
import { texts as alert } from '../features/alert/texts.ts';
import { texts as asset } from '../features/asset/texts.ts';
import { texts as charts } from '../features/charts/texts.ts';
import { texts as considered } from '../features/considered/texts.ts';
import { texts as contacts } from '../features/contacts/texts.ts';
import { texts as feeds } from '../features/feeds/texts.ts';
import { texts as handOver } from '../features/hand-over/texts.ts';
import { texts as help } from '../features/help/texts.ts';
import { texts as integrity } from '../features/integrity/texts.ts';
import { texts as logbook } from '../features/logbook/texts.ts';
import { texts as map } from '../features/map/texts.ts';
import { texts as officer } from '../features/officer/texts.ts';
import { texts as queue } from '../features/queue/texts.ts';
import { texts as replay } from '../features/replay/texts.ts';
import { texts as search } from '../features/search/texts.ts';
import { texts as shell } from '../features/shell/texts.ts';
import { texts as sound } from '../features/sound/texts.ts';
import { texts as timeTravel } from '../features/time-travel/texts.ts';
import { texts as units } from '../features/units/texts.ts';
import { texts as vessel } from '../features/vessel/texts.ts';
import { texts as works } from '../features/works/texts.ts';
import { texts as acts } from '../ui/act-texts.ts';
import { texts as contact } from '../ui/contact-texts.ts';
import { texts as factors } from '../ui/factor-texts.ts';
import { texts as handling } from '../ui/handling-texts.ts';
import { texts as reasons } from '../ui/reason-texts.ts';
import { texts as sentence } from '../ui/sentence-texts.ts';
import { texts as ui } from '../ui/texts.ts';
import type { laterTexts } from './later-texts.ts';

export const allTexts = {
  alert,
  asset,
  charts,
  considered,
  contacts,
  feeds,
  'hand-over': handOver,
  help,
  integrity,
  logbook,
  map,
  officer,
  queue,
  replay,
  search,
  shell,
  sound,
  'time-travel': timeTravel,
  units,
  vessel,
  works,
  acts,
  because,
  contact,
  factors,
  handling,
  reasons,
  sentence,
  ui,
} as const;

/** With those that come with the pages that need them. */
export type AllTexts = typeof allTexts & typeof laterTexts;
export type TextName = keyof AllTexts;
/** `ships_one` and `ships_other` are asked for as `ships` with a `count`. */
type Stem<K> = K extends `${infer S}_one` ? S : K extends `${infer S}_other` ? S : K;
export type TextKey<N extends TextName> = Stem<keyof AllTexts[N]['en']> & string;
