/** The clock of the watch as it was at most a few seconds ago: for questions to the node that need not follow each beat. */
import { useEffect, useState } from 'react';
import { AtMostOnce, browserLater } from './at-most-once.ts';
import { liveStore, useLive } from './use-live.ts';
import { useView } from './view-state.ts';

const clockMs = (): number | undefined => {
  const at = liveStore.snapshot.state?.clock.dataAt;
  return at === undefined ? undefined : Date.parse(at);
};

/** Changes at most once in `everyMs` of the reader's time, however fast a replay runs. */
export function useSlowClock(everyMs: number): number | undefined {
  const theatreId = useLive((s) => s.theatreId);
  const [atMs, setAtMs] = useState(clockMs);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another theatre has another clock, at once
  useEffect(() => {
    setAtMs(clockMs());
    const update = new AtMostOnce(everyMs, () => setAtMs(clockMs()), browserLater);
    const end = liveStore.subscribe(() => {
      // What is not known yet is no reason to wait once it is.
      if (clockMs() !== undefined) update.ask();
    });
    return () => {
      end();
      update.close();
    };
  }, [everyMs, theatreId]);
  return atMs;
}

/** The moment that is shown: the one travelled to, else now by the slow clock. */
export function useShownMs(everyMs: number): number | undefined {
  const now = useSlowClock(everyMs);
  return useView().atMs ?? now;
}
