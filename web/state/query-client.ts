/** The cache of what was asked of the node. The live stream says when to ask again; nothing is asked on a timer. */
import { QueryClient } from '@tanstack/react-query';
import { ApiError } from './api.ts';

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      networkMode: 'always',
      staleTime: 5000,
      refetchOnWindowFocus: false,
      retry: (failures, error) => failures < 3 && error instanceof ApiError && error.code === 'MV-UNREACHABLE',
      retryDelay: (attempt) => Math.min(4000, 500 * (attempt + 1)),
    },
    mutations: { networkMode: 'always' },
  },
});
