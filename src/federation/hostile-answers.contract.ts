/** For simulations: what a hostile partner sends in place of its answer. */
import type { WireAnswer } from '../contract/partner-wire.ts';
import type { SeededRandom } from '../lib/seeded-random.ts';

/** `old`: something that it answered before, to anybody. Often the answer itself. */
export function mutated(answer: WireAnswer, old: WireAnswer, random: SeededRandom): WireAnswer {
  switch (random.integer(0, 9)) {
    case 0:
      return withText(answer, (text) => flipped(text, random));
    case 1:
      return old;
    case 2:
      return withPage(answer, (page) => ({ ...page, entries: [...page.entries, ...page.entries] }));
    case 3:
      return withPage(answer, (page) => ({ ...page, entries: [...page.entries].reverse() }));
    case 4:
      // Back-dated, or moved into another's lane.
      return withPage(answer, (page) => ({
        ...page,
        entries: page.entries.map((entry) => ({
          ...entry,
          index: Math.max(0, Number(entry.index) - random.integer(1, 96)),
        })),
      }));
    case 5:
      return withText(answer, (text) => text.slice(0, random.integer(0, text.length)));
    case 6:
      return { status: 200, type: 'json', body: '['.repeat(random.integer(1, 5000)) };
    default:
      return answer;
  }
}

interface Page {
  readonly entries: readonly Readonly<Record<string, unknown>>[];
}

function withPage(answer: WireAnswer, change: (page: Page) => unknown): WireAnswer {
  return withText(answer, (text) => {
    try {
      const page = JSON.parse(text) as Page;
      return Array.isArray(page.entries) ? JSON.stringify(change(page)) : text;
    } catch {
      return text;
    }
  });
}

const withText = (answer: WireAnswer, change: (text: string) => string): WireAnswer =>
  typeof answer.body === 'string' ? ({ ...answer, body: change(answer.body) } as WireAnswer) : answer;

function flipped(text: string, random: SeededRandom): string {
  if (text.length === 0) return text;
  const at = random.integer(0, text.length - 1);
  const other = String.fromCharCode(text.charCodeAt(at) ^ (1 << random.integer(0, 6)));
  return text.slice(0, at) + other + text.slice(at + 1);
}
