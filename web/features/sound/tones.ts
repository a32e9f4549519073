/** The two tones, made by the browser: no file, nothing to load when it matters. */

export interface Tones {
  /** Begins or goes on with a tone; `nothing` ends it. */
  play(what: 'high' | 'server-lost' | 'nothing'): void;
  /** Whether the browser lets this page be heard. */
  readonly isAllowed: boolean;
  /** To be called in a click: browsers let only that begin a sound. */
  allow(): Promise<boolean>;
}

interface Beep {
  readonly hz: number;
  readonly atS: number;
  readonly forS: number;
}

/** Rising and hurried against falling and slow: told apart by pitch, rhythm and direction. */
const PATTERNS: Readonly<
  Record<'high' | 'server-lost', { readonly everyMs: number; readonly beeps: readonly Beep[] }>
> = {
  high: {
    everyMs: 1600,
    beeps: [
      { hz: 740, atS: 0, forS: 0.14 },
      { hz: 988, atS: 0.18, forS: 0.14 },
      { hz: 1319, atS: 0.36, forS: 0.22 },
    ],
  },
  'server-lost': {
    everyMs: 3000,
    beeps: [
      { hz: 392, atS: 0, forS: 0.5 },
      { hz: 262, atS: 0.6, forS: 0.8 },
    ],
  },
};
const LOUDNESS = 0.25;

export function browserTones(): Tones {
  const context = new AudioContext();
  let playing: 'high' | 'server-lost' | 'nothing' = 'nothing';
  let timer: ReturnType<typeof setInterval> | undefined;
  const beep = ({ hz, atS, forS }: Beep): void => {
    const tone = context.createOscillator();
    const loudness = context.createGain();
    const start = context.currentTime + atS;
    tone.type = 'triangle';
    tone.frequency.value = hz;
    // Swells and fades in 20 ms, for a step in a sound is a click.
    loudness.gain.setValueAtTime(0, start);
    loudness.gain.linearRampToValueAtTime(LOUDNESS, start + 0.02);
    loudness.gain.setValueAtTime(LOUDNESS, start + forS - 0.02);
    loudness.gain.linearRampToValueAtTime(0, start + forS);
    tone.connect(loudness).connect(context.destination);
    tone.start(start);
    tone.stop(start + forS);
  };
  return {
    get isAllowed() {
      return context.state === 'running';
    },
    play: (what) => {
      if (what === playing) return;
      playing = what;
      clearInterval(timer);
      timer = undefined;
      if (what === 'nothing') return;
      const { everyMs, beeps } = PATTERNS[what];
      const round = (): void => {
        if (context.state === 'running') for (const one of beeps) beep(one);
      };
      round();
      timer = setInterval(round, everyMs);
    },
    allow: async () => {
      await context.resume();
      return context.state === 'running';
    },
  };
}
