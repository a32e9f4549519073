/** A text to read on VHF channel 16, in the plain phrases of IMO's Standard Marine Communication Phrases. It accuses nobody. */
import type { Alert } from '../contract/alert.ts';

function positionText(lonE5: number, latE5: number): string {
  const part = (e5: number, positive: string, negative: string): string => {
    const minutes = Math.round((Math.abs(e5) * 60) / 10_000);
    return `${Math.floor(minutes / 600)} degrees ${((minutes % 600) / 10).toFixed(1)} minutes ${e5 < 0 ? negative : positive}`;
  };
  return `${part(latE5, 'North', 'South')}, ${part(lonE5, 'East', 'West')}`;
}

/** Spells what is said letter by letter. */
const spelled = (text: string): string => text.split('').join(' ');

export function vhfText(
  vessel: Alert['vessel'],
  position: Alert['position'],
  kind: string,
  nextAsset: string | undefined,
): string {
  const called = vessel.name ?? `vessel with MMSI ${spelled(String(vessel.mmsi))}`;
  const sign = vessel.callsign === undefined ? '' : `, call sign ${spelled(vessel.callsign)}`;
  const at = `in position ${positionText(position.lonE5, position.latE5)}`;
  const ahead =
    nextAsset === undefined
      ? 'There are undersea cables in your area.'
      : `There is an undersea cable or pipeline near you or ahead of you (${nextAsset}).`;
  const slow = kind === 'loitering' || kind === 'anchored-drag';
  const question = slow
    ? 'Question: are you at anchor, and is your anchor holding? Advise you check your position and keep clear of the cable. Do not anchor here.'
    : 'Question: are both your anchors home and secured? Advise you check both anchors and chains by eye, at the hawse pipe, now. If an anchor is out: stop, do not drag it over the cable, and do not heave up before you have called us.';
  return `${called}, ${called}${sign}, ${at}. This is [your station] on channel 16. ${ahead} ${question} Please report on channel [working channel]. Over.`;
}
