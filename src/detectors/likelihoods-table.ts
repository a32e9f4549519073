/**
 * How much each sign or circumstance changes the odds that an anchor or gear is on the seabed: natural logarithm of a
 * likelihood ratio, in thousandths (milli-nats). Each row says where its number comes from; most are estimates and say so.
 *
 * The rows of the under-way drag are relative to "the speed fell below the ship's own pace" (a CUSUM alarm). A prototype on
 * real Baltic traffic gave 3,417 such alarms per 1,000 monitored vessel-days, of which 30 to 60 passed all gates (steady
 * before, deep, brisk, level, 18 min), while 0.57 of 0.96 injected drags passed: together a ratio of (0.57/0.96) / (45/3417)
 * = 45, or 3.8 nats. `drag-*` rows without another source are shares of these 3.8, since the gates were measured together.
 */
interface Likelihood {
  readonly milliNats: number;
  readonly basis: 'measured' | 'physics' | 'estimate';
  readonly source: string;
}

const JOINT = 'share of the 3.8 nats that all gates together were measured to give; how they share it is an estimate';
const CHAIN = 'prototype on real Baltic traffic with injected drags, chain of gates';

export const LIKELIHOODS = {
  // Under-way drag: the fall itself.
  'fall-below-own-pace': { milliNats: 1500, basis: 'measured', source: JOINT },
  'fall-brisk': { milliNats: 900, basis: 'measured', source: JOINT },
  'straight-at-onset': {
    milliNats: 420,
    basis: 'measured',
    source: `${CHAIN}: no turn at onset keeps 0.90 of 0.96 drags and 1898 of 3091 false alarms, ln(0.9375 / 0.614)`,
  },
  'lasts-10-min': { milliNats: 300, basis: 'measured', source: JOINT },
  'lasts-18-min': { milliNats: 980, basis: 'measured', source: JOINT },
  'fall-shallow': {
    milliNats: -810,
    basis: 'measured',
    source: 'found at ratio 0.85 to 0.92: 0.2 of drags against 0.45 at 0.75 to 0.85, ln(0.2 / 0.45)',
  },
  'fall-very-deep': {
    milliNats: -900,
    basis: 'estimate',
    source: 'below 0.45 of the pace: published drags under way did 0.47 to 0.86, ships that mean to stop go lower',
  },
  'further-fall': {
    milliNats: 500,
    basis: 'estimate',
    source: 'Eagle S fell from 9.2 to 8.5 to 6.3 kn; stepwise arrivals do it too, so it is no independent sign',
  },
  // Under-way drag: independent signs.
  'course-heading-shift-3': {
    milliNats: 1900,
    basis: 'measured',
    source:
      'a shift over 3 degrees between 10-min windows occurs in 3 to 6 % of normal traffic; taken 6 %; in drags 0.4 (estimate): ln(0.4 / 0.06)',
  },
  'course-heading-shift-5': {
    milliNats: 2300,
    basis: 'measured',
    source: 'over 5 degrees: 2 % of normal traffic; in drags 0.2 (estimate): ln(0.2 / 0.02)',
  },
  'no-course-heading-shift': {
    milliNats: -450,
    basis: 'estimate',
    source: 'complement of the shift: ln(0.6 / 0.94); an anchor that pulls along the keel shifts nothing',
  },
  'stop-and-recovery': {
    milliNats: 1100,
    basis: 'measured',
    source:
      'a step up follows 19 of 95 natural dips; Yi Peng 3, Eagle S and Vezhen all did (taken 0.6, estimate): ln(0.6 / 0.2)',
  },
  recovery: {
    milliNats: 400,
    basis: 'estimate',
    source:
      'back to own pace in one step after an hour or more, without a stop: as stop-and-recovery, far less telling',
  },
  'came-back-soon': {
    milliNats: -1200,
    basis: 'estimate',
    source:
      'published drags lasted hours, since an anchor must be heaved or lost; pilots, overtaking and traffic take 10 to 40 min',
  },
  // Peers: weather control. They bought nothing on the sparse real sets, so that the weights are kept small.
  'peers-kept-pace': { milliNats: 500, basis: 'estimate', source: 'three or more peers near and none slowed' },
  'peer-kept-pace': { milliNats: 200, basis: 'estimate', source: 'one or two peers near and none slowed' },
  'peers-slowed': {
    milliNats: -3000,
    basis: 'physics',
    source:
      'wind and sea slow all ships alike (ratio 0.8 to 0.95); three or more peers, at least half slowed: estimate',
  },
  'peer-slowed': { milliNats: -1200, basis: 'estimate', source: 'one or two peers near, at least half slowed' },
  'no-peers': { milliNats: 0, basis: 'physics', source: 'nobody to compare with says nothing' },
  // Benign places and circumstances.
  'near-port-or-anchorage': {
    milliNats: -390,
    basis: 'measured',
    source: `${CHAIN}: away from coast, port, anchorage keeps 0.41 of 0.53 drags and 542 of 813 false alarms, ln(0.226 / 0.333)`,
  },
  'heading-for-port': {
    milliNats: -1430,
    basis: 'measured',
    source: `${CHAIN}: not heading for a port keeps 0.40 of 0.41 drags and 488 of 542 false alarms, ln(0.024 / 0.1)`,
  },
  'in-port': { milliNats: -2000, basis: 'estimate', source: 'speed limits and berths: slow is ordinary in a port' },
  'in-anchorage': { milliNats: -2000, basis: 'estimate', source: 'ships slow, stop and drag short ways in anchorages' },
  'in-waiting-area': {
    milliNats: -1800,
    basis: 'estimate',
    source: 'ships drift and wait there: the tanker that circled over Estlink 2 in December 2024 was benign',
  },
  'near-pilot': {
    milliNats: -1800,
    basis: 'estimate',
    source: 'pilots board at 5 to 8 kn for 10 to 20 min within about 2 nm of the boarding place',
  },
  'in-traffic-scheme': {
    milliNats: -300,
    basis: 'estimate',
    source: 'bends and overtaking slow ships in a scheme; most of the Gulf of Finland lies in one, so it says little',
  },
  'in-ferry-line': { milliNats: -300, basis: 'estimate', source: 'ships give way where ferries cross' },
  'in-no-anchoring-area': {
    milliNats: 700,
    basis: 'estimate',
    source: 'charted no-anchoring: those who wait on purpose wait elsewhere; Hong Tai 58 lay in one',
  },
  'not-under-command': {
    milliNats: -1000,
    basis: 'estimate',
    source: 'says itself that it has trouble with engine or steering (navigational status 2)',
  },
  'restricted-manoeuvre': {
    milliNats: -1200,
    basis: 'estimate',
    source: 'says itself that it works: cable layers, dredgers, tows (navigational status 3)',
  },
  'fishing-status': {
    milliNats: -1500,
    basis: 'estimate',
    source: 'says itself that it fishes (navigational status 7)',
  },
  'class-not-known': {
    milliNats: -300,
    basis: 'estimate',
    source: 'type not given; taken for a merchant ship by its length',
  },
  'deeper-than-anchor-reaches': {
    milliNats: -2500,
    basis: 'physics',
    source:
      'an anchor on twelve shackles flies above this depth at this speed; depth and chain are uncertain, so not less',
  },
  'identity-shared': {
    milliNats: -500,
    basis: 'estimate',
    source: 'two ships send this MMSI: what seems a change of one may be the other',
  },
  'cap-at-watch': {
    milliNats: 0,
    basis: 'measured',
    source: 'heard less than every 5 min the shape of a fall is lost: nothing above watch is justified',
  },
  // What the watch itself knows.
  'announced-works': {
    milliNats: -3000,
    basis: 'estimate',
    source:
      'an authority or the owner has announced that this vessel works here now, so that slow, straight and over the cable is what it is to be; not more, since ships at work have cut cables, too',
  },
  'positions-disturbed': {
    milliNats: 0,
    basis: 'physics',
    source:
      'a disturbance makes position, speed and course less certain, not a drag less likely: it widens the range of minutes and marks the alert, and never silences an area',
  },
  // Crossing dip.
  'dip-at-asset': {
    milliNats: 2750,
    basis: 'measured',
    source:
      'by chance at 2 of 561 crossings (upper 95 % bound 1.3 %); in drags over an asset 0.2 (Newnew Polar Bear and Selin D of about a dozen, estimate): ln(0.2 / 0.0128)',
  },
  'dip-deep': {
    milliNats: 300,
    basis: 'estimate',
    source: 'Newnew Polar Bear lost 14 %; noise and wakes seldom reach 12 %',
  },
  // Loitering.
  'loitering-in-corridor': {
    milliNats: 1500,
    basis: 'estimate',
    source:
      'Global Fishing Watch loitering, hourly mean under 2 kn; slow ships near cables are common, so a small step',
  },
  'loiters-long': {
    milliNats: 600,
    basis: 'estimate',
    source: 'four hours, the filter of published loitering reports',
  },
  'close-to-asset': { milliNats: 300, basis: 'estimate', source: 'within a quarter of a mile and the route sigma' },
  'works-here': {
    milliNats: -2200,
    basis: 'estimate',
    source: 'tugs, dredgers, pilots, law enforcement and survey ships top every list of slow ships near cables',
  },
  'fishes-here': {
    milliNats: -1800,
    basis: 'estimate',
    source: 'trawlers work at 2 to 4 kn with reversals wherever they may',
  },
  'small-craft': {
    milliNats: -2500,
    basis: 'estimate',
    source: 'class B or pleasure craft: no anchor that holds a ship',
  },
  'carries-passengers': { milliNats: -1200, basis: 'estimate', source: 'ferries wait and turn off their ports' },
  // Anchored drag.
  'swing-centre-moves': {
    milliNats: 2600,
    basis: 'estimate',
    source:
      'an anchor that holds keeps the ship inside one swing circle; AisAbnormal and the swing-circle rule fire on Hong Tai 58 and seldom else',
  },
  'slow-drift': {
    milliNats: 900,
    basis: 'estimate',
    source: 'drifts slowly without saying that it is anchored: ships that wait for a berth do it too',
  },
  'drift-against-heading': {
    milliNats: 1400,
    basis: 'estimate',
    source: 'course and heading 45 degrees apart at 0.5 to 5 kn for 10 min and 500 m: the Danish drift rule',
  },
  'repeated-crossing': {
    milliNats: 1700,
    basis: 'estimate',
    source: 'three crossings within 2 km of one kilometre point in 6 h by neither ferry nor fishing vessel',
  },
  'drifts-long': { milliNats: 500, basis: 'estimate', source: 'Hong Tai 58 zig-zagged for 53 h; waits are shorter' },
} as const satisfies Record<string, Likelihood>;

export type LikelihoodId = keyof typeof LIKELIHOODS;
