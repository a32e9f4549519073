/** One sentence that a tired officer understands: what the ship did, what that is consistent with, and what is next. */
import type { Alert, AssetAtRisk } from '../contract/alert.ts';
import { shipPhrase } from './vessel-words.ts';

/** What sentences are made of. Whole numbers; absent where not known. */
export interface ReasonInput {
  readonly vessel: Alert['vessel'];
  readonly kind: string;
  readonly measures: Readonly<Record<string, number>>;
  /** The asset that the behaviour is about, where it is about one. */
  readonly asset?: string | undefined;
  readonly crossed: readonly { readonly name: string; readonly at: string }[];
  readonly next: AssetAtRisk | undefined;
  readonly status: Alert['status'];
  /** One sentence: what disproved it. */
  readonly because?: string | undefined;
}

/** Less than this is the wander of a steered course. */
const STRAIGHT_DEG = 10;

const knots = (tenths: number): string => `${(tenths / 10).toFixed(1)} kn`;

function drag({ measures: m }: ReasonInput): string {
  const from = m.ownPaceTenthKn;
  const to = m.speedTenthKn;
  const fall =
    from !== undefined && to !== undefined
      ? `fell from its own pace of ${knots(from)} to ${knots(to)}`
      : 'fell below its own pace';
  const ramp = m.rampMin !== undefined && m.rampMin > 0 ? ` within ${m.rampMin} min` : '';
  const turn = m.turnDeg !== undefined && m.turnDeg < STRAIGHT_DEG ? ' without turning' : '';
  const peers =
    m.peers === undefined || m.peers < 2 || m.peersSlowed === undefined
      ? ''
      : m.peersSlowed === 0
        ? `, while none of ${m.peers} ships near slowed`
        : `, while ${m.peersSlowed} of ${m.peers} ships near slowed too`;
  return `${fall}${ramp}${turn}${peers}: consistent with an anchor on the seabed`;
}

function dip({ measures: m, crossed, asset }: ReasonInput): string {
  const over = asset ?? crossed[crossed.length - 1]?.name ?? 'an asset';
  const deep = m.dipPercent === undefined ? 'lost speed' : `lost ${m.dipPercent} % of its speed`;
  const long = m.dipMin === undefined ? '' : ` for ${m.dipMin} min`;
  return `${deep}${long} as it passed over ${over}: consistent with an anchor or gear that caught on it`;
}

function loitering({ measures: m, asset }: ReasonInput): string {
  const mean = m.meanSpeedTenthKn === undefined ? '' : ` at ${knots(m.meanSpeedTenthKn)} on average`;
  const long =
    m.hours !== undefined && m.hours > 0
      ? ` for ${m.hours} h`
      : m.sinceMin === undefined
        ? ''
        : ` for ${m.sinceMin} min`;
  return `has stayed${long} along ${asset ?? 'an asset'}${mean}: consistent with waiting or work, and with gear on the seabed`;
}

function anchoredDrag({ measures: m, asset }: ReasonInput): string {
  const over = asset ?? 'an asset';
  const again = m.crossings === undefined || m.crossings < 2 ? '' : ` and has crossed it ${m.crossings} times`;
  if (m.centreMovedM !== undefined)
    return `lies near ${over}${again}, and the centre of its swing has moved ${m.centreMovedM} m: consistent with an anchor that does not hold`;
  const drift =
    m.driftM === undefined || m.driftM === 0
      ? `drifts near ${over}`
      : `drifted ${m.driftM} m near ${over} with its heading far from its course`;
  return `${drift}${again}: consistent with a ship adrift, and with an anchor that does not hold`;
}

const PHRASES: Readonly<Record<string, (input: ReasonInput) => string>> = {
  drag,
  'crossing-dip': dip,
  loitering,
  'anchored-drag': anchoredDrag,
};

function nextPhrase({ next, crossed, status, because }: ReasonInput): string {
  if (status === 'withdrawn') return ` Withdrawn: ${lowerFirst(because ?? 'Later data disproved it.')}`;
  const over =
    crossed.length === 0 ? '' : ` It crossed ${list([...new Set(crossed.map((c) => c.name))])} since the first sign.`;
  if (status === 'ended') return `${over} The behaviour has ended.`;
  if (next === undefined) return `${over} No asset lies ahead on its course.`;
  const tell = next.owners.length === 0 ? '' : `; tell ${list(next.owners)}`;
  if (next.minutesTo === 0) return `${over} It is over ${next.name} now${tell}.`;
  return `${over} Next: ${next.name} in ${next.minutesFrom} to ${next.minutesTo} min${tell}.`;
}

const lowerFirst = (text: string): string => `${text.slice(0, 1).toLowerCase()}${text.slice(1)}`;

function list(names: readonly string[]): string {
  const shown = names.slice(0, 4);
  const more = names.length - shown.length;
  if (more > 0) return `${shown.join(', ')} and ${more} more`;
  return shown.length < 2 ? (shown[0] ?? '') : `${shown.slice(0, -1).join(', ')} and ${shown[shown.length - 1]}`;
}

export function reasonSentence(input: ReasonInput): string {
  const phrase = Object.hasOwn(PHRASES, input.kind)
    ? PHRASES[input.kind]!(input)
    : `shows the behaviour "${input.kind}"`;
  return `${shipPhrase(input.vessel)} ${phrase}.${nextPhrase(input)}`;
}
