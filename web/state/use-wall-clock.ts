/** The reader's own clock, for "how long ago": set anew every few seconds. */
import { useEffect, useState } from 'react';

export function useWallClock(everyMs = 5000): number {
  const [nowMs, setNowMs] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNowMs(Date.now()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return nowMs;
}
