import './app/mantine.css';
import './app/tokens.css';
import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { createRoot } from 'react-dom/client';
import { styleNonce } from './app/style-nonce.js';
import { queryClient } from './app/query-client.js';
import { router } from './app/router.js';
import { theme } from './app/theme.js';
import { Toasts } from './ui/toasts.js';

const colorSchemeManager = localStorageColorSchemeManager({ key: 'backstory-color-scheme' });
// The library that keeps the page from scrolling under a dialog looks for its nonce here.
Object.assign(globalThis, { __webpack_nonce__: styleNonce() });

const root = document.querySelector('#root');
if (root === null) throw new Error('index.html has no #root to render the console into.');

createRoot(root).render(
  <MantineProvider
    theme={theme}
    defaultColorScheme="auto"
    colorSchemeManager={colorSchemeManager}
    getStyleNonce={styleNonce}
  >
    <Toasts />
    <QueryClientProvider client={queryClient}>
      <RouterProvider router={router} />
    </QueryClientProvider>
  </MantineProvider>,
);
