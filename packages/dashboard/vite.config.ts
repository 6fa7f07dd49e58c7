import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** Where `npm run dev -w @upwatch/dashboard` finds a running server; what is built never asks it. */
const SERVER = process.env['UPWATCH_URL'] ?? 'http://127.0.0.1:3000';

export default defineConfig({
  root: import.meta.dirname,
  // Files find each other from where they lie, so that a proxy may give the server a folder.
  base: './',
  plugins: [react(), tailwindcss()],
  // The SDK from its source: nothing has to be compiled before the dashboard is.
  resolve: { conditions: ['upwatch:source', 'module', 'browser', 'development|production'] },
  build: {
    target: 'es2022',
    // A style or a script of `data:` is refused by the policy that the page is served with.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    license: { fileName: 'licenses.md' },
    reportCompressedSize: false,
    rolldownOptions: {
      output: {
        // A few files rather than forty: what every page needs comes together, and stays in the browser's cache when only pages change.
        codeSplitting: {
          groups: [
            {
              name: 'libraries',
              test: /node_modules\/(react|react-dom|scheduler|@tanstack\/(?!react-virtual|virtual-core))/,
            },
            { name: 'controls', test: /node_modules\/(@base-ui|@floating-ui)/ },
            // What the start itself imports, and nothing that a module beside it brings along: that is loaded when it is wanted.
            { name: 'app', test: /packages\/(sdk|dashboard)\/src\/(?!main\.)/, tags: ['$initial'] },
            // Small pieces that most pages are made of, in one file instead of one each.
            {
              name: 'pieces',
              test: /dashboard\/src\/(ui\/(?!toasts|menu|dialog|confirm)|shell\/(?!palette|shortcut-list|account-menu))|lucide-react/,
              minShareCount: 3,
            },
          ],
        },
      },
    },
  },
  server: { proxy: { '/api': SERVER, '/health': SERVER } },
});
