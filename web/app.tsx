/** The console as a whole: provider, live connection, header, and the columns in which the watch is run. */
import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { FeedBar } from './features/feeds/feed-bar.tsx';
import { ReplayBar } from './features/replay/replay-bar.tsx';
import { Dialogs } from './features/shell/dialogs.tsx';
import { Header } from './features/shell/header.tsx';
import { HighAnnouncer } from './features/shell/high-announcer.tsx';
import { Hotkeys } from './features/shell/hotkeys.tsx';
import { Pages } from './features/shell/pages.tsx';
import { Toasts } from './features/shell/toasts.tsx';
import { useNode } from './state/node.ts';
import { queryClient } from './state/query-client.ts';
import { useLive } from './state/use-live.ts';
import { useView } from './state/view-state.ts';

export function App() {
  const { palette } = useView();
  return (
    // No style tags from Mantine, so that the content security policy can forbid them: palettes are static CSS.
    <MantineProvider
      forceColorScheme={palette === 'day' ? 'light' : 'dark'}
      withCssVariables={false}
      withGlobalClasses={false}
    >
      <QueryClientProvider client={queryClient}>
        <Console />
      </QueryClientProvider>
    </MantineProvider>
  );
}

function Console() {
  const connection = useLive((s) => s.connection);
  useNode();
  return (
    <div className="mv-console" data-connection={connection}>
      <Header />
      <Pages />
      <footer className="mv-footer">
        <FeedBar />
        <ReplayBar />
      </footer>
      <Toasts />
      <Dialogs />
      <Hotkeys />
      <HighAnnouncer />
    </div>
  );
}
