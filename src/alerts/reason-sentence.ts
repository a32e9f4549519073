/** One sentence that a tired officer understands: what the ship did, what that is consistent with, and what is next. */
import type { Alert, AssetAtRisk } from '../contract/alert.ts';
import { shipPhrase } from './vessel-words.ts';

/** What sentences are made of. Whole numbers; absent where not known. */
export interface ReasonInput {
  readonly vessel: Alert['vessel'];
  readonly kind: string;
  readonly measures: Readonly<Record<string, number>>;
  readonly crossed: readonly { readonly name: string; readonly at: string }[];
  readonly next: AssetAtRisk | undefined;
  readonly status: Alert['status'];
}

const knots = (tenths: number): string => `${(tenths / 10).toFixed(1)} kn`;

function drag({ measures: m }: ReasonInput): string {
  const from = m.ownPaceTenthKn;
  const to = m.speedTenthKn;
  const fall =
    from !== undefined && to !== undefined
      ? `fell from its own pace of ${knots(from)} to ${knots(to)}`
      : 'fell below its own pace';
  const ramp = m.rampMin !== undefined && m.rampMin > 0 ? ` within ${m.rampMin} min` : '';
  const turn = m.turnDeg === undefined || m.turnDeg < 10 ? ' without turning' : '';
  const peers =
    m.peers === undefined || m.peers < 2
      ? ''
      : m.peersSlowed === 0
        ? `, while none of ${m.peers} ships near slowed`
        : `, while ${m.peersSlowed} of ${m.peers} ships near slowed too`;
  return `${fall}${ramp}${turn}${peers}: consistent with an anchor on the seabed`;
}

function dip({ measures: m, crossed }: ReasonInput): string {
  const where = crossed.length > 0 ? ` while over ${crossed[crossed.length - 1]!.name}` : ' while over an asset';
  const deep = m.dipPercent === undefined ? '' : ` by ${m.dipPercent} %`;
  const long = m.dipMin === undefined ? '' : ` for ${m.dipMin} min`;
  return `lost speed${deep}${long}${where}: consistent with an anchor or gear that caught on it`;
}

function loitering({ measures: m }: ReasonInput): string {
  const mean = m.meanSpeedTenthKn === undefined ? '' : ` at ${knots(m.meanSpeedTenthKn)} on average`;
  const long = m.hours === undefined ? '' : ` for ${m.hours} h`;
  return `has stayed${long} along an asset${mean}, outside the usual waiting areas`;
}

function anchoredDrag({ measures: m }: ReasonInput): string {
  const moved = m.centreMovedM === undefined ? '' : `; the centre of its swing has moved ${m.centreMovedM} m`;
  const again = m.crossings === undefined || m.crossings < 2 ? '' : `; it has crossed the asset ${m.crossings} times`;
  return `moves as a ship whose anchor does not hold${moved}${again}`;
}

const PHRASES: Readonly<Record<string, (input: ReasonInput) => string>> = {
  drag,
  'crossing-dip': dip,
  loitering,
  'anchored-drag': anchoredDrag,
};

function nextPhrase({ next, crossed, status }: ReasonInput): string {
  if (status === 'withdrawn') return ' Withdrawn: later data disproved it.';
  const over =
    crossed.length === 0 ? '' : ` It crossed ${list([...new Set(crossed.map((c) => c.name))])} since the first sign.`;
  if (status === 'ended') return `${over} The behaviour has ended.`;
  if (next === undefined) return `${over} No asset lies ahead on its course.`;
  const owners = next.owners.length === 0 ? '' : ` (tell ${list(next.owners)})`;
  if (next.minutesTo === 0) return `${over} It is over ${next.name} now${owners}.`;
  return `${over} Next: ${next.name} in ${next.minutesFrom} to ${next.minutesTo} min${owners}.`;
}

function list(names: readonly string[]): string {
  const shown = names.slice(0, 4);
  const more = names.length - shown.length;
  if (more > 0) return `${shown.join(', ')} and ${more} more`;
  return shown.length < 2 ? (shown[0] ?? '') : `${shown.slice(0, -1).join(', ')} and ${shown[shown.length - 1]}`;
}

export function reasonSentence(input: ReasonInput): string {
  const phrase = PHRASES[input.kind]?.(input) ?? `shows the behaviour "${input.kind}"`;
  return `${shipPhrase(input.vessel)} ${phrase}.${nextPhrase(input)}`;
}
